/** `handbill move <from> <to>`: moves a page, a file or a folder below content/, with the links that lead there. */

import { openProject } from "../pipeline/project.js";
import type { CommandContext, CommandResult } from "../pipeline/result.js";
import { moveInSite } from "../move/move.js";

/** Drafts have links too, whether the site shows them or not. */
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
        "This is an Eleventy project: Eleventy alone knows its URLs and links. `handbill move` works in sites that `defineSite` describes.",
    };
  return moveInSite(project, wanted, isDryRun);
}
