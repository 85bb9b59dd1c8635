/** What was found about the links of a page, after its text was changed around them. */

import type { Diagnostic, Link } from "../../model/model.js";

/** The findings at the new places of their links, which are the same links in the same order; undefined when one is about something else. */
export function movedFindings(
  findings: readonly Diagnostic[],
  before: readonly Link[],
  now: readonly Link[],
): readonly Diagnostic[] | undefined {
  if (findings.length === 0) return findings;
  const places = new Map(
    before.map((link, index) => [placeOf(link.line, link.column, link.href.length), now[index]]),
  );
  const moved: Diagnostic[] = [];
  for (const found of findings) {
    const link = places.get(placeOf(found.line, found.column, found.length));
    if (link === undefined) return undefined;
    moved.push({ ...found, line: link.line, column: link.column });
  }
  return moved;
}

function placeOf(line: number | undefined, column: number | undefined, length: number | undefined): string {
  return `${line}:${column}:${length}`;
}
