/** `handbill deploy [target]`: uploads the built site. */

import { deploySite, type DeployFlags } from "../deploy/deploy.js";
import { isBlocking } from "../diagnostics/catalogue.js";
import { withProject } from "../pipeline/project.js";
import type { CommandContext, CommandResult } from "../pipeline/result.js";

/**
 * `name` is the target in .eleventy.ts; by default the only one, or else `production`. With `isBuilt`, the
 * site is built first.
 */
export async function deploy(
  context: CommandContext,
  name: string | undefined,
  flags: DeployFlags,
  isBuilt: boolean,
): Promise<CommandResult> {
  const deployed = () => withProject(context, ({ config }) => deploySite(config, name, flags, context));
  // A rollback needs no build.
  if (!isBuilt || flags.rollback !== false) return deployed();
  const built = await withProject(context, (project) => project.build());
  if (built.problem !== undefined) return built;
  if (built.diagnostics.some(isBlocking))
    return { diagnostics: built.diagnostics, summary: "Nothing was uploaded, because the build failed." };
  // Opens the project again, because the output folder of an Eleventy project is only known after a build.
  const result = await deployed();
  const warnings = built.diagnostics.filter(({ level }) => level === "warning");
  return { ...result, diagnostics: [...warnings, ...result.diagnostics] };
}
