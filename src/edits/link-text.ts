/** Finds the text of a link in its file. */

import type { Link, TextEdit } from "../model/model.js";
import { writtenAt } from "./written-url.js";
import { decode } from "../utils/percent.js";

/** The path of a link as written, with its position. */
export type WrittenLink = Pick<TextEdit, "line" | "column" | "was">;

/** A definition: `[label]: path`, possibly in a quote or a list. */
const DEFINITION = /^[ \t>*+\-\d.)]*\[(?:[^[\]\\]|\\.)+\]:[ \t]*<?/;

/** Text that can follow the path in a definition. */
const END = /^(?:[?#>\s]|$)/;

const FENCE = /^[ \t>*+\-\d.)]*(?:```|~~~)/;

/**
 * The positions of a page's link: its own, or those of the definitions that it uses. `lines`: those of the
 * file. `bodyLine`: the first line of its body.
 */
export function placesOfLink(
  { href, line, column }: Link,
  lines: readonly string[],
  bodyLine: number,
): readonly WrittenLink[] {
  const path = decode(href.replace(/[?#].*$/s, ""));
  const text = lines[line - 1] ?? "";
  const first = text.charAt(column - 1);
  if (line >= bodyLine && /[[!]/.test(first)) return definitionsOf(path, lines, bodyLine);
  // A front matter value can be quoted.
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
  // Indented this far, it is code, or belongs to a list if there is no other definition.
  const outside = found.filter(({ line }) => !/^(?: {4}|\t)/.test(lines[line - 1] ?? ""));
  return outside.length > 0 ? outside : found;
}
