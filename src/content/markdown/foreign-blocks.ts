/**
 * Reads boxes and tabs of other generators as containers: `!!! note "Title"`, `??? note` and `=== "Tab"` with
 * indented text (MkDocs), `/// note | Title` … `///` (PyMdown Extensions), and `` ```{note} Title `` (MyST).
 * The tokens are those of `::: note Title`.
 */

import type MarkdownIt from "markdown-it";
import type { StateBlock, Token } from "markdown-it";

/** A container in the syntax of another generator; set on its opening token. */
export interface ForeignContainer {
  readonly kind: string;
  /** Empty if there is none. */
  readonly title: string;
  /** Whether `details` are open at first. */
  readonly isOpen?: boolean;
}

/** The names of boxes in MkDocs, MyST and others, with their names in Handbill. */
const BOXES: Readonly<Record<string, string>> = {
  note: "note",
  seealso: "note",
  admonition: "note",
  quote: "note",
  cite: "note",
  abstract: "info",
  summary: "info",
  tldr: "info",
  info: "info",
  todo: "info",
  question: "info",
  help: "info",
  faq: "info",
  example: "info",
  tip: "tip",
  hint: "tip",
  success: "tip",
  check: "tip",
  done: "tip",
  important: "important",
  warning: "warning",
  attention: "warning",
  deprecated: "warning",
  caution: "caution",
  danger: "danger",
  error: "danger",
  failure: "danger",
  fail: "danger",
  missing: "danger",
  bug: "danger",
};

