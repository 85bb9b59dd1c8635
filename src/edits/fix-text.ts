/** Applies the fixes of findings to a text. */

import type { Diagnostic, TextEdit } from "../model/model.js";
import { applyEdits } from "./apply-edits.js";
import { placesOfLink } from "./link-text.js";

export interface FixedText {
  readonly text: string;
  /** The findings whose fix was applied. Of two that overlap, the first. */
  readonly fixed: readonly Diagnostic[];
}

/** Applies the fixes of findings about one file. */
export function fixText(text: string, findings: readonly Diagnostic[]): FixedText {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n?|\n/);
  const edits: TextEdit[] = [];
  const fixed: Diagnostic[] = [];
  for (const found of findings) {
    const own = found.fix === undefined ? [] : fitted(found.fix, lines);
    if (own.length === 0 || applyEdits(text, [...edits, ...own]) === undefined) continue;
    edits.push(...own);
    fixed.push(found);
  }
  return { text: applyEdits(text, edits) ?? text, fixed };
}

/**
 * The edit at the position of its text: at the finding, or where the URL is written in another notation, in
 * quotes or in a definition.
 */
function fitted(fix: TextEdit, lines: readonly string[]): readonly TextEdit[] {
  if ((lines[fix.line - 1] ?? "").startsWith(fix.was, fix.column - 1)) return [fix];
  const link = {
    kind: "link",
    href: encodeURIComponent(fix.was),
    line: fix.line,
    column: fix.column,
  } as const;
  return placesOfLink(link, lines, 1).map((place) => ({ ...place, text: fix.text }));
}
