/** Reports raw HTML that browsers read differently from what the author meant. */

import { diagnostic, type Place } from "../../diagnostics/catalogue.js";
import type { Diagnostic, Position } from "../../model/model.js";
import type { HtmlTag } from "../html/scan.js";

/**
 * The elements of HTML (HTML Living Standard, "Index of elements"), and obsolete ones that browsers support
 * (16.2).
 */
const ELEMENTS: ReadonlySet<string> = new Set(
  "a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fencedframe fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins isindex kbd keygen label legend li link listing main map mark marquee math menu menuitem meta meter nav nobr noembed noframes noscript object ol optgroup option output p param picture plaintext portal pre progress q rb rp rt rtc ruby s samp script search section select selectedcontent slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp".split(
    " ",
  ),
);

/** Void elements (13.1.2), and those with an optional end or start tag (13.1.2.4). */
const WITHOUT_END: ReadonlySet<string> = new Set(
  "area base basefont bgsound br col embed frame hr image img input isindex keygen link meta param source track wbr body colgroup dd dt head html li optgroup option p rb rp rt rtc tbody td tfoot th thead tr".split(
    " ",
  ),
);

/**
 * Elements that Markdown creates, by the tokens that open and close them. Tags opened inside one must close
 * inside it.
 */
const HOLDERS: ReadonlyMap<string, string> = new Map([
  ["list_item", "list item"],
  ["blockquote", "quote"],
  ["alert", "alert"],
  ["td", "cell"],
  ["th", "cell"],
  ["dd", "definition"],
  ["footnote", "note"],
  ["container_handbill", "container"],
]);

/** Receives the tags of one page, one after the other. */
export interface HtmlCheck {
  /** Call it for a Markdown token that opens or closes an element around the following tags. */
  around(token: { readonly type: string; readonly nesting: number }): void;
  /** `written` is the tag as written. */
  tag(tag: HtmlTag, written: string, place: () => Position): void;
  /** Findings about all tags. */
  findings(): readonly Diagnostic[];
}

interface Open {
  readonly name: string;
  readonly written: string;
  place(): Position;
}

/** The open tags in one Markdown element or at the top of the page. */
interface Scope {
  /** The name of the element for messages; undefined for the page. */
  readonly holder?: string;
  readonly open: Open[];
  /** The number of open elements of each name. */
  readonly counts: Map<string, number>;
}

export function createHtmlCheck(file: string): HtmlCheck {
  const found: Diagnostic[] = [];
  const components = createComponentCheck(file);
  const page: Scope = { open: [], counts: new Map() };
  const outer: Scope[] = [];
  let scope = page;
  const at = ({ written, place }: Pick<Open, "written" | "place">): Place => ({
    file,
    ...place(),
    length: written.split("\n", 1)[0]?.length ?? 0,
  });
  const close = (start: number): readonly Open[] => {
    const closed = scope.open.splice(start);
    for (const { name } of closed) scope.counts.set(name, (scope.counts.get(name) ?? 0) - 1);
    return closed;
  };
  const isOpen = (name: string): boolean => (scope.counts.get(name) ?? 0) > 0;
  const unclosed = (one: Open, holder?: string): void => {
    const message =
      holder === undefined
        ? "is never closed, so browsers put all following text into it"
        : `is not closed in this ${holder}, so browsers close it here or put the following text into it`;
    found.push(
      diagnostic(
        "html-unclosed",
        at(one),
        `\`${short(one.written)}\` ${message}.`,
        one.name.includes("-")
          ? PLACEHOLDER
          : `Close it with \`</${one.name}>\`${holder === undefined ? "" : `, before the ${holder} ends`}.`,
      ),
    );
  };
  return {
    around({ type, nesting }) {
      const holder = nesting === 0 ? undefined : HOLDERS.get(type.slice(0, type.lastIndexOf("_")));
      if (holder === undefined) return;
      if (nesting === 1) {
        outer.push(scope);
        scope = { holder, open: [], counts: new Map() };
      } else {
        for (const one of scope.open) unclosed(one, holder);
        scope = outer.pop() ?? page;
      }
    },
    tag(tag, written, place) {
      const { name, closing } = tag;
      if (components.take(tag, written, place)) return;
      // SVG and MathML have their own names and self-closing tags.
      if ((isOpen("svg") && name !== "svg") || (isOpen("math") && name !== "math")) return;
      if (!ELEMENTS.has(name) && !name.includes("-")) {
        if (!closing)
          found.push(
            diagnostic(
              "html-unknown",
              at({ written, place }),
              `\`${short(written)}\` is not an HTML element, so readers do not see it.`,
              PLACEHOLDER,
            ),
          );
      } else if (name === "img" && !closing && lacksAlt(tag)) {
        found.push(
          diagnostic(
            "image-alt",
            at({ written, place }),
            "The image has no alt text.",
            'Describe it in `alt="…"`. If it only decorates, write `alt=""`.',
          ),
        );
      } else if (WITHOUT_END.has(name)) return;
      else if (!closing && hasSlash(tag, written)) {
        if (name !== "svg" && name !== "math")
          found.push(
            diagnostic(
              "html-unclosed",
              at({ written, place }),
              `\`${short(written)}\` is not closed: HTML ignores the slash, so browsers put the following text into it.`,
              `Write \`></${name}>\` instead of \`/>\`.`,
            ),
          );
      } else if (!closing) {
        scope.open.push({ name, written, place });
        scope.counts.set(name, (scope.counts.get(name) ?? 0) + 1);
      } else if (isOpen(name)) {
        for (const inner of close(scope.open.findLastIndex((one) => one.name === name)).slice(1))
          unclosed(inner);
      } else
        found.push(
          diagnostic(
            "html-unclosed",
            at({ written, place }),
            `\`${short(written)}\` has no start tag${scope.holder === undefined ? "" : ` in this ${scope.holder}`}.`,
            "Remove it, or add the start tag.",
          ),
        );
    },
    findings() {
      for (const one of close(0)) unclosed(one);
      return [...found, ...components.findings()];
    },
  };
}

