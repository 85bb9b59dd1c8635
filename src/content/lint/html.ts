/** Reports raw HTML that browsers read differently from what the author meant. */

import { diagnostic, type Place } from "../../diagnostics/catalogue.js";
import type { Diagnostic, Position } from "../../model/model.js";
import type { HtmlTag } from "../html/scan.js";
import { createComponentCheck } from "./components.js";
import { ELEMENTS, hasSlash, PLACEHOLDER, short, WITHOUT_END } from "./elements.js";

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
  /** `written`: the text of the tag; `place`: where it is. */
  tag(tag: HtmlTag, written: string, place: () => Position): void;
  /** Findings about all tags. */
  findings(): readonly Diagnostic[];
}

interface Written {
  readonly written: string;
  place(): Position;
}

interface Open extends Written {
  readonly name: string;
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
  return new TagCheck(file);
}

class TagCheck implements HtmlCheck {
  private readonly found: Diagnostic[] = [];
  private readonly components: ReturnType<typeof createComponentCheck>;
  private readonly page: Scope = { open: [], counts: new Map() };
  private readonly outer: Scope[] = [];
  private scope = this.page;

  constructor(private readonly file: string) {
    this.components = createComponentCheck(file);
  }

  around({ type, nesting }: { readonly type: string; readonly nesting: number }): void {
    const holder = nesting === 0 ? undefined : HOLDERS.get(type.slice(0, type.lastIndexOf("_")));
    if (holder === undefined) return;
    if (nesting === 1) {
      this.outer.push(this.scope);
      this.scope = { holder, open: [], counts: new Map() };
    } else {
      for (const one of this.scope.open) this.reportUnclosed(one, holder);
      this.scope = this.outer.pop() ?? this.page;
    }
  }

  tag(tag: HtmlTag, written: string, place: () => Position): void {
    const { name, closing } = tag;
    if (this.components.take(tag, written, place)) return;
    // SVG and MathML have their own names and self-closing tags.
    if ((this.isOpen("svg") && name !== "svg") || (this.isOpen("math") && name !== "math")) return;
    const one: Open = { name, written, place };
    if (!ELEMENTS.has(name) && !name.includes("-")) {
      if (!closing) this.reportUnknown(one);
    } else if (name === "img" && !closing && lacksAlt(tag)) this.reportNoAlt(one);
    else if (!WITHOUT_END.has(name)) {
      if (closing) this.close(one);
      else if (hasSlash(tag, written)) this.reportSlash(one);
      else this.open(one);
    }
  }

  findings(): readonly Diagnostic[] {
    for (const one of this.closeFrom(0)) this.reportUnclosed(one);
    return [...this.found, ...this.components.findings()];
  }

  private open(one: Open): void {
    this.scope.open.push(one);
    this.scope.counts.set(one.name, (this.scope.counts.get(one.name) ?? 0) + 1);
  }

  /** An end tag closes what is open within its element, too. */
  private close(one: Open): void {
    if (!this.isOpen(one.name)) return this.reportNoStart(one);
    const start = this.scope.open.findLastIndex(({ name }) => name === one.name);
    for (const inner of this.closeFrom(start).slice(1)) this.reportUnclosed(inner);
  }

  private closeFrom(start: number): readonly Open[] {
    const closed = this.scope.open.splice(start);
    for (const { name } of closed) this.scope.counts.set(name, (this.scope.counts.get(name) ?? 0) - 1);
    return closed;
  }

  private isOpen(name: string): boolean {
    return (this.scope.counts.get(name) ?? 0) > 0;
  }

  private reportUnknown(one: Written): void {
    this.report(
      "html-unknown",
      one,
      `\`${short(one.written)}\` is not an HTML element, so readers do not see it.`,
      PLACEHOLDER,
    );
  }

  private reportNoAlt(one: Written): void {
    this.report(
      "image-alt",
      one,
      "The image has no alt text.",
      'Describe it in `alt="…"`. If it only decorates, write `alt=""`.',
    );
  }

  private reportSlash(one: Open): void {
    // Drawings and formulas are XML.
    if (one.name === "svg" || one.name === "math") return;
    this.report(
      "html-unclosed",
      one,
      `\`${short(one.written)}\` is not closed: HTML ignores the slash, so browsers put the ` +
        "following text into it.",
      `Write \`></${one.name}>\` instead of \`/>\`.`,
    );
  }

  private reportNoStart(one: Written): void {
    const { holder } = this.scope;
    this.report(
      "html-unclosed",
      one,
      `\`${short(one.written)}\` has no start tag${holder === undefined ? "" : ` in this ${holder}`}.`,
      "Remove it, or add the start tag.",
    );
  }

  private reportUnclosed(one: Open, holder?: string): void {
    const what =
      holder === undefined
        ? "is never closed, so browsers put all following text into it"
        : `is not closed in this ${holder}, so browsers close it here or put the following text into it`;
    const before = holder === undefined ? "" : `, before the ${holder} ends`;
    const hint = `Close it with \`</${one.name}>\`${before}.`;
    this.report(
      "html-unclosed",
      one,
      `\`${short(one.written)}\` ${what}.`,
      one.name.includes("-") ? PLACEHOLDER : hint,
    );
  }

  private report(
    code: "html-unknown" | "html-unclosed" | "image-alt",
    { written, place }: Written,
    message: string,
    hint: string,
  ): void {
    const at: Place = { file: this.file, ...place(), length: written.split("\n", 1)[0]?.length ?? 0 };
    this.found.push(diagnostic(code, at, message, hint));
  }
}

/** Whether an image has no text in place of it, and is not said to be for the eye alone. */
function lacksAlt({ attributes }: HtmlTag): boolean {
  const valueOf = (wanted: string) => attributes.find(({ name }) => name === wanted)?.value;
  return (
    valueOf("alt") === undefined &&
    !/^(?:none|presentation)$/.test(valueOf("role") ?? "") &&
    valueOf("aria-hidden") !== "true"
  );
}
