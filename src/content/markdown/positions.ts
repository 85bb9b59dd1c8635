/** Finds the position of inline Markdown in the author's file. markdown-it only knows the lines of blocks. */

import type { Token } from "markdown-it";
import type { Position } from "../../model/model.js";

/** The text of a block as the inline parser gets it, and the line of the body (from 0) on which it starts. */
export interface BlockText {
  readonly content: string;
  readonly firstLine: number;
  /** Whether it is a table cell. Cells share a line, and markdown-it removes the backslash before a `|`. */
  readonly isCell?: boolean;
}

/** The block of the token at an index, which starts on this line of the body. */
export function blockAt(tokens: readonly Token[], index: number, firstLine: number): BlockText {
  const before = tokens[index - 1]?.type;
  const isCell = before === "td_open" || before === "th_open";
  return { content: tokens[index]?.content ?? "", firstLine, isCell };
}

/** Converts an offset in a row of a block's text to an offset in its line of the file, from 0. */
type ColumnOf = (inRow: number) => number;

/** Cached data of a block. */
interface Known {
  readonly rowAt: ReturnType<typeof createRows>;
  readonly columns: Map<number, ColumnOf>;
}

/**
 * Finds positions in a page's body, which starts at line `bodyLine` of its file. It searches each row once
 * and each cell after the previous one, so that blocks with many links stay fast.
 */
export function createLocator(
  body: string,
  bodyLine: number,
): (block: BlockText, offset: number) => Position {
  const lineAt = createLines(body);
  const blocks = new Map<BlockText, Known>();
  /** The line of the previous cell, and its end. */
  let cell = { line: -1, end: 0 };
  const inCell = (text: string, line: number): ColumnOf => {
    const source = lineAt(line);
    const written = text.trimEnd().replaceAll("|", "\\|");
    const behind = source.indexOf(written, cell.line === line ? cell.end : 0);
    const start = behind === -1 ? source.indexOf(written) : behind;
    if (start === -1) return () => 0;
    cell = { line, end: start + written.length };
    const bars: number[] = [];
    for (let at = text.indexOf("|"); at !== -1; at = text.indexOf("|", at + 1)) bars.push(at);
    return (inRow) => start + inRow + countBelow(bars, inRow);
  };
  return (block, offset) => {
    const { content, firstLine } = block;
    let known = blocks.get(block);
    if (known === undefined) blocks.set(block, (known = { rowAt: createRows(content), columns: new Map() }));
    const { row, start } = known.rowAt(offset);
    let columnOf = known.columns.get(row);
    if (columnOf === undefined) {
      const text = firstLineOf(content, start);
      known.columns.set(
        row,
        (columnOf =
          block.isCell === true ? inCell(text, firstLine + row) : inLine(text, lineAt(firstLine + row))),
      );
    }
    return { line: bodyLine + firstLine + row, column: columnOf(offset - start) + 1 };
  };
}

/**
 * For a row of an ordinary block, which has lost its indentation and quote marks on the left and spaces on
 * the right.
 */
function inLine(text: string, source: string): ColumnOf {
  const shift = source.lastIndexOf(text.trimEnd());
  // A row that is not found has lost backslashes, or a tab was partly replaced by spaces.
  return (inRow) =>
    shift === -1 ? nearIn(source, text.slice(inRow, inRow + 12).trimEnd(), inRow - 4) : shift + inRow;
}

/** The most characters that a row may have lost before an offset. */
const NEAR = 2000;

/** The position of a text in a line, searched from `place` on; 0 if it is not found. */
function nearIn(source: string, text: string, place: number): number {
  const from = Math.min(Math.max(0, place), source.length);
  const at = source.slice(from, from + NEAR).indexOf(text);
  return at === -1 ? 0 : from + at;
}

/** Finds the row of an offset, from 0, and the row's start. The text is read once, as far as needed. */
function createRows(text: string): (offset: number) => { readonly row: number; readonly start: number } {
  const starts = [0];
  let next = text.indexOf("\n") + 1;
  return (offset) => {
    for (; next !== 0 && next <= offset; next = text.indexOf("\n", next) + 1) starts.push(next);
    const row = countBelow(starts, offset + 1) - 1;
    return { row, start: starts[row] ?? 0 };
  };
}

/** How many of some ascending numbers are below a limit. */
function countBelow(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The lines of a text by number, from 0, read as far as needed. Lines after the last are empty. */
function createLines(text: string): (line: number) => string {
  const starts = [0];
  // All cells of a table row are on one line.
  let last = { line: -1, text: "" };
  return (line) => {
    if (last.line === line) return last.text;
    for (let start = starts.at(-1) ?? 0; starts.length <= line; starts.push(start)) {
      start = text.indexOf("\n", start) + 1;
      if (start === 0) return "";
    }
    last = { line, text: firstLineOf(text, starts[line]) };
    return last.text;
  };
}

function firstLineOf(text: string, start = 0): string {
  const end = text.indexOf("\n", start);
  return text.slice(start, end === -1 ? text.length : end);
}

/** Converts an offset in a text to a line and column. `firstLine` is the line of the text's start. */
export function createPlaces(text: string, firstLine = 1): (offset: number) => Position {
  const rowAt = createRows(text);
  return (offset) => {
    const { row, start } = rowAt(offset);
    return { line: firstLine + row, column: offset - start + 1 };
  };
}
