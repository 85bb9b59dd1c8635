/** Compares the findings of a site with those of a previous state. A finding that only moved is not new. */

import type { Diagnostic } from "../model/model.js";
import { groupBy } from "../utils/group-by.js";

/** The findings of a site, with the text of their lines, and its files. */
export interface FindingsOfSite {
  readonly findings: readonly Diagnostic[];
  /** Whether the site has a file, by its path relative to the root. */
  hasFile(path: string): boolean;
}

export interface ComparedFindings {
  /** Findings that the previous state did not have. */
  readonly added: readonly Diagnostic[];
  /** Findings that are gone, with their previous places. */
  readonly fixed: readonly Diagnostic[];
  /** Findings of both states, with their current places. */
  readonly kept: readonly Diagnostic[];
}

/**
 * Pairs each finding with the same finding of the previous state. First in the same file and with the same
 * line text, whatever its line number. Then in the same file with the same underlined text, if the rest of
 * the line was edited. Then in a renamed file. Findings without a partner are new.
 */
export function compareFindings(before: FindingsOfSite, now: FindingsOfSite): ComparedFindings {
  const left = { before: unique(before.findings), now: unique(now.findings) };
  const kept = new Set<Diagnostic>();
  const pair = (
    keyOf: (found: Diagnostic) => string | undefined,
    mayPair: (side: "before" | "now", found: Diagnostic) => boolean = () => true,
  ): void => {
    const known = (side: "before" | "now") =>
      left[side].filter((found) => keyOf(found) !== undefined && mayPair(side, found));
    const old = groupBy(known("before"), (found) => keyOf(found) ?? "");
    const pairs = [...groupBy(known("now"), (found) => keyOf(found) ?? "")].flatMap(([key, found]) =>
      nearestPairs(old.get(key) ?? [], found),
    );
    const taken = new Set(pairs.flat());
    for (const [, found] of pairs) kept.add(found);
    left.before = left.before.filter((found) => !taken.has(found));
    left.now = left.now.filter((found) => !taken.has(found));
  };
  const isRenamed = (side: "before" | "now", { file }: Diagnostic): boolean =>
    file !== undefined && !(side === "before" ? now : before).hasFile(file);
  pair((found) => keyOf(found, found.file, found.lineText?.trim() ?? ""));
  pair((found) => withSubject(found, found.file));
  pair((found) => keyOf(found, "", found.lineText?.trim() ?? ""), isRenamed);
  pair((found) => withSubject(found, ""), isRenamed);
  return { added: left.now, fixed: left.before, kept: [...kept] };
}

/** Two findings with the same key are the same: code, message without numbers, and some text of the page. */
function keyOf({ code, message, file = "" }: Diagnostic, where: string | undefined, text: string): string {
  return JSON.stringify([code, where ?? "", withoutNumbers(message.replaceAll(file || "\0", "…")), text]);
}

/** The key by the underlined text; undefined if the finding underlines nothing. */
function withSubject(found: Diagnostic, where: string | undefined): string | undefined {
  const { line, column, length, lineText } = found;
  if (line === undefined) return keyOf(found, where, "");
  if (column === undefined || length === undefined || lineText === undefined) return undefined;
  return keyOf(found, where, lineText.slice(column - 1, column - 1 + length));
}

/** `12 pages link to` and `13 pages link to` become equal. Numbers in code belong to the author and stay. */
function withoutNumbers(message: string): string {
  return message.replace(/`[^`]*`|\d[\d,]*/g, (part) => (part.startsWith("`") ? part : "#"));
}

/**
 * Pairs equal findings with the smallest distance between their lines, so that the remaining finding is near
 * the added text.
 */
function nearestPairs(
  before: readonly Diagnostic[],
  now: readonly Diagnostic[],
): (readonly [Diagnostic, Diagnostic])[] {
  if (before.length === 0) return [];
  const [few, many] = before.length <= now.length ? [before, now] : [now, before];
  const free = [...many];
  return few.map((found, index) => {
    // Each remaining finding must keep a possible partner, in order.
    const choice = free.slice(0, free.length - (few.length - index - 1));
    const near = choice.reduce((best, one) => (distance(found, one) < distance(found, best) ? one : best));
    free.splice(0, free.indexOf(near) + 1);
    return few === before ? [found, near] : [near, found];
  });
}

function distance({ line = 0 }: Diagnostic, { line: other = 0 }: Diagnostic): number {
  return Math.abs(line - other);
}

function unique(findings: readonly Diagnostic[]): readonly Diagnostic[] {
  const keyOf = ({ code, file, line, column, message }: Diagnostic) =>
    JSON.stringify([code, file, line, column, message]);
  return [...groupBy(findings, keyOf).values()].map(([first]) => first);
}
