/** The record of an Eleventy project's build: see `sources/build-record.ts`. */

import { relative, resolve } from "node:path";
import type { Diagnostic } from "../../model/model.js";
import { urlOf } from "../../site/permalinks.js";
import { openBuildRecords, type BuildRecords } from "../../sources/build-record.js";
import { folderName } from "../../writer/manifest.js";
import { snapshotFiles } from "../source-changes.js";

export interface ProjectBuild {
  /** Absolute path of the output folder. */
  readonly output: string;
  /** The project's files, relative to the root. */
  readonly sources: readonly string[];
  /** Other files that the build read: absolute or relative to the root. */
  readonly reads: readonly string[];
  readonly findings: readonly Diagnostic[];
  readonly pages: readonly { readonly source: string; readonly path: string }[];
  /** Start of the build, in milliseconds since 1970. */
  readonly started: number;
}

export function projectRecords(root: string, output: string): BuildRecords {
  return openBuildRecords(resolve(root, ".cache/handbill"), folderName(root, output));
}

export function recordProjectBuild(root: string, build: ProjectBuild): void {
  const { output, sources, reads, findings, pages, started } = build;
  const records = projectRecords(root, output);
  const outside = reads.map((path) => relative(root, resolve(root, path)).replaceAll("\\", "/"));
  records.write({
    findings: findings.map(asChecked),
    sources: snapshotFiles(root, new Set([...sources, ...outside]), records.read()?.sources, started),
    pages: pages.map(({ source, path }) => ({ url: urlOf(path, "directory"), source, title: "" })),
    redirects: [],
    folderRedirects: [],
  });
}

/**
 * Links are warnings in a build, because plain Eleventy would build the project too. `handbill check` makes
 * them errors.
 */
function asChecked(found: Diagnostic): Diagnostic {
  return found.code === "broken-link" || found.code === "broken-anchor"
    ? { ...found, level: "error" }
    : found;
}
