/** `handbill build` of an Eleventy project: Eleventy writes it aside, it is checked, and takes its place whole. */

import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { dropLock, takeLock } from "../../writer/lock.js";
import { isWriteError, openWriter, writeFailure, type Left, type Written } from "../../writer/write.js";
import { diagnostic, isBlocking } from "../../diagnostics/catalogue.js";
import type { ProjectRun } from "../../eleventy/project.js";
import { disk } from "../../system/disk.js";
import { listPublished } from "../../system/files.js";
import { readSmallJson, writeSmallJson } from "../../system/small-json.js";
import type { Diagnostic } from "../../model/model.js";
import type { CommandResult, CommandContext } from "../result.js";
import { checkProject } from "./findings.js";
import { failuresOf, projectInput, STAGED } from "./run.js";
import { summaryOf as buildSummary } from "../summary.js";
import { projectSnapshot } from "./snapshot.js";
import type { SiteKind } from "../../config/site-kind.js";

/** What a build of a project remembers for the next one. */
export interface ProjectState {
  /** Hash of all that the build read; empty where that is not known. */
  readonly inputs: string;
  readonly left: Left;
  readonly pages: number;
  readonly diagnostics: readonly Diagnostic[];
  /** Absolute path of the output folder, and what its addresses begin with. */
  readonly output: string;
  readonly pathPrefix: string;
  /** Files that were neither rendered nor copied, such as resized images, by path. */
  readonly made: readonly string[];
  /** Files and folders outside of the project's sources that the build read. */
  readonly reads: readonly string[];
}

export const stateFile = (root: string): string => join(root, ".cache", "handbill", "project.json");

export function readProjectState(root: string): ProjectState | undefined {
  const state = readSmallJson(stateFile(root)) as Partial<ProjectState> | null | undefined;
  return typeof state?.output === "string" && Array.isArray(state.made) && Array.isArray(state.reads)
    ? (state as ProjectState)
    : undefined;
}

export async function buildProject(run: CommandContext, kind: SiteKind): Promise<CommandResult> {
  const { flags, pid, progress } = run;
  const { root } = flags;
  const cache = join(root, ".cache", "handbill");
  progress("Reading");
  const before = run.useCache ? readProjectState(root) : undefined;
  const snapshot = projectSnapshot(root, flags, before);
  if (before !== undefined && snapshot.inputs !== "" && before.inputs === snapshot.inputs) {
    const writer = openWriter(disk, { folder: before.output, cache, root, sources: [], pid });
    if ("code" in writer) return { diagnostics: [writer] };
    const isThere = writer.isAsLeft(before.left);
    writer.close();
    if (isThere)
      return {
        diagnostics: before.diagnostics,
        summary: summaryOf(before.pages, { written: 0, removed: 0 }, run),
      };
  }
  const lock = join(cache, "project.lock");
  mkdirSync(cache, { recursive: true });
  const holder = takeLock(disk, lock, pid);
  if (holder !== undefined)
    return {
      diagnostics: [
        diagnostic(
          "write-failed",
          {},
          `Another build of this site is running (process ${holder}).`,
          "Wait until it ends, or stop it.",
        ),
      ],
    };
  try {
    return await render(run, kind, before, flags.again === true ? snapshot.sources : []);
  } catch (error) {
    if (!isWriteError(error)) throw error;
    return { diagnostics: [writeFailure(error, root)] };
  } finally {
    rmSync(join(root, STAGED), { recursive: true, force: true });
    dropLock(disk, lock, pid);
  }
}

