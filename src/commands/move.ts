/** `handbill move <from> <to>`: moves a page, a file or a folder in content/, and updates the links to it. */

import { openProject } from "../pipeline/project.js";
import type { CommandContext, CommandResult } from "../pipeline/result.js";
import { moveInSite } from "../move/move.js";

/** Drafts are included, because their links must be updated too. */
export async function move(
  context: CommandContext,
  wanted: { readonly from: string; readonly to: string },
  isDryRun: boolean,
): Promise<CommandResult> {
  const { value: project, diagnostics } = await openProject({
    ...context,
    flags: { ...context.flags, drafts: true },
  });
  if (project === undefined) return { diagnostics };
  if (project.kind === "eleventy")
    return {
      diagnostics: [],
      problem:
        "This is an Eleventy project. `handbill move` only works in sites that use `defineSite`, " +
        "because only Eleventy knows the URLs and links of a project.",
    };
  return moveInSite(project, wanted, isDryRun);
}
