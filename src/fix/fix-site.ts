/** Fixes the findings of a site that have a certain fix. */

import { fixText } from "../edits/fix-text.js";
import type { Diagnostic } from "../model/model.js";
import type { Project } from "../pipeline/project.js";
import type { CommandResult } from "../pipeline/result.js";
import { writeAllOrNothing } from "../system/write-files.js";
import { groupBy } from "../utils/group-by.js";
import { diffOf, readText, type ChangedText } from "./changed-text.js";

/** A file that fixes change. */
interface FixedFile extends ChangedText {
  readonly fixed: readonly Diagnostic[];
}

/** The files of the site in which findings can be fixed. Nothing is written. */
function fixesOf(diagnostics: readonly Diagnostic[], root: string): readonly FixedFile[] {
  const byFile = groupBy(
    diagnostics.filter(({ fix, file }) => fix !== undefined && file !== undefined),
    ({ file = "" }) => file,
  );
  return [...byFile].flatMap(([path, findings]) => {
    const before = readText(root, path);
    if (before === undefined) return [];
    const { text, fixed } = fixText(before, findings);
    return text === before ? [] : [{ path, before, after: text, fixed }];
  });
}

/** Checks a site, fixes what it can, and reports the findings of a second check. */
export async function fixSite(project: Project, isDryRun: boolean): Promise<CommandResult> {
  const { root } = project.config;
  const checked = await project.check([], false);
  const found = "pages" in checked ? checked.diagnostics : checked;
  const files = fixesOf(found, root);
  const fixed = files.flatMap((file) => file.fixed);
  if (isDryRun) {
    const left = found.filter((one) => !fixed.includes(one));
    const text = `${diffOf(files)}${fixed.length} can be fixed, ${needsYou(left.length)}\n`;
    return { diagnostics: [], output: { text, value: { fixes: fixed, left } } };
  }
  try {
    writeAllOrNothing(
      root,
      files.map(({ path, after }) => ({ path, text: after })),
    );
  } catch (error) {
    return { diagnostics: [], problem: `Nothing was fixed: ${(error as Error).message}` };
  }
  const again = files.length === 0 ? checked : await project.check([], false);
  const diagnostics = "pages" in again ? again.diagnostics : again;
  return { diagnostics, summary: `${fixed.length} fixed, ${needsYou(diagnostics.length)}` };
}

function needsYou(count: number): string {
  return `${count} ${count === 1 ? "needs" : "need"} you`;
}
