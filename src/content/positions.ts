/** Where in the author's file a piece of Markdown stands. markdown-it knows lines of blocks only; this finds the rest. */

import type { Position } from "../model.js";

/** The text of one block as its inline parser saw it, and the line of the body (from 0) on which it starts. */
export interface BlockText {
  readonly content: string;
  readonly firstLine: number;
}

/** Tells positions in one page's body, whose first line is line `bodyLine` of its file. */
export function createLocator(body: string, bodyLine: number): (block: BlockText, offset: number) => Position {
  const lineAt = createLines(body);
  return ({ content, firstLine }, offset) => {
    const before = content.slice(0, offset);
    const row = countLines(before);
    const inRow = offset - (before.lastIndexOf("\n") + 1);
    const rowText = firstLineOf(content.slice(offset - inRow));
    const source = lineAt(firstLine + row);
    // The block's text has lost its indent and quote marks at the left, and spaces at the right.
    const shift = source.lastIndexOf(rowText.trimEnd());
    const column = shift === -1 ? Math.max(0, source.indexOf(rowText.slice(inRow, inRow + 12).trimEnd())) : shift + inRow;
    return { line: bodyLine + firstLine + row, column: column + 1 };
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

/** Where a place in a text is, of which the first line has this number. */
export function positionAt(text: string, offset: number, firstLine = 1): Position {
  const before = text.slice(0, offset);
  return { line: firstLine + countLines(before), column: offset - before.lastIndexOf("\n") };
}

/** How many lines end in a text. */
function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
