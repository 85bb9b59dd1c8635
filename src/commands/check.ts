/** `handbill check`: everything that a build would say, and nothing written; where asked, also what an earlier release had, and what the web says. */

import { formatCount } from "../utils/plural.js";
import { applyLevels } from "../diagnostics/catalogue.js";
import { listChecks } from "../checks/list.js";
import { withProject } from "../pipeline/project.js";
import type { CommandContext, CommandResult } from "../pipeline/result.js";
import { readPublished } from "../checks/against/read-published.js";

export interface CheckFlags {
  /** The absolute path or the address of what is left of an earlier release. */
  readonly against: string | undefined;
  /** Only say what is checked. */
  readonly list: boolean;
  /** Whether to ask the web for the addresses of other sites. */
  readonly external: boolean;
  /** What the program says that it is, when it asks: `handbill/0.1.0`. */
  readonly userAgent: string;
}

export function check(
  context: CommandContext,
  { against, list, external, userAgent }: CheckFlags,
): Promise<CommandResult> {
  return withProject(context, async (project) => {
    const { config } = project;
    if (list) return listChecks(config);
    const published = against === undefined ? [] : await readPublished(against, config);
    if (typeof published === "string") return { diagnostics: [], problem: published };
    const checked = await project.check(published);
    if (!("pages" in checked)) return { diagnostics: checked };
    const links = external ? checked.externalLinks?.() : undefined;
    const asked =
      links &&
      (await (await import("../checks/external/run.js")).checkExternal(links, config, userAgent, context));
    const diagnostics = [...checked.diagnostics, ...applyLevels(asked?.diagnostics ?? [], config.levels)];
    const compared =
      against === undefined ? "" : `, and ${formatCount(published.length, "address", "addresses")} of before`;
    const what = checked.kind + formatCount(checked.pages, "page") + compared;
    const summary = diagnostics.length === 0 ? `${what}, nothing to report` : `${what} checked`;
    return { diagnostics, summary: asked === undefined ? summary : `${summary}\n${asked.summary}` };
  });
}
