/** `handbill deploy [target]`: brings what was built to where it is served. */

import { deploySite, type DeployFlags } from "../deploy/deploy.js";
import { withProject } from "../pipeline/project.js";
import type { CommandContext, CommandResult } from "../pipeline/result.js";

/** `name`: the target in .eleventy.ts; the only one, else `production`, when absent. */
export function deploy(
  context: CommandContext,
  name: string | undefined,
  flags: DeployFlags,
): Promise<CommandResult> {
  return withProject(context, ({ config }) => deploySite(config, name, flags, context));
}
