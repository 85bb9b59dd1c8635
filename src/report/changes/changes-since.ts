/** Reports the changes of a built site since a commit. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compareFindings } from "../../compare/findings.js";
import { compareSites, type BuiltSite } from "../../compare/sites.js";
import type { SiteConfig } from "../../config/options.js";
import { lostByRelease, publishedFiles, redirectsOf } from "../../deploy/answers.js";
import { readOutput } from "../../deploy/read-output.js";
import { applyLevels } from "../../diagnostics/catalogue.js";
import { decodePath } from "../../utils/percent.js";
import type { Diagnostic } from "../../model/model.js";
import { cacheFolder } from "../../pipeline/open.js";
import { findingsNow, type SiteAtRef } from "../../pipeline/since.js";
import { openBuildRecords, type BuildRecord } from "../../sources/build-record.js";
import { folderName } from "../../writer/manifest.js";
import type { ChangeReport } from "./report.js";
import { isPageFile } from "../../utils/output-files.js";

/** A Diagnostic if one of the two output folders cannot be read. */
export function changesSince(config: SiteConfig, before: SiteAtRef): ChangeReport | Diagnostic {
  const record = openBuildRecords(cacheFolder(config), folderName(config.root, config.output)).read();
  const now = builtSite(config, record);
  const old = builtSite({ root: before.root, output: before.output }, before.record);
  if ("code" in now) return now;
  if ("code" in old) return old;
  const findings = findingsNow(config.root, applyLevels(record?.findings ?? [], config.levels));
  return {
    since: before.ref,
    changes: compareSites(old, now),
    findings: compareFindings(before, findings),
    lost: record === undefined ? [] : lostUrls(config, record, old, now),
  };
}

/** The output folder of a site, with the redirects of its build. */
function builtSite(
  folders: Pick<SiteConfig, "root" | "output">,
  record: BuildRecord | undefined,
): BuiltSite | Diagnostic {
  const files = readOutput(folders);
  if ("code" in files) return files;
  const redirects = record === undefined ? {} : redirectsOf(record);
  return {
    files,
    read: (path) => readFileSync(join(folders.output, path), "utf8"),
    redirects: new Map(Object.entries(redirects).map(([from, to]) => [decodePath(from) ?? from, to])),
  };
}

/** URLs of the previous state that this one lacks, each with the redirect to paste. */
function lostUrls(
  config: SiteConfig,
  record: BuildRecord,
  old: BuiltSite,
  now: BuiltSite,
): ChangeReport["lost"] {
  const gone = [...old.files.keys()].filter((path) => !now.files.has(path));
  const texts = new Map(gone.filter((path) => isPageFile(path)).map((path) => [path, old.read(path)]));
  return applyLevels(
    lostByRelease(publishedFiles(gone, texts, config.base), { config, files: now.files, record }),
    config.levels,
  );
}