/**
 * JSX components start with a capital letter: `<Tabs>`. `<TABLE>` and `<Table>` are old spellings of
 * elements.
 */
const COMPONENT = /^<\/?[A-Z]\w*[a-z][\w.]*/;
/** Elements that are components if they start with a capital letter. */
const ALSO_COMPONENTS = new Set(["image", "link"]);

/**
 * Finds MDX components, which Handbill does not support. A lone `<Name>` is a placeholder for readers to
 * replace. A tag with attributes, an end tag or a final slash is a component.
 */
function createComponentCheck(file: string): {
  /** Records a tag; returns whether it is or may be a component. */
  take(tag: HtmlTag, written: string, place: () => Position): boolean;
  findings(): readonly Diagnostic[];
} {
  const opened: { readonly written: string; readonly isSure: boolean; readonly place: () => Position }[] = [];
  const closed = new Set<string>();
  return {
    take(tag, written, place) {
      const name = COMPONENT.exec(written)?.[0];
      if (name === undefined || (ELEMENTS.has(tag.name) && !ALSO_COMPONENTS.has(tag.name))) return false;
      const isSure = hasSlash(tag, written) || tag.attributes.some(({ value }) => value !== "");
      if (tag.closing) closed.add(name.replace("/", ""));
      else opened.push({ written, isSure, place });
      return true;
    },
    findings: () =>
      opened.map(({ written, isSure, place }) => {
        const at = { file, ...place(), length: written.split("\n", 1)[0]?.length ?? 0 };
        return isSure || closed.has(COMPONENT.exec(written)?.[0] ?? "")
          ? diagnostic("foreign-syntax", at, COMPONENTS, COMPONENTS_HINT)
          : diagnostic(
              "html-unknown",
              at,
              `\`${short(written)}\` is not an HTML element, so readers do not see it.`,
              PLACEHOLDER,
            );
      }),
  };
}

const COMPONENTS =
  "`<Tabs>`, `<Card />` and similar tags are components of MDX (Docusaurus, Astro) or Vue. Browsers do not show them.";
const COMPONENTS_HINT =
  "Write it in Markdown: a box is `::: note`, tabs are `:::: tabs`, cards are `::: cards`, an image `![text](file.png)`.";

const PLACEHOLDER =
  "To show it as text, write it as code, `` `<name>` ``, or with a backslash before it, `\\<name>`.";

/** Whether an image lacks alt text and is not marked as decorative. */
function lacksAlt({ attributes }: HtmlTag): boolean {
  const valueOf = (wanted: string) => attributes.find(({ name }) => name === wanted)?.value;
  return (
    valueOf("alt") === undefined &&
    !/^(?:none|presentation)$/.test(valueOf("role") ?? "") &&
    valueOf("aria-hidden") !== "true"
  );
}

/**
 * Whether a tag ends with a slash of its own. In `<a href=docs/>` the slash belongs to the URL (13.1.2.3,
 * "Unquoted attribute value syntax").
 */
function hasSlash({ attributes, end }: HtmlTag, written: string): boolean {
  const last = attributes.at(-1);
  return written.endsWith("/>") && (last === undefined || last.offset + last.value.length < end - 1);
}

/** A tag without its attributes. */
function short(written: string): string {
  return written.replace(/^(<\/?[^\s/>]+)[\s/][^]*$/, "$1>");
}
