/** `handbill ci <service>`: writes a workflow that builds, checks and deploys the site. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SERVICES } from "../deploy/ci-services.js";
import { createImporter } from "../system/modules.js";
import { loadConfig } from "../config/load.js";
import type { CommandResult, CommandContext } from "../pipeline/result.js";

/** A workflow that is there already is its author's, and stays. `version` is Handbill's. */
export async function ci(
  { flags }: CommandContext,
  service: string,
  version: string,
): Promise<CommandResult> {
  const write = Object.hasOwn(SERVICES, service) ? SERVICES[service] : undefined;
  if (write === undefined)
    return {
      diagnostics: [],
      problem: `Handbill writes workflows for ${Object.keys(SERVICES).join(" and ")}, not for \`${service}\`.`,
    };
  const { value: config, diagnostics } = await loadConfig(flags, createImporter(flags.root).importModule);
  if (diagnostics.length > 0) return { diagnostics };
  const hasPackages = existsSync(join(flags.root, "package-lock.json"));
  const { path, content } = write({ hasPackages, version, targets: config.deploy });
  const file = join(flags.root, path);
  if (existsSync(file)) {
    if (readFileSync(file, "utf8") === content)
      return { diagnostics: [], summary: `${path} is as Handbill writes it.` };
    return {
      diagnostics: [],
      problem: `There is a file ${path} already. Remove or rename it, and run this again.`,
    };
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return { diagnostics: [], summary: `Wrote ${path}. Commit it, and your site is built at every push.` };
}
