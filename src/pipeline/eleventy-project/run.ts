/** Runs Eleventy on a project, and turns its failures into Diagnostics. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { ConfigFlags } from "../../config/options.js";
import { readManifests } from "../../writer/manifest.js";
import { causes, failureDiagnostic, type Sources } from "../../eleventy/failure.js";
import { nameIn, ownReason, placeOfUse, type TextOf } from "../../eleventy/project-reasons.js";
import type { Place } from "../../diagnostics/catalogue.js";
import type { ProjectExports, ProjectInput, ProjectRun } from "../../eleventy/project.js";
import { disk } from "../../system/disk.js";
import { createImporter, moduleFailure } from "../../system/modules.js";
import { collectFaults } from "../../system/collect-faults.js";
import { recordEnvironment } from "../../system/record-environment.js";
import { createRecorder, type Recorder } from "../../system/record-reads.js";
import type { Diagnostic } from "../../model/model.js";
import { groupBy } from "../../utils/group-by.js";
import { formatCount } from "../../utils/plural.js";
import { packagePath } from "../../utils/package-path.js";
import type { SiteKind } from "../../config/site-kind.js";

export interface AsideOptions {
  /** The folder that Eleventy writes to, relative to the root. */
  readonly staged: string;
  readonly runMode: ProjectInput["runMode"];
  /** Sources that changed since the last run in this process, relative to the root. */
  readonly changed?: readonly string[];
  /** Called for each setting that the configuration makes. */
  readonly onSetting?: ProjectInput["onSetting"];
  /** Called with the HTML of each page without its layouts. */
  readonly onBody?: ProjectInput["onBody"];
}

export interface AsideRun {
  readonly run: ProjectRun;
  readonly record: Recorder;
  /** Environment variables that the project's code read. */
  readonly variables: readonly string[];
}

/** Has Eleventy render the project into a staging folder, whichever folder its code sets. */
export async function runAside(
  flags: ConfigFlags,
  kind: SiteKind,
  { staged, runMode, changed = [], onSetting, onBody }: AsideOptions,
): Promise<AsideRun | Diagnostic> {
  const record = createRecorder({
    root: flags.root,
    staged: join(flags.root, staged),
    readsOutput: flags.output === undefined,
  });
  const faults: unknown[] = [];
  const { value, variables } = await recordEnvironment(() =>
    collectFaults(faults, (stalled) =>
      record.run(async () => {
        const input = await projectInput(flags, kind, runMode, changed);
        if ("code" in input) return input;
        const { runProject } = await import("../../eleventy/project.js");
        return runProject({
          ...input,
          staged,
          stalled,
          onOutput: record.setOutput,
          ...(onSetting && { onSetting }),
          ...(onBody && { onBody }),
        });
      }),
    ),
  );
  if ("code" in value) return value;
  // One failure can reject several promises.
  const known = new Set(value.failures.flatMap(({ error }): unknown[] => causes(error)));
  const others = faults.filter((error) => !known.has(error) && !causes(error).some((one) => known.has(one)));
  const failures = [...value.failures, ...others.map((error) => ({ error }))];
  return { run: { ...value, failures }, record, variables };
}

async function projectInput(
  flags: ConfigFlags,
  { file }: SiteKind,
  runMode: ProjectInput["runMode"],
  changed: readonly string[],
): Promise<Omit<ProjectInput, "staged"> | Diagnostic> {
  const { root, base = "" } = flags;
  const isTyped = file !== undefined && /\.m?ts$/.test(file) && !(await readsTypeScript(root));
  let exported: ProjectExports | undefined;
  try {
    exported = isTyped ? await createImporter(root).importAll(join(root, file)) : undefined;
  } catch (thrown) {
    return moduleFailure("config-failed", root, String(file), thrown);
  }
  return {
    root,
    configFile: isTyped ? relative(".", packagePath("dist/eleventy/project-entry.js")) : file,
    ...(exported !== undefined && { exported }),
    pathPrefix: base,
    runMode,
    changed,
    // A folder that Handbill wrote contains pages of a previous build, which are not sources.
    ignores: (output) =>
      [".cache/handbill", output, ...builtFolders(root)]
        .filter((folder) => folder !== "" && !folder.startsWith(".."))
        .map((folder) => `${folder}/**`),
  };
}

