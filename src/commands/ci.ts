/** `handbill ci <service>`: writes a workflow that builds, checks and deploys the site. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SERVICES } from "../deploy/ci-services.js";
import { withProject } from "../pipeline/project.js";
import type { CommandResult, CommandContext } from "../pipeline/result.js";

/** An existing workflow is never overwritten. `version` is Handbill's. */
export async function ci(context: CommandContext, service: string, version: string): Promise<CommandResult> {
  const write = Object.hasOwn(SERVICES, service) ? SERVICES[service] : undefined;
  if (write === undefined)
    return {
      diagnostics: [],
      problem:
        `Unknown CI service \`${service}\`. Handbill writes workflows for ` +
        `${Object.keys(SERVICES).join(" and ")}.`,
    };
  return withProject(context, ({ config: { root, url, base, deploy } }) => {
    const hasPackages = existsSync(join(root, "package-lock.json"));
    const { path, content } = write({
      hasPackages,
      version,
      url: url === "" ? "" : url + base,
      targets: deploy,
    });
    const file = join(root, path);
    if (!existsSync(file)) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return { diagnostics: [], summary: `Created ${path}. Commit it to build your site on every push.` };
    }
    return readFileSync(file, "utf8") === content
      ? { diagnostics: [], summary: `${path} is up to date.` }
      : {
          diagnostics: [],
          problem: `${path} already exists, with other content. Remove or rename it, and run this again.`,
        };
  });
}
