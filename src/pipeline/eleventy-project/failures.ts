/** Turns the failures of a run of Eleventy into Diagnostics at the line that causes them. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Place } from "../../diagnostics/catalogue.js";
import { failureDiagnostic, type Sources } from "../../eleventy/failure.js";
import type { ProjectRun } from "../../eleventy/project.js";
import { nameIn, ownReason, placeOfUse, type TextOf } from "../../eleventy/project-reasons.js";
import type { Diagnostic } from "../../model/model.js";
import { linesOf, moduleFailure } from "../../system/module-failure.js";
import { groupBy } from "../../utils/group-by.js";
import { formatCount } from "../../utils/plural.js";
import { fileFailure } from "./file-failure.js";

/** The Diagnostics of a run: each failure once, ordered by file. */
export function failuresOf(
  { failures, unfinished }: ProjectRun,
  root: string,
  configFile: string | undefined,
): readonly Diagnostic[] {
  const sources: Sources = {
    root,
    compiledLines: (file) => (/\.[cm]?ts$/.test(file) ? linesOf(join(root, file)) : undefined),
    templates: new Map(),
    bodyLine: (source) => frontMatterLines(root, source) + 1,
    body: (source) => bodyOf(root, source),
    permalinkPlace: () => ({ line: 1, column: 1 }),
    tags: () => new Set(),
  };
  const read = (source: string) => textOf(root, source);
  const found = failures.map(({ error, source }) => {
    if (isConfigError(error) && configFile !== undefined)
      return moduleFailure("config-failed", root, configFile, innermost(error));
    const ofFile = fileFailure(error, root);
    if (ofFile !== undefined) return ofFile;
    const known = ownReason(error, source, read) ?? failureDiagnostic(error, sources, source);
    // An error that is thrown after a page awaited something does not name the page.
    if (source === undefined) return { ...known, ...placeIn(known, unfinished, read) };
    // In a template in front matter, engines count lines from its start.
    const line = read(source).split("\n")[(known.line ?? 1) - 1];
    const isThere = known.file !== source || line?.includes(nameIn(known.message)) === true;
    return isThere ? known : { ...known, ...placeOfUse(known.message, [source], read) };
  });
  const shown = found.map((one) => ({ ...one, message: one.message.replaceAll(`${root}/`, "") }));
  return onePerCause(shown).sort((a, b) => ((a.file ?? "") < (b.file ?? "") ? -1 : 1));
}

/** The place of an error that names no page, among the pages that never finished. */
function placeIn({ file, message }: Diagnostic, unfinished: readonly string[], read: TextOf): Place {
  const [only, ...others] = unfinished;
  const isAlone = file === undefined && only !== undefined && others.length === 0;
  return placeOfUse(message, unfinished, read) ?? (isAlone ? { file: only, line: 1, column: 1 } : {});
}

/** Reports a data file or layout that fails on many pages once, with the number of pages. */
function onePerCause(found: readonly Diagnostic[]): Diagnostic[] {
  const causes = groupBy(found, ({ file, line, column, message }) =>
    JSON.stringify([file, line, column, withoutPage(message)]),
  );
  return [...causes.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const pages = new Set([first, ...others].map(({ message }) => message)).size;
    if (pages === 1) return [first];
    const more = ` It happened while rendering ${formatCount(pages, "page")}.`;
    return [{ ...first, message: withoutPage(first.message) + more }];
  });
}

/** A message without its last sentence, which names the page that failed. */
function withoutPage(message: string): string {
  const at = message.lastIndexOf(" It happened while rendering ");
  return at === -1 ? message : message.slice(0, at);
}

function isConfigError(error: unknown): boolean {
  return error instanceof Error && /^Eleventy(?:Config|Plugin)Error$/.test(error.constructor.name);
}

function innermost(error: unknown): unknown {
  const { originalError, cause } = (error ?? {}) as {
    readonly originalError?: unknown;
    readonly cause?: unknown;
  };
  const next = originalError ?? cause;
  return next === undefined ? error : innermost(next);
}

function frontMatterLines(root: string, source: string): number {
  return (/^---[^\n]*\n[^]*?\n---[^\n]*\n/.exec(textOf(root, source))?.[0].split("\n").length ?? 1) - 1;
}

function bodyOf(root: string, source: string): string {
  return textOf(root, source).split("\n").slice(frontMatterLines(root, source)).join("\n");
}

function textOf(root: string, source: string): string {
  try {
    return readFileSync(join(root, source), "utf8");
  } catch {
    return "";
  }
}
