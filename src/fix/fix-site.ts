/** The findings of a site that have one certain answer, repaired in its files. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { unifiedDiff } from "../compare/unified-diff.js";
import { fixText } from "../edits/fix-text.js";
import type { Diagnostic } from "../model/model.js";
import type { Project } from "../pipeline/project.js";
import type { CommandResult } from "../pipeline/result.js";
import { isFile, readSource } from "../system/files.js";
import { groupBy } from "../utils/group-by.js";

/** A file that fixes change. */
interface FixedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly fixed: readonly Diagnostic[];
}

/** The files of the site in which findings can be fixed. Nothing is written. */
function fixesOf(diagnostics: readonly Diagnostic[], root: string): readonly FixedFile[] {
  const byFile = groupBy(
    diagnostics.filter(({ fix, file }) => fix !== undefined && file !== undefined),
    ({ file = "" }) => file,
  );
  return [...byFile].flatMap(([path, findings]) => {
    const file = readSource(root, path);
    if (!isFile(file)) return [];
    const before = new TextDecoder("utf-8", { ignoreBOM: true }).decode(file.bytes);
    const { text, fixed } = fixText(before, findings);
    return text === before ? [] : [{ path, before, after: text, fixed }];
  });
}

/** Writes the fixed files. */
function writeFixes(files: readonly FixedFile[], root: string): void {
  for (const { path, after } of files) writeFileSync(join(root, path), after);
}

/** Checks a site and repairs what has one certain answer; what is left is what a second check reports. */
export async function fixSite(project: Project, isDryRun: boolean): Promise<CommandResult> {
  const { root } = project.config;
  const checked = await project.check([], false);
  const found = "pages" in checked ? checked.diagnostics : checked;
  const files = fixesOf(found, root);
  const fixed = files.flatMap((file) => file.fixed);
  if (isDryRun) {
    const left = found.filter((one) => !fixed.includes(one));
    const text = `${fixDiff(files)}${fixed.length} can be fixed, ${needsYou(left.length)}\n`;
    return { diagnostics: [], output: { text, value: { fixes: fixed, left } } };
  }
  writeFixes(files, root);
  const again = files.length === 0 ? checked : await project.check([], false);
  const diagnostics = "pages" in again ? again.diagnostics : again;
  return { diagnostics, summary: `${fixed.length} fixed, ${needsYou(diagnostics.length)}` };
}

function fixDiff(files: readonly FixedFile[]): string {
  return unifiedDiff(
    files.map(({ path, before, after }) => ({ from: path, to: path, texts: { before, after } })),
  );
}

function needsYou(count: number): string {
  return `${count} ${count === 1 ? "needs" : "need"} you`;
}
