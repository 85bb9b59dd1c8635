/** `handbill report`: describes the effects of a change of the site, for reviewers. */

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import type { SiteConfig } from "../config/options.js";
import { isBlocking } from "../diagnostics/catalogue.js";
import { withProject } from "../pipeline/project.js";
import type { CommandContext, CommandResult } from "../pipeline/result.js";
import { siteAtRef, type SinceFlags } from "../pipeline/since.js";
import { changesSince } from "../report/changes/changes-since.js";
import { htmlReport } from "../report/changes/html.js";
import { jsonReport } from "../report/changes/json.js";
import { markdownReport } from "../report/changes/markdown.js";
import { headline, type ChangeReport } from "../report/changes/report.js";

export const REPORT_FORMATS = { markdown: markdownReport, json: jsonReport, html: htmlReport } as const;

export interface ReportFlags extends SinceFlags {
  readonly format: keyof typeof REPORT_FORMATS;
  /** The absolute path of the file to write. @default standard output */
  readonly file: string | undefined;
  /** The URL of a preview of this state. */
  readonly previewUrl: string | undefined;
  /** Whether to compare screenshots of the changed pages. */
  readonly screenshots: boolean;
}

export async function report(context: CommandContext, flags: ReportFlags): Promise<CommandResult> {
  const before = await siteAtRef(context, flags);
  if ("problem" in before) return { diagnostics: [], problem: before.problem };
  if (before.record === undefined)
    return {
      diagnostics: [],
      problem:
        `The site cannot be built as it was at ${before.ref.name} ` +
        `(${before.ref.commit.slice(0, 10)}): ` +
        `${before.findings.find(isBlocking)?.message ?? "nothing was written."} Compare it with ` +
        "another commit.",
    };
  const preview = flags.previewUrl === undefined ? {} : { previewUrl: flags.previewUrl };
  const built = await withProject(context, (project) => project.build());
  if (built.problem !== undefined || built.diagnostics.some(isBlocking)) return built;
  return withProject(context, async ({ config }) => {
    const changes = changesSince(config, before);
    if ("code" in changes) return { diagnostics: [changes] };
    const looks = flags.screenshots
      ? await import("../report/changes/looks.js").then(({ looksSince }) =>
          looksSince(config, before, changes.changes, flags.variables),
        )
      : undefined;
    if (looks !== undefined && "problem" in looks) return { diagnostics: [], problem: looks.problem };
    return written({ ...changes, ...preview, ...(looks !== undefined && { looks }) }, config, flags);
  });
}

function written(
  value: ChangeReport,
  { root }: Pick<SiteConfig, "root">,
  { format, file }: ReportFlags,
): CommandResult {
  const text = REPORT_FORMATS[format](value);
  if (file === undefined) return { diagnostics: [], output: { text, value } };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return { diagnostics: [], summary: `${headline(value)}. Wrote ${relative(root, file)}.` };
}
