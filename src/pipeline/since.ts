/**
 * Builds a site as it was at a commit, in a separate folder, once for each commit. The build starts with a
 * copy of the site's cache.
 */

import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { FindingsOfSite } from "../compare/findings.js";
import type { ConfigFlags } from "../config/options.js";
import type { Diagnostic } from "../model/model.js";
import { openBuildRecords, type BuildRecord, type BuildRecords } from "../sources/build-record.js";
import { disk } from "../system/disk.js";
import { createLineReader } from "../system/files.js";
import { checkOutAside, resolveMergeBase, resolveRef, type Problem, type Ref } from "../system/git-refs.js";
import { runHandbill } from "../system/own-program.js";
import { programHash } from "../system/program.js";
import { readSmallJson, writeSmallJson } from "../system/small-json.js";
import { dropLock, takeLock } from "../writer/lock.js";
import { folderName } from "../writer/manifest.js";
import { readProjectState } from "./eleventy-project/state.js";
import { sourceChanges } from "./source-changes.js";
import type { CommandContext } from "./result.js";

export interface SinceFlags {
  /** A git ref, or `auto` for the commit at which this branch left its target branch. */
  readonly since: string;
  /** Environment variables. On a build machine, they name the target branch. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** The site at a commit. */
export interface SiteAtRef extends FindingsOfSite {
  readonly ref: Ref;
  /** Absolute path of the site's folder at that commit, and of its output folder. */
  readonly root: string;
  readonly output: string;
  /** The record of its build; undefined if the build failed. */
  readonly record: BuildRecord | undefined;
}

/** The last build of a commit. */
interface BuiltRef {
  /** Commit, program version and flags. */
  readonly key: string;
  readonly findings: readonly Diagnostic[];
  /** Whether the output folder is of this commit. A failed build leaves the output of another commit. */
  readonly isWritten: boolean;
}

/** Builds the site at a ref, unless the last build was of the same commit. */
export async function siteAtRef(
  { flags, pid, progress, useCache }: CommandContext,
  { since, variables }: SinceFlags,
): Promise<SiteAtRef | Problem> {
  const { root } = flags;
  const ref = since === "auto" ? resolveMergeBase(root, variables) : resolveRef(root, since);
  if ("problem" in ref) return ref;
  const cache = join(root, ".cache", "handbill");
  const folder = join(cache, "since");
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, "lock");
  const holder = takeLock(disk, lock, pid);
  if (holder !== undefined)
    return {
      problem: `Another command with --since is running here (process ${holder}). Wait until it ends.`,
    };
  try {
    const aside = checkOutAside(root, join(folder, "tree"), ref.commit);
    if ("problem" in aside) return aside;
    if (!existsSync(aside.root))
      return {
        problem: `The commit ${ref.name} (${ref.commit.slice(0, 10)}) does not contain this site's folder.`,
      };
    const program = programHash();
    const key = JSON.stringify([ref.commit, program, flags.config, flags.base, flags.drafts]);
    const memo = join(folder, "built.json");
    const known = useCache ? (readSmallJson(memo) as BuiltRef | undefined) : undefined;
    const records = (): BuildRecords => {
      const output = outputOf(aside.root);
      return openBuildRecords(join(aside.root, ".cache", "handbill"), folderName(aside.root, output));
    };
    let built = known?.key === key ? known : undefined;
    if (built === undefined) {
      progress(`Building ${ref.name}`);
      shareWith(root, aside.root);
      const findings = await buildAside(aside.root, flags);
      if ("problem" in findings) return findings;
      const sources = records().read()?.sources;
      const isWritten = sources !== undefined && sourceChanges(aside.root, sources, []).length === 0;
      built = { key, findings, isWritten };
      writeSmallJson(memo, built);
    }
    const { findings, isWritten } = built;
    const [output, record] = [outputOf(aside.root), isWritten ? records().read() : undefined];
    return {
      ref,
      root: aside.root,
      output,
      record,
      findings,
      hasFile: (path) => existsSync(join(aside.root, path)),
    };
  } finally {
    dropLock(disk, lock, pid);
  }
}

/** The output folder of the site in a folder. */
function outputOf(root: string): string {
  return readProjectState(root)?.output ?? join(root, "_site");
}

/** The findings of a build of that site, with the text of each line. */
async function buildAside(
  root: string,
  { config, base, drafts }: ConfigFlags,
): Promise<readonly Diagnostic[] | Problem> {
  const args = [
    "build",
    "--format",
    "json",
    // Every finding in all its places.
    "--verbose",
    ...(config === undefined ? [] : ["--config", config]),
    ...(base === undefined ? [] : ["--base", base]),
    ...(drafts === true ? ["--drafts"] : []),
  ];
  const { stdout, stderr } = await runHandbill(args, root);
  try {
    const { diagnostics } = JSON.parse(stdout) as { readonly diagnostics: readonly Diagnostic[] };
    return diagnostics;
  } catch {
    return { problem: `The previous state could not be built: ${stderr.trim().split("\n").at(-1) ?? ""}` };
  }
}

/** Cache files that belong to one folder alone. */
const OWN = new Set([
  "since",
  "lock",
  "project.lock",
  "built",
  "online",
  "staged",
  "checked",
  "outputs.pending.json",
]);

/**
 * Links the installed packages into the separate folder. The first time, it also copies the cache, so that
 * unchanged pages are not rendered again.
 */
function shareWith(root: string, aside: string): void {
  const [packages, link] = [join(root, "node_modules"), join(aside, "node_modules")];
  if (existsSync(packages) && !existsSync(link)) symlinkSync(packages, link, "junction");
  const [cache, copy] = [join(root, ".cache", "handbill"), join(aside, ".cache", "handbill")];
  if (existsSync(join(copy, "outputs.json")) || !existsSync(join(cache, "outputs.json"))) return;
  // The separate folder is inside the cache folder, and must not be copied into itself.
  for (const name of readdirSync(cache))
    if (!OWN.has(name)) cpSync(join(cache, name), join(copy, name), { recursive: true });
}

/** The findings of the site in a folder, in a form that can be compared. */
export function findingsNow(root: string, findings: readonly Diagnostic[]): FindingsOfSite {
  const lineOf = createLineReader(root);
  return {
    findings: findings.map((found) => {
      const { file, line, lineText } = found;
      const text = lineText ?? (file === undefined || line === undefined ? undefined : lineOf(file, line));
      return text === undefined ? found : { ...found, lineText: text };
    }),
    hasFile: (path) => existsSync(join(root, path)),
  };
}
