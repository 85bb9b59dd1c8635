/**
 * `handbill check`: reports all findings of a build without writing anything. It can also compare with a
 * previous release and check external links.
 */

import { formatCount } from "../utils/plural.js";
import { applyLevels } from "../diagnostics/catalogue.js";
import { listChecks } from "../checks/list.js";
import { withProject } from "../pipeline/project.js";
import type { CommandContext, CommandResult } from "../pipeline/result.js";
import { compareFindings, type ComparedFindings } from "../compare/findings.js";
import { findingsNow, siteAtRef, type SinceFlags } from "../pipeline/since.js";
import type { Ref } from "../system/git-refs.js";
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
    const links = external ? checked.externalLinks?.() : undefined;
    const asked =
      links &&
      (await (await import("../checks/external/run.js")).checkExternal(links, config, userAgent, context));
    const found = [...checked.diagnostics, ...applyLevels(asked?.diagnostics ?? [], config.levels)];
    const compared = before && compareFindings(before, findingsNow(config.root, found));
    const diagnostics = compared?.added ?? found;
    const besides = against === undefined ? "" : `, and ${formatCount(published.length, "published URL")}`;
    const what = checked.kind + formatCount(checked.pages, "page") + besides;
    const lines = [
      diagnostics.length === 0
        ? `${what}, nothing ${before === undefined ? "" : "new "}to report`
        : `${what} checked`,
      ...(before === undefined || compared === undefined ? [] : [sinceText(before.ref, compared)]),
      ...(asked === undefined ? [] : [asked.summary]),
    ];
    return { diagnostics, summary: lines.join("\n") };
  });
}

/** A summary of `--since`: the findings that are left out, and those that are fixed. */
function sinceText({ name, commit }: Ref, { kept, fixed }: ComparedFindings): string {
  const at = `${name} (${commit.slice(0, 10)})`;
  const old =
    kept.length === 0 ? `Compared with ${at}` : `${formatCount(kept.length, "finding")} of ${at} left out`;
  return fixed.length === 0 ? old : `${old}, ${formatCount(fixed.length, "finding")} fixed`;
}