async function render(
  run: CommandContext,
  kind: SiteKind,
  before: ProjectState | undefined,
  readAgain: readonly string[],
): Promise<CommandResult> {
  const { flags, pid, progress } = run;
  const { root } = flags;
  const staged = join(root, STAGED);
  rmSync(staged, { recursive: true, force: true });
  const seeded = seed(staged, before);
  progress("Rendering");
  const started = Date.now();
  const { runProject } = await import("../../eleventy/project.js");
  const { recordReads } = await import("../../system/record-reads.js");
  const input = await projectInput(flags, kind, "build", readAgain);
  if ("code" in input) return { diagnostics: [input] };
  const record = recordReads(root, staged);
  const made = await runProject(input).finally(record.end);
  const failures = failuresOf(made, root, kind.file);
  if (failures.length > 0) return { diagnostics: failures };
  const files = [...listPublished(staged)].sort();
  const known = new Set([...made.pages.map(({ path }) => path), ...made.copies.keys()]);
  const dropped = new Set(seeded.filter((path) => !known.has(path) && !record.touched.has(path)));
  const kept = files.filter((path) => !dropped.has(path));
  progress("Checking");
  const diagnostics = checkProject({ root, staged, files: new Set(kept), run: made });
  if (diagnostics.some(isBlocking)) return { diagnostics };
  const output = flags.output ?? made.output;
  progress("Writing");
  const { input: inputFolder, ...folders } = made.directories;
  const writer = openWriter(disk, {
    folder: output,
    cache: join(root, ".cache", "handbill"),
    root,
    // Most projects are their own input folder, and hold the output folder.
    sources: [inputFolder, ...Object.values(folders)].filter((folder) => folder !== "" && folder !== "."),
    pid,
  });
  if ("code" in writer) return { diagnostics: [writer] };
  try {
    for (const path of kept) writer.write(path, readFileSync(join(staged, path)));
    let left: Left = { folder: "", paths: "", looks: "" };
    const written = writer.commit((was) => {
      left = was;
    });
    const reads = [...record.outside];
    const { inputs } = projectSnapshot(root, flags, { reads, output }, started);
    writeSmallJson(stateFile(root), {
      inputs,
      left,
      pages: made.pages.length,
      diagnostics,
      output,
      pathPrefix: made.pathPrefix,
      made: kept.filter((path) => !known.has(path)),
      reads,
    } satisfies ProjectState);
    const why = run.explain ? `${reasonOf(before)}\n` : "";
    const hint = looksLikeHandbill(root, made) ? `\n${HINT}` : "";
    return { diagnostics, summary: `${why}${summaryOf(made.pages.length, written, run)}${hint}` };
  } finally {
    writer.close();
  }
}

/** Puts the files that pages made last time where Eleventy's plugins look for them: a second build encodes no image again. */
function seed(staged: string, before: ProjectState | undefined): readonly string[] {
  mkdirSync(staged, { recursive: true });
  return (before?.made ?? []).filter((path) => {
    try {
      mkdirSync(dirname(join(staged, path)), { recursive: true });
      // A copy: what a plugin writes over must not change the site that is served.
      cpSync(join(before?.output ?? "", path), join(staged, path), { preserveTimestamps: true });
      return true;
    } catch {
      return false;
    }
  });
}

const HINT =
  "This folder has content/ and no folder of Eleventy's. If Handbill is to render it, export `defineSite({ eleventy(config) { … } })` from its configuration.";

/** Whether a configuration of Eleventy's lies beside the folders of a site that `defineSite` makes. */
function looksLikeHandbill(root: string, { directories: { input, includes, data } }: ProjectRun): boolean {
  const has = (folder: string) => existsSync(join(root, folder));
  return (input === "." || input === "") && has("content") && !has(includes) && !has(data);
}

function reasonOf(before: ProjectState | undefined): string {
  return before === undefined
    ? "Every page is rendered: no previous build is known."
    : "Every page is rendered: a file of the project changed, and Eleventy does not say which pages depend on it.";
}

function summaryOf(
  pages: number,
  { written, removed }: Omit<Written, "unchanged">,
  { started }: CommandContext,
): string {
  return `Eleventy project: ${buildSummary({ pages, written, removed }, started)}`;
}
