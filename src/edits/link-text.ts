/** Where the text of a link stands in its file. */

import type { Link, TextEdit } from "../model/model.js";
import { writtenAt } from "./written-url.js";
import { decode } from "../utils/percent.js";

/** The path of a link as it is written, with its place. */
export type WrittenLink = Pick<TextEdit, "line" | "column" | "was">;

/** A definition: `[label]: path`, perhaps in a quote or a list. */
const DEFINITION = /^[ \t>*+\-\d.)]*\[(?:[^[\]\\]|\\.)+\]:[ \t]*<?/;

/** What may follow the path of a link in a definition. */
const END = /^(?:[?#>\s]|$)/;

const FENCE = /^[ \t>*+\-\d.)]*(?:```|~~~)/;

/** Where the path of a page's link stands: one place, or those of the definitions that it uses. `lines` are those of the file; `bodyLine` is where its body starts. */
export function placesOfLink(
  { href, line, column }: Link,
  lines: readonly string[],
  bodyLine: number,
): readonly WrittenLink[] {
  const path = decode(href.replace(/[?#].*$/s, ""));
  const text = lines[line - 1] ?? "";
  const first = text.charAt(column - 1);
  if (line >= bodyLine && /[[!]/.test(first)) return definitionsOf(path, lines, bodyLine);
  // A value of front matter may stand in quotes.
  for (const start of /["']/.test(first) ? [column] : [column - 1]) {
    const was = writtenAt(text, start, path);
    if (was !== undefined && was !== "") return [{ line, column: start + 1, was }];
  }
  return [];
}

function definitionsOf(path: string, lines: readonly string[], bodyLine: number): readonly WrittenLink[] {
  const found: WrittenLink[] = [];
  let isCode = false;
  for (let index = bodyLine - 1; index < lines.length; index += 1) {
    const text = lines[index] ?? "";
    if (FENCE.test(text)) isCode = !isCode;
    const start = isCode ? undefined : DEFINITION.exec(text)?.[0].length;
    const was = start === undefined ? undefined : writtenAt(text, start, path);
    if (start !== undefined && was !== undefined && END.test(text.slice(start + was.length)))
      found.push({ line: index + 1, column: start + 1, was });
  }
  // So far in, it is code; or it belongs to a list, where no other definition is.
  const outside = found.filter(({ line }) => !/^(?: {4}|\t)/.test(lines[line - 1] ?? ""));
  return outside.length > 0 ? outside : found;
}
