/** `handbill build`: makes the site and writes it. */

import { withProject } from "../pipeline/project.js";
import type { CommandContext, CommandResult } from "../pipeline/result.js";

/** Writes the site only when every page could be made, or the site says "keep-going". */
export function build(context: CommandContext): Promise<CommandResult> {
  return withProject(context, (project) => project.build());
}
