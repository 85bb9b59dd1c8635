/** Moves a page, a file or a folder below content/, and reports the result. */

import { join } from "node:path";
import { unifiedDiff } from "../compare/unified-diff.js";
import type { CommandResult } from "../pipeline/result.js";
import type { SiteProject } from "../pipeline/project.js";
import { kindAt } from "../system/files.js";
import { formatCount } from "../utils/plural.js";
import { readPaths } from "./paths.js";
import { planMove, type ByHand, type MovePlan } from "./plan-move.js";
import { writeMove } from "./write-move.js";

export async function moveInSite(
  project: SiteProject,
  wanted: { readonly from: string; readonly to: string },
  isDryRun: boolean,
): Promise<CommandResult> {
  const { root } = project.config;
  const open = await project.open({ read: false, write: false });
  if ("code" in open) return { diagnostics: [open] };
  const paths = readPaths(wanted.from, wanted.to, {
    root,
    content: open.inputs.listing.content,
    kindAt: (path) => kindAt(join(root, path)),
  });
  if (typeof paths === "string") return { diagnostics: [], problem: paths };
  const plan = await planMove(open, paths.from, paths.to);
  if ("problem" in plan)
    return plan.diagnostics.length === 0 ? plan : { diagnostics: plan.diagnostics, summary: plan.problem };
  if (!isDryRun) {
    try {
      writeMove(plan, root);
    } catch (error) {
      return { diagnostics: [], problem: `Nothing was moved: ${(error as Error).message}` };
    }
  }
  return {
    diagnostics: [],
    output: { text: (isDryRun ? diffOf(plan) : "") + summaryOf(plan), value: valueOf(plan) },
  };
}

function diffOf({ renames, changed }: MovePlan): string {
  const byPath = new Map(changed.map((file) => [file.from, file]));
  const moved = [...renames].map(([from, to]) => byPath.get(from) ?? { from, to });
  const others = changed.filter(({ from }) => !renames.has(from));
  return unifiedDiff(
    [...moved, ...others].map((file) => ({
      from: file.from,
      to: file.to,
      ...("before" in file && { texts: file }),
    })),
  );
}

/** One line, and the places that the author must edit. */
function summaryOf({ from, to, changed, links, redirects, byHand }: MovePlan): string {
  const what =
    `${from} → ${to}: ${formatCount(links, "link")} rewritten, ${formatCount(redirects, "redirect")} ` +
    `added, ${formatCount(changed.length, "file")} changed.`;
  if (byHand.length === 0) return `${what}\n`;
  return `${what}\nChange by hand:\n${byHand.map((one) => `  ${placeOf(one)} ${one.message}\n`).join("")}`;
}

function placeOf({ file, line, column }: ByHand): string {
  return line === undefined ? file : `${file}:${line}:${column ?? 1}`;
}

function valueOf({ from, to, renames, changed, links, redirects, byHand }: MovePlan): unknown {
  return {
    from,
    to,
    moved: [...renames].map(([old, now]) => ({ from: old, to: now })),
    changed: changed.map((file) => file.to),
    links,
    redirects,
    byHand,
  };
}