/** Every folder that builds of this project wrote to, relative to the root. */
function builtFolders(root: string): readonly string[] {
  return [...readManifests(disk, join(root, ".cache", "handbill", "outputs.json")).folders.keys()];
}

/** Enables TypeScript in Node with the project's own `tsx`. Returns false if `tsx` is not installed. */
async function readsTypeScript(root: string): Promise<boolean> {
  try {
    const path = createRequire(join(root, "package.json")).resolve("tsx/esm/api");
    const { register } = (await import(pathToFileURL(path).href)) as { register(): void };
    register();
    return true;
  } catch {
    return false;
  }
}

/** The Diagnostics of a run: each failure once, ordered by file. */
export function failuresOf(
  { failures, unfinished }: ProjectRun,
  root: string,
  configFile: string | undefined,
): readonly Diagnostic[] {
  const sources: Sources = {
    root,
    templates: new Map(),
    bodyLine: (source) => frontMatterLines(root, source) + 1,
    body: (source) => bodyOf(root, source),
    permalinkPlace: () => ({ line: 1, column: 1 }),
    tags: () => new Set(),
  };
  const read = (source: string) => textOf(root, source);
  const found = failures.map(({ error, source }) => {
    if (isConfigError(error) && configFile !== undefined)
      return moduleFailure("config-failed", root, configFile, innermost(error));
    const known = ownReason(error, source, read) ?? failureDiagnostic(error, sources, source);
    // An error that is thrown after a page awaited something does not name the page.
    if (source === undefined) return { ...known, ...placeIn(known, unfinished, read) };
    // In a template in front matter, engines count lines from its start.
    const line = read(source).split("\n")[(known.line ?? 1) - 1];
    const isThere = known.file !== source || line?.includes(nameIn(known.message)) === true;
    return isThere ? known : { ...known, ...placeOfUse(known.message, [source], read) };
  });
  return onePerCause(found).sort((a, b) => ((a.file ?? "") < (b.file ?? "") ? -1 : 1));
}

/** The place of an error that names no page, among the pages that never finished. */
function placeIn({ file, message }: Diagnostic, unfinished: readonly string[], read: TextOf): Place {
  const [only, ...others] = unfinished;
  const isAlone = file === undefined && only !== undefined && others.length === 0;
  return placeOfUse(message, unfinished, read) ?? (isAlone ? { file: only, line: 1, column: 1 } : {});
}

/** Reports a data file or layout that fails on many pages once, with the number of pages. */
function onePerCause(found: readonly Diagnostic[]): Diagnostic[] {
  const causes = groupBy(found, ({ file, line, column, message }) =>
    JSON.stringify([file, line, column, withoutPage(message)]),
  );
  return [...causes.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const pages = new Set([first, ...others].map(({ message }) => message)).size;
    if (pages === 1) return [first];
    const more = ` It happened while rendering ${formatCount(pages, "page")}.`;
    return [{ ...first, message: withoutPage(first.message) + more }];
  });
}

/** A message without its last sentence, which names the page that failed. */
function withoutPage(message: string): string {
  const at = message.lastIndexOf(" It happened while rendering ");
  return at === -1 ? message : message.slice(0, at);
}

function isConfigError(error: unknown): boolean {
  return error instanceof Error && /^Eleventy(?:Config|Plugin)Error$/.test(error.constructor.name);
}

function innermost(error: unknown): unknown {
  const { originalError, cause } = (error ?? {}) as {
    readonly originalError?: unknown;
    readonly cause?: unknown;
  };
  const next = originalError ?? cause;
  return next === undefined ? error : innermost(next);
}

function frontMatterLines(root: string, source: string): number {
  return (/^---[^\n]*\n[^]*?\n---[^\n]*\n/.exec(textOf(root, source))?.[0].split("\n").length ?? 1) - 1;
}

function bodyOf(root: string, source: string): string {
  return textOf(root, source).split("\n").slice(frontMatterLines(root, source)).join("\n");
}

function textOf(root: string, source: string): string {
  try {
    return readFileSync(join(root, source), "utf8");
  } catch {
    return "";
  }
}
