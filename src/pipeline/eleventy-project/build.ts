/**
 * `handbill build` of an Eleventy project: Eleventy writes to a staging folder, and the checked result
 * replaces the output folder as a whole.
 */

import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { openKeptPages } from "../../incremental/cache/pages.js";
import { folderName, readManifests } from "../../writer/manifest.js";
import { dropLock, takeLock } from "../../writer/lock.js";
import type { Left, Written } from "../../writer/site-writer.js";
import { isWriteError, openWriter, writeFailure } from "../../writer/write.js";
import { diagnostic, isBlocking } from "../../diagnostics/catalogue.js";
import type { ProjectRun } from "../../eleventy/project.js";
import { disk } from "../../system/disk.js";
import { freeHeap, keepCompiled } from "../../system/engine.js";
import { listPublished } from "../../system/files.js";
import { copyEnvironment } from "../../system/record-environment.js";
import type { CommandResult, CommandContext } from "../result.js";
import { summaryOf as buildSummary } from "../summary.js";
import { bypassedOutput } from "./bypassed-output.js";
import { projectRecords, recordProjectBuild } from "./record.js";
import { readProjectState, STAGED, writeProjectState, type ProjectState } from "./state.js";
import { projectSnapshot } from "./snapshot.js";
import { configFilesIn, type SiteKind } from "../../config/site-kind.js";

