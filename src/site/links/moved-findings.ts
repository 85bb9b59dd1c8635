/** Moves findings about links after the text around them has changed. */

import type { Diagnostic, Link } from "../../model/model.js";

/** The findings at the new positions of the same links; undefined if a finding is about something else. */
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
