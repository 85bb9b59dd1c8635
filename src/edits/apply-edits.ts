/** Applies edits to a text. */

import type { TextEdit } from "../model/model.js";

const BYTE_ORDER_MARK = "\ufeff";

/**
 * Applies edits to the text of a file. Keeps its byte-order mark and line endings; added lines get the line
 * ending of the first line. Returns undefined and applies nothing if an edit does not fit or two edits
 * overlap.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string | undefined {
  const lead = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  const starts = lineStarts(text, lead);
  const newline = /\r\n?|\n/.exec(text)?.[0] ?? "\n";
  const placed: Placed[] = [];
  for (const { line, column, was, text: added } of edits) {
    const start = starts[line - 1];
    if (start === undefined || !text.startsWith(was, start + column - 1)) return undefined;
    const at = start + column - 1;
    if (at >= (starts[line] ?? text.length + 1)) return undefined;
    placed.push({ at, end: at + was.length, text: added.replaceAll("\n", newline) });
  }
  const ordered = withoutRepeats(placed.sort((a, b) => a.at - b.at || a.end - b.end));
  let made = "";
  let from = 0;
  for (const [index, { at, end, text: added }] of ordered.entries()) {
    // The order of two insertions at one position is not defined.
    if (at < from || (index > 0 && ordered[index - 1]?.at === at)) return undefined;
    made += text.slice(from, at) + added;
    from = end;
  }
  return made + text.slice(from);
}

interface Placed {
  readonly at: number;
  readonly end: number;
  readonly text: string;
}

/** Several links can use one definition, and each of them adds the same edit. */
function withoutRepeats(edits: readonly Placed[]): readonly Placed[] {
  return edits.filter((edit, index) => {
    const before = edits[index - 1];
    return before?.at !== edit.at || before.end !== edit.end || before.text !== edit.text;
  });
}

/** The start of each line of a text. */
function lineStarts(text: string, lead: number): readonly number[] {
  return [lead, ...[...text.matchAll(/\r\n?|\n/g)].map((end) => end.index + end[0].length)];
}
