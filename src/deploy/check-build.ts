/** Checks that the output folder is a build of the current sources without errors. */

import { relative, resolve } from "node:path";
import type { ConfigFlags, SiteConfig } from "../config/options.js";
import { siteKind } from "../config/site-kind.js";
import { applyLevels } from "../diagnostics/catalogue.js";
import { projectSnapshot } from "../pipeline/eleventy-project/snapshot.js";
import { cacheFolder } from "../pipeline/open.js";
import { sourceChanges } from "../pipeline/source-changes.js";
import { openBuildRecords, type BuildRecord } from "../sources/build-record.js";
import { listFiles } from "../system/files.js";
import { folderName } from "../writer/manifest.js";
import { builtWithErrors, staleness, type Gate } from "./gate.js";

/** Runs the gate over the build. Gives the record of the build. */
export function checkBuild(config: SiteConfig, flags: ConfigFlags, gate: Gate): BuildRecord | undefined {
  const { root, output, levels } = config;
  const record = openBuildRecords(cacheFolder(config), folderName(root, output)).read();
  const isSource = sourceFilter(config);
  const sources = new Map([...(record?.sources ?? [])].filter(([path]) => isSource(path)));
  const listed = record === undefined ? [] : sourcesOf(config, flags).filter(isSource);
  gate.check(staleness(record, sourceChanges(root, sources, listed), relative(root, output) || "."));
  gate.check(record && builtWithErrors(applyLevels(record.findings, levels)));
  return record;
}

/** Every file that a build would read now and that a listing of folders finds. */
function sourcesOf({ root, output }: SiteConfig, flags: ConfigFlags): readonly string[] {
  const kind = siteKind(root, flags.config);
  if (!("code" in kind) && kind.kind === "eleventy") return projectSnapshot(root, flags, { output }).sources;
  return ["content", "layouts", "public"].flatMap((folder) => listFiles(root, folder).value);
}

/**
 * Deploying writes to the target, and tools keep data in hidden folders. In a project whose root is its input
 * folder, neither is a source.
 */
function sourceFilter({ root, deploy }: SiteConfig): (path: string) => boolean {
  const folders = Object.values(deploy).flatMap((target) =>
    target.to === "folder" ? `${folderName(root, resolve(root, target.path))}/` : [],
  );
  return (path) =>
    !/(?:^|\/)\.(?!\.?\/)[^/]*\//.test(path) && !folders.some((folder) => path.startsWith(folder));
}