export async function buildProject(run: CommandContext, kind: SiteKind): Promise<CommandResult> {
  const { flags, pid, progress } = run;
  const { root } = flags;
  const cache = join(root, ".cache", "handbill");
  progress("Reading");
  const before = run.useCache ? readProjectState(root) : undefined;
  // A first build has nothing to compare with.
  const snapshot =
    before === undefined && flags.again !== true
      ? { inputs: "", sources: [] }
      : projectSnapshot(root, flags, before);
  if (
    before !== undefined &&
    snapshot.inputs !== "" &&
    before.inputs === snapshot.inputs &&
    projectRecords(root, before.output).exists()
  ) {
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
  const seeded = seed(root, before);
  progress("Rendering");
  freeHeap();
  const started = Date.now();
  const environment = copyEnvironment();
  const [{ runAside }, { failuresOf }, { checkProject }] = await Promise.all([
    import("./run.js"),
    import("./failures.js"),
    import("./findings.js"),
  ]);
  const aside = await runAside(flags, kind, { staged: STAGED, runMode: "build", changed: readAgain });
  if ("code" in aside) return { diagnostics: [aside] };
  const { run: made, record, variables } = aside;
  const failures = failuresOf(made, root, kind.file);
  if (failures.length > 0) return { diagnostics: failures };
  const files = [...listPublished(staged)].sort();
  const known = new Set([...made.pages.map(({ path }) => path), ...made.copies.keys()]);
  const dropped = new Set(seeded.filter((path) => !known.has(path) && !record.touched.has(path)));
  const kept = files.filter((path) => !dropped.has(path));
  progress("Checking");
  const output = flags.output ?? made.output;
  const others = foreignFiles(root, output);
  const diagnostics = [
    ...checkProject({ root, staged, files: new Set([...kept, ...others]), run: made }),
    ...bypassedOutput(root, kind.file, made.output, started),
  ];
  if (diagnostics.some(isBlocking)) return { diagnostics };
  progress("Writing");
  const { input: inputFolder, ...folders } = made.directories;
  const writer = openWriter(disk, {
    folder: output,
    cache: join(root, ".cache", "handbill"),
    root,
    // Most projects are their own input folder, which contains the output folder.
    sources: [inputFolder, ...Object.values(folders)].filter((folder) => folder !== "" && folder !== "."),
    pid,
  });
  if ("code" in writer) return { diagnostics: [writer] };
  try {
    for (const path of kept) writer.move(join(staged, path), path, !known.has(path));
    let left: Left = { folder: "", paths: "", looks: "" };
    const written = writer.commit((was) => {
      left = was;
    });
    const reads = [...record.outside, ...(record.hasRunCommands ? GIT : [])];
    const { inputs, sources } = projectSnapshot(
      root,
      flags,
      { reads, variables, environment, output },
      started,
    );
    writeProjectState(root, {
      inputs,
      left,
      pages: made.pages.length,
      diagnostics,
      output,
      pathPrefix: made.pathPrefix,
      made: kept.filter((path) => !known.has(path) && record.touched.has(path)),
      reads,
      variables,
    });
    recordProjectBuild(root, {
      output,
      sources,
      reads,
      findings: diagnostics,
      pages: made.pages,
      started,
    });
    keepCompiled();
    const why = run.explain ? `${reasonOf(before)}\n` : "";
    const hint = hintOf(root, kind, made);
    return { diagnostics, summary: `${why}${summaryOf(made.pages.length, written, run)}${hint}` };
  } finally {
    writer.close();
  }
}

/** Files in the output folder that Handbill did not write. Links to them are valid. */
function foreignFiles(root: string, output: string): readonly string[] {
  const manifests = readManifests(disk, join(root, ".cache", "handbill", "outputs.json"));
  const own = manifests.folders.get(folderName(root, output));
  return [...listPublished(output)].filter((path) => own?.has(path) !== true);
}

/**
 * Copies the files that pages generated in the last build to where Eleventy's plugins look for them, so that
 * a second build encodes no image again.
 */
function seed(root: string, before: ProjectState | undefined): readonly string[] {
  const staged = join(root, STAGED);
  const cache = join(root, ".cache", "handbill");
  mkdirSync(staged, { recursive: true });
  if (before === undefined || before.made.length === 0) return [];
  const manifest = readManifests(disk, join(cache, "outputs.json")).folders.get(
    folderName(root, before.output),
  );
  const kept = openKeptPages(disk, cache);
  return before.made.filter((path) => {
    const to = join(staged, path);
    mkdirSync(dirname(to), { recursive: true });
    try {
      // Copied, not linked: a plugin that overwrites the file must not change the published site.
      cpSync(join(before.output, path), to, { preserveTimestamps: true });
      return true;
    } catch {
      const bytes = kept.find(manifest?.get(path)?.hash ?? "");
      if (bytes !== undefined) disk.write(to, bytes);
      return bytes !== undefined;
    }
  });
}

/** Files that change with the history that commands such as `git log` read. */
const GIT = [".git/HEAD", ".git/logs/HEAD"];

const HINT =
  "This folder has content/ like a Handbill site, but its configuration is for Eleventy. To build " +
  "it with Handbill, export `defineSite({ eleventy(config) { … } })`.";

function hintOf(root: string, { file }: SiteKind, made: ProjectRun): string {
  const { version, replaces } = made;
  const age = Number.parseInt(replaces ?? "", 10) > 3 ? "new" : "old";
  const old =
    replaces === undefined
      ? ""
      : `\nYour Eleventy ${replaces} is too ${age} for Handbill, so Eleventy ${version} rendered the ` +
        "pages. Install @11ty/eleventy@3, so that your plugins use the same version.";
  const configs = configFilesIn(root);
  const ignored =
    file === configs[0] && configs.length > 1
      ? `\nEleventy reads ${file} and ignores ${configs.slice(1).join(", ")}.`
      : "";
  return old + ignored + (looksLikeHandbill(root, made) ? `\n${HINT}` : "");
}

/** Whether an Eleventy configuration is next to the folders of a site that `defineSite` makes. */
function looksLikeHandbill(root: string, { directories: { input, includes, data } }: ProjectRun): boolean {
  const has = (folder: string) => existsSync(join(root, folder));
  return (input === "." || input === "") && has("content") && !has(includes) && !has(data);
}

function reasonOf(before: ProjectState | undefined): string {
  return before === undefined
    ? "All pages are rendered, because there is no previous build."
    : "All pages are rendered, because a file of the project changed and Eleventy does not know " +
        "which pages depend on it.";
}

function summaryOf(
  pages: number,
  { written, removed }: Omit<Written, "unchanged">,
  { started }: CommandContext,
): string {
  return `Eleventy project: ${buildSummary({ pages, written, removed }, started)}`;
}
