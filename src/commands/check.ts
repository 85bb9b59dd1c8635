/**
 * `handbill check`: everything that a build would report, and nothing written; with options also what an
 * earlier release had, and what the web says.
 */

import { formatCount } from "../utils/plural.js";
import { applyLevels } from "../diagnostics/catalogue.js";
import { listChecks } from "../checks/list.js";
import { withProject } from "../pipeline/project.js";
import type { CommandContext, CommandResult } from "../pipeline/result.js";
import { compareFindings } from "../compare/findings.js";
import { findingsNow, siteAtRef, type SinceFlags } from "../pipeline/since.js";
import type { ExternalLink } from "../checks/external/links.js";
import type { SiteConfig } from "../config/options.js";
import { checkResult } from "../pipeline/check-result.js";
import { readPublished } from "../checks/against/read-published.js";

export interface CheckFlags {
  /** The absolute path or URL of a previous release. */
  readonly against: string | undefined;
  /** Only list the checks. */
  readonly list: boolean;
  /** Whether to check the URLs of other sites. */
  readonly external: boolean;
  /** The state of the site whose findings are left out. */
  readonly since: SinceFlags | undefined;
  /** Whether to fix findings with one certain answer: "write" in the files, "dry-run" as a diff. */
  readonly fix: "write" | "dry-run" | undefined;
  /** Whether to write certain redirects and ids for lost URLs: "write" in the files, "dry-run" as a diff. */
  readonly write: "write" | "dry-run" | undefined;
  /** The `User-Agent` header of requests: `handbill/0.1.0`. */
  readonly userAgent: string;
}

export function check(
  context: CommandContext,
  { against, list, external, since, fix, write, userAgent }: CheckFlags,
): Promise<CommandResult> {
  return withProject(context, async (project) => {
    const { config } = project;
    if (list) return listChecks(config);
    if (fix !== undefined) return (await import("../fix/fix-site.js")).fixSite(project, fix === "dry-run");
    const published = against === undefined ? [] : await readPublished(against, config);
    if (typeof published === "string") return { diagnostics: [], problem: published };
    const before = since && (await siteAtRef(context, since));
    if (before !== undefined && "problem" in before) return { diagnostics: [], problem: before.problem };
    if (write !== undefined) {
      const earlier = before === undefined ? published : await readPublished(before.output, config);
      if (typeof earlier === "string") return { diagnostics: [], problem: earlier };
      const { restoreLost } = await import("../fix/restore-lost.js");
      return restoreLost(context, project, earlier, write === "dry-run");
    }
    // The findings of a page must not depend on previous builds, unless a comparison allows the cache.
    const checked = await project.check(published, before !== undefined && context.useCache);
    if (!("pages" in checked)) return { diagnostics: checked };
    const web = external ? await askWeb(checked.externalLinks, config, userAgent, context) : undefined;
    const found = [...checked.diagnostics, ...applyLevels(web?.diagnostics ?? [], config.levels)];
    const besides = against === undefined ? "" : `, and ${formatCount(published.length, "published URL")}`;
    const what = checked.kind + formatCount(checked.pages, "page") + besides;
    const compared = before && compareFindings(before, findingsNow(config.root, found));
    return checkResult(what, found, before && compared && { ref: before.ref, compared }, web?.summary);
  });
}

async function askWeb(
  externalLinks: (() => readonly ExternalLink[]) | undefined,
  config: SiteConfig,
  userAgent: string,
  context: CommandContext,
) {
  const { checkExternal } = await import("../checks/external/run.js");
  return externalLinks && checkExternal(externalLinks(), config, userAgent, context);
}
