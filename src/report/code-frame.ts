/** The line of a Diagnostic, with marks below the place. */

import { clean } from "../utils/clean.js";
import type { Diagnostic } from "../model/model.js";

/** The text of a line of a file of the site; undefined if it cannot be read. */
export type ReadLine = (file: string, line: number) => string | undefined;

/** `content/a.md:3:7`, without unknown parts. */
export function placeOf({ file = "", line, column }: Diagnostic): string {
  return (
    file +
    (line === undefined ? "" : `:${line}`) +
    (line === undefined || column === undefined ? "" : `:${column}`)
  );
}

/** The line of a Diagnostic, cut to what fits, with the place below it. */
export interface CodeFrame {
  readonly number: string;
  readonly line: string;
  /** Spaces up to the place. */
  readonly before: string;
  readonly carets: string;
}

const WIDEST = 100;

/** A Diagnostic with the text of its line, if it can be read. */
export function withLine(found: Diagnostic, readLine: ReadLine): Diagnostic {
  if (found.lineText !== undefined || found.file === undefined || found.line === undefined) return found;
  const lineText = readLine(found.file, found.line);
  return lineText === undefined ? found : { ...found, lineText };
}

/** The line with carets below. A long line is cut around the place. */
export function codeFrameOf(found: Diagnostic, readLine: ReadLine): CodeFrame | undefined {
  if (found.file === undefined || found.line === undefined) return undefined;
  const { lineText: whole } = withLine(found, readLine);
  if (whole === undefined || whole.trim() === "") return undefined;
  const column = Math.min(Math.max(1, found.column ?? 1), whole.length + 1);
  const cut = whole.length <= WIDEST ? 0 : Math.max(0, Math.min(column - 40, whole.length - WIDEST));
  const shown = whole.slice(cut, cut + WIDEST);
  const at = column - 1 - cut;
  const head = cut > 0 ? "…" : "";
  const tail = cut + WIDEST < whole.length ? "…" : "";
  const length = Math.max(1, Math.min(found.length ?? 1, shown.length - at));
  return {
    number: String(found.line),
    line: head + clean(shown) + tail,
    before: " ".repeat(width(head + clean(shown.slice(0, at)))),
    carets: "^".repeat(Math.max(1, width(clean(shown.slice(at, at + length))))),
  };
}

/**
 * The width of a text in terminal columns: two for East Asian wide characters and emoji, none for combining
 * marks.
 */
function width(text: string): number {
  let columns = 0;
  for (const char of text) {
    // Latin-1 has none of these, and is the most frequent case.
    if (char <= "\u00ff") columns += 1;
    else if (!/\p{M}|[\u200b-\u200f\ufe0f]/u.test(char))
      columns +=
        /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
          char,
        )
          ? 2
          : 1;
  }
  return columns;
}
