/** `handbill build`: builds the site and writes it. */

import { withProject } from "../pipeline/project.js";
import type { CommandContext, CommandResult } from "../pipeline/result.js";

/** Writes the site only if all pages could be made, or with `onError: "keep-going"`. */
export function build(context: CommandContext): Promise<CommandResult> {
  return withProject(context, (project) => project.build());
}
