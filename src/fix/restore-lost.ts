/**
 * `check --write`: restores URLs and heading ids of a previous release that this one lacks, if their new
 * place is certain.
 */

import type { Diagnostic } from "../model/model.js";
import { openProject, type Project } from "../pipeline/project.js";
import type { CommandContext, CommandResult } from "../pipeline/result.js";
import type { Published } from "../site/redirects/published.js";
import { writeAllOrNothing } from "../system/write-files.js";
import { groupBy } from "../utils/group-by.js";
import { formatCount } from "../utils/plural.js";
import { diffOf } from "./changed-text.js";
import { writtenAnswers } from "./write-answers.js";

/**
 * Writes redirects and ids whose target is certain, and checks again. If that reports anything new, restores
 * all files.
 */
export async function restoreLost(
  context: CommandContext,
  project: Project,
  published: readonly Published[],
  isDryRun: boolean,
): Promise<CommandResult> {
  const { root } = project.config;
  const checked = await project.check(published, false);
  if (!("pages" in checked)) return { diagnostics: checked };
  if (checked.certainAnswers === undefined)
    return {
      diagnostics: [],
      problem: "Handbill does not write redirects of Eleventy projects. Write them in your host's format.",
    };
  const { files, redirects, ids } = writtenAnswers(checked.certainAnswers(published), project.config);
  const what = `${formatCount(redirects, "redirect")} and ${formatCount(ids, "heading id")}`;
  if (isDryRun) {
    const text = `${diffOf(files)}${what} can be written\n`;
    return {
      diagnostics: [],
      output: { text, value: { redirects, ids, files: files.map(({ path }) => path) } },
    };
  }
  if (files.length === 0) return { diagnostics: checked.diagnostics, summary: `${what} written` };
  let back: () => void;
  try {
    back = writeAllOrNothing(
      root,
      files.map(({ path, after }) => ({ path, text: after })),
    );
  } catch (error) {
    return { diagnostics: [], problem: `Nothing was written: ${(error as Error).message}` };
  }
  const now = await checkAgain(context, published);
  const known = groupBy(checked.diagnostics, keyOf);
  const [worse] = [...groupBy(now, keyOf)].flatMap(([key, all]) => all[known.get(key)?.length ?? 0] ?? []);
  if (worse === undefined) return { diagnostics: now, summary: `${what} written` };
  back();
  return {
    diagnostics: checked.diagnostics,
    summary: `Nothing was written, because the site would have a new finding: ${worse.message}`,
  };
}

/** The configuration may have changed. */
async function checkAgain(
  context: CommandContext,
  published: readonly Published[],
): Promise<readonly Diagnostic[]> {
  const { value: project, diagnostics } = await openProject({
    ...context,
    flags: { ...context.flags, again: true },
  });
  if (project === undefined) return diagnostics;
  const checked = await project.check(published, false);
  return "pages" in checked ? checked.diagnostics : checked;
}

/** Added lines move other findings, and a broken link can become a link to a redirect. */
function keyOf({ code, file }: Diagnostic): string {
  return `${code === "link-redirects" ? "broken-link" : code} ${file ?? ""}`;
}
