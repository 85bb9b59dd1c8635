/** What browsers make of raw HTML in a page that its author did not mean. */

import { diagnostic, type Place } from "../../diagnostics/catalogue.js";
import type { Diagnostic, Position } from "../../model/model.js";
import type { HtmlTag } from "../html/scan.js";

/** The elements of HTML (HTML Living Standard, "Index of elements"), and those of the past that browsers know (16.2). */
const ELEMENTS: ReadonlySet<string> = new Set(
  "a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fencedframe fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins isindex kbd keygen label legend li link listing main map mark marquee math menu menuitem meta meter nav nobr noembed noframes noscript object ol optgroup option output p param picture plaintext portal pre progress q rb rp rt rtc ruby s samp script search section select selectedcontent slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp".split(
    " ",
  ),
);

/** Elements without an end (13.1.2), and those whose end, or start, may be left out (13.1.2.4). */
const WITHOUT_END: ReadonlySet<string> = new Set(
  "area base basefont bgsound br col embed frame hr image img input isindex keygen link meta param source track wbr body colgroup dd dt head html li optgroup option p rb rp rt rtc tbody td tfoot th thead tr".split(
    " ",
  ),
);

/** What Markdown makes an element of, by the tokens that open and close it; it holds what is opened in it. */
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

/** The tags of one page, one after the other. */
export interface HtmlCheck {
  /** A token of Markdown opens something around the tags that follow, or closes it. */
  around(token: { readonly type: string; readonly nesting: number }): void;
  /** `written`: the tag as it stands; `place`: where. */
  tag(tag: HtmlTag, written: string, place: () => Position): void;
  /** What is to be said of all tags. */
  findings(): readonly Diagnostic[];
}

interface Open {
  readonly name: string;
  readonly written: string;
  place(): Position;
}

/** What is open in one element that Markdown makes, or in the page. */
interface Scope {
  /** The element, for people; undefined for the page. */
  readonly holder?: string;
  readonly open: Open[];
  /** How many of each name are open. */
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
      // Within drawings and formulas, names and ends are those of XML.
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

/** A component of JSX begins with a capital letter: `<Tabs>`. `<TABLE>` and `<Table>` are elements as people once wrote them. */
const COMPONENT = /^<\/?[A-Z]\w*[a-z][\w.]*/;
/** Elements that are components where they begin with a capital. */
const ALSO_COMPONENTS = new Set(["image", "link"]);

/**
 * Components of MDX, which Handbill has none of. `<Name>` alone is a placeholder for what readers put in; one that ends
 * with a slash, has attributes or is closed is a component.
 */
function createComponentCheck(file: string): {
  /** Whether this tag is one of a component, or may be. */
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

/** Whether a picture has no text in place of it, and is not said to be for the eye alone. */
function lacksAlt({ attributes }: HtmlTag): boolean {
  const valueOf = (wanted: string) => attributes.find(({ name }) => name === wanted)?.value;
  return (
    valueOf("alt") === undefined &&
    !/^(?:none|presentation)$/.test(valueOf("role") ?? "") &&
    valueOf("aria-hidden") !== "true"
  );
}

/** Whether a tag ends with a slash of its own; in `<a href=docs/>` it is the address that does (13.1.2.3, "Unquoted attribute value syntax"). */
function hasSlash({ attributes, end }: HtmlTag, written: string): boolean {
  const last = attributes.at(-1);
  return written.endsWith("/>") && (last === undefined || last.offset + last.value.length < end - 1);
}

/** A tag without its attributes, where it has any. */
function short(written: string): string {
  return written.replace(/^(<\/?[^\s/>]+)[\s/][^]*$/, "$1>");
}
