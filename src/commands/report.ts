/** `handbill report`: what a change of the site does, for those who review it. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { compareFindings } from "../compare/findings.js";
import { compareSites, type BuiltSite } from "../compare/sites.js";
import type { SiteConfig } from "../config/options.js";
import { lostByRelease, publishedFiles, redirectsOf } from "../deploy/answers.js";
import { readOutput } from "../deploy/read-output.js";
import { applyLevels, isBlocking } from "../diagnostics/catalogue.js";
import { decodePath } from "../hosting/paths.js";
import { cacheFolder } from "../pipeline/open.js";
import { withProject } from "../pipeline/project.js";
import type { CommandContext, CommandResult } from "../pipeline/result.js";
import { findingsNow, siteAtRef, type SinceFlags, type SiteAtRef } from "../pipeline/since.js";
import { htmlReport } from "../report/changes/html.js";
import { jsonReport } from "../report/changes/json.js";
import { markdownReport } from "../report/changes/markdown.js";
import { headline, type ChangeReport } from "../report/changes/report.js";
import { openBuildRecords, type BuildRecord } from "../sources/build-record.js";
import { folderName } from "../writer/manifest.js";

export const REPORT_FORMATS = { markdown: markdownReport, json: jsonReport, html: htmlReport } as const;

export interface ReportFlags extends SinceFlags {
  readonly format: keyof typeof REPORT_FORMATS;
  /** The absolute path of the file to write. @default standard output */
  readonly file: string | undefined;
  /** Where this state of the site can be seen. */
  readonly previewUrl: string | undefined;
}

export async function report(context: CommandContext, flags: ReportFlags): Promise<CommandResult> {
  const before = await siteAtRef(context, flags);
  if ("problem" in before) return { diagnostics: [], problem: before.problem };
  if (before.record === undefined)
    return {
      diagnostics: [],
      problem: `The site cannot be built as it was at ${before.ref.name} (${before.ref.commit.slice(0, 10)}): ${before.findings.find(isBlocking)?.message ?? "nothing was written."} Compare it with another commit.`,
    };
  const built = await withProject(context, (project) => project.build());
  if (built.problem !== undefined || built.diagnostics.some(isBlocking)) return built;
  return withProject(context, ({ config }) => reportOn(config, before, flags));
}

function reportOn(
  config: SiteConfig,
  before: SiteAtRef,
  { format, file, previewUrl }: ReportFlags,
): CommandResult {
  const record = openBuildRecords(cacheFolder(config), folderName(config.root, config.output)).read();
  const now = builtSite(config, record);
  const old = builtSite({ root: before.root, output: before.output }, before.record);
  if ("code" in now) return { diagnostics: [now] };
  if ("code" in old) return { diagnostics: [old] };
  const findings = findingsNow(config.root, applyLevels(record?.findings ?? [], config.levels));
  const value: ChangeReport = {
    since: before.ref,
    changes: compareSites(old, now),
    findings: compareFindings(before, findings),
    lost: record === undefined ? [] : lostUrls(config, record, old, now),
    ...(previewUrl !== undefined && { previewUrl }),
  };
  const text = REPORT_FORMATS[format](value);
  if (file === undefined) return { diagnostics: [], output: { text, value } };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return { diagnostics: [], summary: `${headline(value)}. Wrote ${relative(config.root, file)}.` };
}

/** The output folder of a site, with the redirects of its build. */
function builtSite(
  folders: Pick<SiteConfig, "root" | "output">,
  record: BuildRecord | undefined,
): BuiltSite | Extract<ReturnType<typeof readOutput>, { readonly code: string }> {
  const files = readOutput(folders);
  if ("code" in files) return files;
  const redirects = record === undefined ? {} : redirectsOf(record);
  return {
    files,
    read: (path) => readFileSync(join(folders.output, path), "utf8"),
    redirects: new Map(Object.entries(redirects).map(([from, to]) => [decodePath(from) ?? from, to])),
  };
}

/** URLs that the earlier state had and this one does not answer, each with the redirect to paste. */
function lostUrls(
  config: SiteConfig,
  record: BuildRecord,
  old: BuiltSite,
  now: BuiltSite,
): ChangeReport["lost"] {
  const gone = [...old.files.keys()].filter((path) => !now.files.has(path));
  const texts = new Map(gone.filter((path) => /\.html?$/.test(path)).map((path) => [path, old.read(path)]));
  return applyLevels(
    lostByRelease(publishedFiles(gone, texts, config.base), { config, files: now.files, record }),
    config.levels,
  );
}
