/** Where in the author's file a piece of Markdown stands. markdown-it knows lines of blocks only; this finds the rest. */

import type { Position } from "../model.js";

/** The text of one block as its inline parser saw it, and the line of the body (from 0) on which it starts. */
export interface BlockText {
  readonly content: string;
  readonly firstLine: number;
}

/** Tells positions in one page's body, whose first line is line `bodyLine` of its file. */
export function createLocator(body: string, bodyLine: number): (block: BlockText, offset: number) => Position {
  let lines: string[] | undefined;
  return ({ content, firstLine }, offset) => {
    lines ??= body.split("\n");
    const before = content.slice(0, offset);
    const row = before.split("\n").length - 1;
    const inRow = offset - (before.lastIndexOf("\n") + 1);
    const rowText = content.slice(offset - inRow).split("\n", 1)[0] ?? "";
    const source = lines[firstLine + row] ?? "";
    // The block's text has lost its indent and quote marks at the left, and spaces at the right.
    const shift = source.lastIndexOf(rowText.trimEnd());
    const column = shift === -1 ? Math.max(0, source.indexOf(rowText.slice(inRow, inRow + 12).trimEnd())) : shift + inRow;
    return { line: bodyLine + firstLine + row, column: column + 1 };
  };
}
