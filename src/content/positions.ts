/** Where in the author's file a piece of Markdown stands. markdown-it knows lines of blocks only; this finds the rest. */

import type { Position } from "../model.js";

/** The text of one block as its inline parser saw it, and the line of the body (from 0) on which it starts. */
export interface BlockText {
  readonly content: string;
  readonly firstLine: number;
}

/** A row of a block's text, and where it stands in its line of the file; -1 where that cannot be told. */
interface Row {
  readonly text: string;
  readonly source: string;
  readonly shift: number;
}

/** Tells positions in one page's body, whose first line is line `bodyLine` of its file. A block may hold any number of links: each of its rows is looked at once. */
export function createLocator(body: string, bodyLine: number): (block: BlockText, offset: number) => Position {
  const lineAt = createLines(body);
  let block: BlockText | undefined;
  let rowAt: ReturnType<typeof createRows>;
  let rows: Map<number, Row>;
  return (asked, offset) => {
    if (asked !== block) [block, rowAt, rows] = [asked, createRows(asked.content), new Map()];
    const { content, firstLine } = asked;
    const { row, start } = rowAt(offset);
    let known = rows.get(row);
    if (known === undefined) {
      const text = firstLineOf(content, start);
      const source = lineAt(firstLine + row);
      // The block's text has lost its indent and quote marks at the left, and spaces at the right.
      rows.set(row, (known = { text, source, shift: source.lastIndexOf(text.trimEnd()) }));
    }
    const { text, source, shift } = known;
    const inRow = offset - start;
    // A row that cannot be found has lost backslashes, or got spaces for what was left of a tab.
    const column = shift === -1 ? Math.max(0, source.indexOf(text.slice(inRow, inRow + 12).trimEnd(), inRow - 4)) : shift + inRow;
    return { line: bodyLine + firstLine + row, column: column + 1 };
  };
}

/** Tells in which row of a text an offset is, counted from 0, and where that row starts. The text is read once, as far as it is asked for. */
function createRows(text: string): (offset: number) => { readonly row: number; readonly start: number } {
  const starts = [0];
  let next = text.indexOf("\n") + 1;
  return (offset) => {
    for (; next !== 0 && next <= offset; next = text.indexOf("\n", next) + 1) starts.push(next);
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { row: low, start: starts[low] ?? 0 };
  };
}

/** The lines of a text by number, from 0; it is read as far as the last one asked for. After the last they are empty. */
function createLines(text: string): (line: number) => string {
  const starts = [0];
  return (line) => {
    for (let start = starts.at(-1) ?? 0; starts.length <= line; starts.push(start)) {
      start = text.indexOf("\n", start) + 1;
      if (start === 0) return "";
    }
    return firstLineOf(text, starts[line]);
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
