/**
 * Finds the start and end of containers. The end is searched block by block, so that `:::` in a code block, a
 * comment or a script stays text.
 */

import type MarkdownIt from "markdown-it";
import type { StateBlock } from "markdown-it";
import { isContainer } from "./container-info.js";

const COLON = 0x3a;

/** An open container. */
interface Open {
  readonly colons: number;
  /** The least indentation of its closing line. */
  readonly indent: number;
  /** The number of block quotes around it. Its closing line is in as many. */
  readonly quotes: number;
  /** The line after the surrounding block. */
  readonly end: number;
  closedAt?: number;
}

/** The containers around the current block, the outermost first. */
const openIn = new WeakMap<StateBlock, Open[]>();

/** Set on the token that opens a container. */
export interface ContainerMeta {
  readonly isClosed: boolean;
}

export function useContainers(md: MarkdownIt): void {
  md.block.ruler.before("fence", "container_handbill", containerRule, {
    alt: ["paragraph", "reference", "blockquote", "list"],
  });
  // markdown-it offers no other way to get a rule by its name.
  const { __rules__: rules } = md.block.ruler as unknown as {
    readonly __rules__: readonly { readonly name: string; readonly fn: BlockRule; readonly alt: string[] }[];
  };
  const html = rules.find(({ name }) => name === "html_block");
  if (html !== undefined) md.block.ruler.at("html_block", endAtColons(html.fn), { alt: html.alt });
}

type BlockRule = (state: StateBlock, line: number, end: number, silent: boolean) => boolean;

const containerRule: BlockRule = (state, line, end, silent) => {
  const { start, max, behind } = colonsAt(state, line);
  const colons = behind - start;
  if (colons < 3) return false;
  const closed = closedBy(state, line);
  if (closed !== undefined) {
    // A plugin may read a part of the lines. Nothing in that part closes a container around it.
    if (silent || closed.end !== end) return silent;
    closed.closedAt = line;
    // Ends all blocks that are open in the container.
    state.line = end;
    return true;
  }
  const info = state.src.slice(behind, max);
  if (!isContainer(info)) return false;
  if (silent) return true;
  readContainer(state, line, end, info, ":".repeat(colons));
  return true;
};

function readContainer(state: StateBlock, line: number, end: number, info: string, markup: string): void {
  const { blkIndent: indent, parentType } = state;
  const stack = openIn.get(state) ?? [];
  openIn.set(state, stack);
  const container: Open = { colons: markup.length, indent, quotes: quotesAround(state, line), end };
  const isAnyClosed = () => stack.some(({ closedAt }) => closedAt !== undefined);
  stack.push(container);
  const open = state.push("container_handbill_open", "div", 1);
  state.parentType = "container" as typeof parentType;
  state.blkIndent = Math.max(indent, state.sCount[line] ?? 0);
  state.md.block.tokenize(state, line + 1, end);
  // Lines with less indentation than the opening line are in the container, too.
  if (!isAnyClosed() && state.line < end && (state.sCount[state.line] ?? 0) >= indent) {
    state.blkIndent = indent;
    state.md.block.tokenize(state, state.line, end);
  }
  const last = stack.find(({ closedAt }) => closedAt !== undefined)?.closedAt ?? state.line;
  stack.pop();
  const isClosed = container.closedAt !== undefined;
  Object.assign(open, {
    markup,
    info,
    block: true,
    map: [line, last] satisfies [number, number],
    meta: { isClosed } satisfies ContainerMeta,
  });
  Object.assign(state.push("container_handbill_close", "div", -1), { markup, block: true });
  state.parentType = parentType;
  state.blkIndent = indent;
  if (isClosed) state.line = last + 1;
}

/** The container that a line closes: the innermost with the same number of colons, or else with fewer. */
function closedBy(state: StateBlock, line: number): Open | undefined {
  const open = openIn.get(state);
  if (open === undefined || open.length === 0) return undefined;
  const { start, max, behind } = colonsAt(state, line);
  const indent = state.sCount[line] ?? 0;
  const colons = behind - start;
  if (colons < 3 || indent - state.blkIndent > 3 || state.skipSpaces(behind) < max) return undefined;
  const quotes = quotesAround(state, line);
  const reached = open.filter((container) => container.indent <= indent && container.quotes === quotes);
  return (
    reached.findLast((container) => container.colons === colons) ??
    reached.findLast((container) => container.colons < colons)
  );
}

function colonsAt(
  state: StateBlock,
  line: number,
): { readonly start: number; readonly max: number; readonly behind: number } {
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  const max = state.eMarks[line] ?? 0;
  let behind = start;
  while (behind < max && state.src.charCodeAt(behind) === COLON) behind += 1;
  return { start, max, behind };
}

/** How many block quotes a line is in. markdown-it moves the start of the line behind each `>`. */
function quotesAround({ src, bMarks }: StateBlock, line: number): number {
  const start = bMarks[line] ?? 0;
  let quotes = 0;
  for (let at = start - 1; at >= 0 && src[at] !== "\n"; at -= 1) if (src[at] === ">") quotes += 1;
  return quotes;
}

/**
 * HTML blocks that end with a marker instead of a blank line (CommonMark 4.6, 1 to 5). Their content is text.
 */
const LITERAL = /^[ \t]*<(?:(?:script|pre|style|textarea)(?=[\s>]|$)|!--|\?|![a-z]|!\[CDATA\[)/i;

/** Whether `:::` in a piece of HTML is text. */
export function isLiteral(html: string): boolean {
  return LITERAL.test(html);
}

/**
 * Ends an HTML block before a line that closes a container. Otherwise it would continue to the next blank
 * line.
 */
function endAtColons(rule: BlockRule): BlockRule {
  return (state, line, end, silent) => {
    if (silent || (openIn.get(state)?.length ?? 0) === 0) return rule(state, line, end, silent);
    // Tries the rule on one line only: without a blank line, the HTML block could extend to the end of the
    // page.
    if (!rule(state, line, line + 1, false)) return false;
    const first = state.tokens.pop()?.content ?? "";
    let last = isLiteral(first) ? end : line + 1;
    while (last < end && !state.isEmpty(last) && closedBy(state, last) === undefined) last += 1;
    return rule(state, line, last, false);
  };
}