const ADMONITION = /^(!!!|\?\?\?\+?) ?([a-z][\w-]*)(?: +[\w-]+)*(?: +"(.*)")?[ \t]*$/i;
const TAB = /^===([!+]*) +"(.+)"[ \t]*$/;
const SLASHES = /^(\/{3,}) +([a-z][\w-]*)(?: *\| *(.*[^ \t]|))?[ \t]*$/is;
const DIRECTIVE = /^(`{3,}|~{3,}|:{3,})\{([a-z][\w-]*)\}[ \t]*(.*[^ \t]|)[ \t]*$/is;

/** The container for a block of this name; undefined if Handbill has no equivalent. */
function containerOf(name: string, title: string | undefined): ForeignContainer | undefined {
  const lower = name.toLowerCase();
  if (lower === "details" || lower === "dropdown") return { kind: "details", title: title ?? "Details" };
  if (lower === "tab" || lower === "tab-item") return { kind: "tab", title: title ?? "" };
  const kind = Object.hasOwn(BOXES, lower) ? BOXES[lower] : undefined;
  return kind === undefined ? undefined : { kind, title: title ?? capitalized(name) };
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll("-", " ");
}

export function useForeignBlocks(md: MarkdownIt): void {
  const alt = { alt: ["paragraph", "reference", "blockquote", "list"] };
  md.block.ruler.before("fence", "foreign-admonition", admonition, alt);
  md.block.ruler.before("fence", "foreign-tabs", tabs, alt);
  md.block.ruler.before("fence", "foreign-slashes", slashes, alt);
  md.block.ruler.before("fence", "foreign-directive", directive, alt);
}

type Rule = (state: StateBlock, line: number, end: number, silent: boolean) => boolean;

const admonition: Rule = (state, line, end, silent) => {
  const [, signs = "", name = "", written] = ADMONITION.exec(textOf(state, line)) ?? [];
  if (signs === "") return false;
  const after = endOfIndented(state, line, end);
  if (after === undefined) return false;
  if (silent) return true;
  const box = containerOf(name, undefined) ?? { kind: "note", title: capitalized(name) };
  const title = written ?? box.title;
  wrap(
    state,
    [line, after],
    signs,
    signs.startsWith("?")
      ? { kind: "details", title: title || capitalized(name), isOpen: signs.endsWith("+") }
      : { kind: box.kind, title },
    () => readWithin(state, line + 1, after, indentOf(state, line) + 4),
  );
  return true;
};

const tabs: Rule = (state, line, end, silent) => {
  if (!TAB.test(textOf(state, line))) return false;
  const panels: { readonly line: number; readonly after: number; readonly title: string }[] = [];
  const indent = indentOf(state, line);
  for (let at = line; at < end; ) {
    const [, signs = "", title = ""] = TAB.exec(textOf(state, at)) ?? [];
    const after = title === "" ? undefined : endOfIndented(state, at, end);
    // `===!` starts a new group of tabs.
    if (after === undefined || indentOf(state, at) !== indent || (at !== line && signs.includes("!"))) break;
    panels.push({ line: at, after, title });
    for (at = after; at < end && state.isEmpty(at); ) at += 1;
  }
  const last = panels.at(-1);
  if (last === undefined) return false;
  if (silent) return true;
  wrap(state, [line, last.after], "===", { kind: "tabs", title: "" }, () => {
    for (const { line: at, after, title } of panels)
      wrap(state, [at, after], "===", { kind: "tab", title }, () =>
        readWithin(state, at + 1, after, indent + 4),
      );
  });
  return true;
};

const slashes: Rule = (state, line, end, silent) => {
  const blocks: { readonly line: number; readonly close: number; readonly container: ForeignContainer }[] =
    [];
  const indent = indentOf(state, line);
  let group = "";
  for (let at = line; at < end; ) {
    const [, signs = "", name = "", title] = SLASHES.exec(textOf(state, at)) ?? [];
    const container = signs === "" ? undefined : containerOf(name, title);
    const isNext = at === line || (container?.kind === "tab" && blocks[0]?.container.kind === "tab");
    if (container === undefined || !isNext || (group !== "" && group !== signs)) break;
    const close = closingLine(state, at + 1, end, signs);
    if (close === undefined) break;
    group = signs;
    blocks.push({ line: at, close, container });
    for (at = close + 1; at < end && state.isEmpty(at); ) at += 1;
  }
  const last = blocks.at(-1);
  if (last === undefined) return false;
  if (silent) return true;
  const readAll = (): void => {
    for (const { line: at, close, container } of blocks) {
      const { first, isOpen } = optionsAfter(state, at, close);
      wrap(state, [at, close + 1], group, { ...container, ...(isOpen && { isOpen }) }, () =>
        readWithin(state, first, close, indent),
      );
    }
  };
  if (last.container.kind === "tab")
    wrap(state, [line, last.close + 1], group, { kind: "tabs", title: "" }, readAll);
  else readAll();
  return true;
};

const directive: Rule = (state, line, end, silent) => {
  const [, signs = "", name = "", title = ""] = DIRECTIVE.exec(textOf(state, line)) ?? [];
  const lower = name.toLowerCase();
  const container =
    lower === "tab-set" ? { kind: "tabs", title: "" } : containerOf(name, title === "" ? undefined : title);
  if (signs === "" || container === undefined) return false;
  const close = closingLine(state, line + 1, end, signs);
  if (close === undefined) return false;
  if (silent) return true;
  let first = line + 1;
  while (first < close && /^:[\w-]+:/.test(textOf(state, first))) first += 1;
  const isOpen = container.kind === "details" && textsBetween(state, line + 1, first).includes(":open:");
  wrap(state, [line, close + 1], signs, { ...container, ...(isOpen && { isOpen }) }, () =>
    readWithin(state, first, close, indentOf(state, line)),
  );
  return true;
};

/** Reads the options of `/// name`: the indented lines directly after it, as in YAML. */
function optionsAfter(state: StateBlock, line: number, close: number): { first: number; isOpen: boolean } {
  let first = line + 1;
  const indent = indentOf(state, line) + 4;
  while (first < close && indentOf(state, first) >= indent && /^[\w-]+:/.test(textOf(state, first)))
    first += 1;
  return { first, isOpen: /^open: *true$/im.test(textsBetween(state, line + 1, first)) };
}

function textsBetween(state: StateBlock, from: number, to: number): string {
  return Array.from({ length: to - from }, (_, index) => textOf(state, from + index)).join("\n");
}

function wrap(
  state: StateBlock,
  map: [number, number],
  markup: string,
  container: ForeignContainer,
  readBody: () => void,
): void {
  const open = state.push("container_handbill_open", "div", 1);
  Object.assign(open, {
    markup,
    block: true,
    info: ` ${container.kind}`,
    map,
    meta: { container, isClosed: true },
  });
  readBody();
  const close = state.push("container_handbill_close", "div", -1);
  Object.assign(close, { markup, block: true });
  state.line = map[1];
}

/** Reads lines as blocks at the given indentation. */
function readWithin(state: StateBlock, from: number, to: number, indent: number): void {
  const { lineMax, blkIndent, parentType } = state;
  Object.assign(state, { lineMax: to, blkIndent: indent, parentType: "container" });
  state.md.block.tokenize(state, from, to);
  Object.assign(state, { lineMax, blkIndent, parentType });
}

/** A line without its indentation. */
function textOf(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
}

function indentOf(state: StateBlock, line: number): number {
  return state.sCount[line] ?? 0;
}

/** The line after those that are indented by four spaces below a line; undefined if there are none. */
function endOfIndented(state: StateBlock, line: number, end: number): number | undefined {
  const indent = indentOf(state, line) + 4;
  let last: number | undefined;
  for (let at = line + 1; at < end; at += 1) {
    if (state.isEmpty(at)) continue;
    if (indentOf(state, at) < indent) break;
    last = at;
  }
  return last === undefined ? undefined : last + 1;
}

/** For each kind of block, the line from which no closing line follows, so that it is searched once. */
interface Env {
  foreignOpen?: Map<string, number>;
}

/** The line that closes a block: the signs alone, outside of code blocks unless the block is one itself. */
function closingLine(state: StateBlock, from: number, end: number, signs: string): number | undefined {
  const env = state.env as Env;
  const open = (env.foreignOpen ??= new Map<string, number>());
  const key = `${signs} ${state.blkIndent} ${end}`;
  if (from >= (open.get(key) ?? Infinity)) return undefined;
  const isFence = /^[`~]/.test(signs);
  let fence = "";
  for (let at = from; at < end; at += 1) {
    if (state.isEmpty(at)) continue;
    if (indentOf(state, at) < state.blkIndent) return undefined;
    const text = textOf(state, at).trimEnd();
    if (fence === "" && (text === signs || (isFence && isRun(text, signs)))) return at;
    const [run = ""] = isFence ? [] : (/^(?:`{3,}|~{3,})/.exec(text) ?? []);
    if (fence === "") fence = run;
    else if (run !== "" && isRun(text, fence)) fence = "";
  }
  open.set(key, from);
  return undefined;
}

/** Whether a text closes a code block: only its signs, at least as many as opened it. */
function isRun(text: string, signs: string): boolean {
  return text.startsWith(signs) && text.split(signs.charAt(0)).join("") === "";
}

/** The container that a token opens in the syntax of another generator. */
export function foreignContainer(token: Token | undefined): ForeignContainer | undefined {
  return (token?.meta as { readonly container?: ForeignContainer } | null | undefined)?.container;
}
