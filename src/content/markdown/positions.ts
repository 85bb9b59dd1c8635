/** Where in the author's file a piece of Markdown stands. markdown-it knows lines of blocks only; this finds the rest. */

import type { Position } from "../../model/model.js";

/** The text of one block as its inline parser saw it, and the line of the body (from 0) on which it starts. */
export interface BlockText {
  readonly content: string;
  readonly firstLine: number;
  /** Whether it is a cell of a table: then it has its line with others, and has lost the backslashes before its bars. */
  readonly isCell?: boolean;
}

/** Where in its line of the file an offset in a row of a block's text is, from 0. */
type ColumnOf = (inRow: number) => number;

/** What is known of a block. */
interface Known {
  readonly rowAt: ReturnType<typeof createRows>;
  readonly columns: Map<number, ColumnOf>;
}

/** Tells positions in one page's body, whose first line is line `bodyLine` of its file. A block may hold any number of links, and a line any number of cells: each row is looked at once, and each cell behind the one before it. */
export function createLocator(
  body: string,
  bodyLine: number,
): (block: BlockText, offset: number) => Position {
  const lineAt = createLines(body);
  const blocks = new Map<BlockText, Known>();
  /** Where the last cell ends that was looked for. */
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

/** In a row of a block that has its lines for itself: it has lost its indent and quote marks at the left, and spaces at the right. */
function inLine(text: string, source: string): ColumnOf {
  const shift = source.lastIndexOf(text.trimEnd());
  // A row that cannot be found has lost backslashes, or got spaces for what was left of a tab.
  return (inRow) =>
    shift === -1 ? nearIn(source, text.slice(inRow, inRow + 12).trimEnd(), inRow - 4) : shift + inRow;
}

/** So many characters may have been lost before a place in a row. */
const NEAR = 2000;

/** Where a text stands in a line, at a place or not far behind it; 0 where it does not. */
function nearIn(source: string, text: string, place: number): number {
  const from = Math.min(Math.max(0, place), source.length);
  const at = source.slice(from, from + NEAR).indexOf(text);
  return at === -1 ? 0 : from + at;
}

/** Tells in which row of a text an offset is, counted from 0, and where that row starts. The text is read once, as far as it is asked for. */
function createRows(text: string): (offset: number) => { readonly row: number; readonly start: number } {
  const starts = [0];
  let next = text.indexOf("\n") + 1;
  return (offset) => {
    for (; next !== 0 && next <= offset; next = text.indexOf("\n", next) + 1) starts.push(next);
    const row = countBelow(starts, offset + 1) - 1;
    return { row, start: starts[row] ?? 0 };
  };
}

/** How many of some numbers, in order, are below a limit. */
function countBelow(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The lines of a text by number, from 0; it is read as far as the last one asked for. After the last they are empty. */
function createLines(text: string): (line: number) => string {
  const starts = [0];
  // All cells of a row of a table are on one line.
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

/** Tells where places in a text are, of which the first line has this number. */
export function createPlaces(text: string, firstLine = 1): (offset: number) => Position {
  const rowAt = createRows(text);
  return (offset) => {
    const { row, start } = rowAt(offset);
    return { line: firstLine + row, column: offset - start + 1 };
  };
}
