/** Runs Eleventy on a project, into a staging folder. */

import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { ConfigFlags } from "../../config/options.js";
import { readManifests } from "../../writer/manifest.js";
import { diagnostic } from "../../diagnostics/catalogue.js";
import { causes, Failure } from "../../eleventy/failure.js";
import type { ProjectExports, ProjectInput, ProjectRun } from "../../eleventy/project.js";
import { disk } from "../../system/disk.js";
import { withoutEleventysResolver } from "../../system/engine.js";
import { moduleFailure } from "../../system/module-failure.js";
import { createImporter } from "../../system/modules.js";
import { collectExitCode, collectFaults } from "../../system/collect-faults.js";
import { recordEnvironment } from "../../system/record-environment.js";
import { createRecorder, type Recorder } from "../../system/record-reads.js";
import type { Diagnostic } from "../../model/model.js";
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
  const work = async (stalled: Promise<void>): Promise<ProjectRun | Diagnostic> => {
    const [{ loadEleventy }, { runProject }] = await Promise.all([
      import("../../eleventy/load-eleventy.js"),
      import("../../eleventy/project.js"),
    ]);
    const load = () => loadEleventy(flags.root);
    const readsOnce = runMode === "build" && flags.again !== true;
    const eleventy = await (readsOnce ? withoutEleventysResolver(load) : load());
    const input = await projectInput(flags, kind, runMode, changed);
    if ("code" in input) return input;
    return runProject(eleventy, {
      ...input,
      staged,
      stalled,
      onOutput: record.setOutput,
      ...(onSetting && { onSetting }),
      ...(onBody && { onBody }),
    });
  };
  const {
    value: { value, exitCode },
    variables,
  } = await recordEnvironment(() =>
    collectExitCode(() => collectFaults(faults, (stalled) => record.run(() => work(stalled)))),
  );
  if ("code" in value) return value;
  // One failure can reject several promises.
  const known = new Set(value.failures.flatMap(({ error }): unknown[] => causes(error)));
  const others = faults.filter((error) => !known.has(error) && !causes(error).some((one) => known.has(one)));
  const failures = [...value.failures, ...others.map((error) => ({ error }))];
  if (failures.length === 0 && exitCode !== undefined)
    failures.push({ error: exitCodeFailure(kind, exitCode) });
  return { run: { ...value, failures }, record, variables };
}

/** Plain Eleventy ends with the exit code that the project's code sets, so the build fails here too. */
function exitCodeFailure({ file }: SiteKind, code: string): Failure {
  return new Failure(
    diagnostic(
      "config-failed",
      file === undefined ? {} : { file },
      `The project's code set the exit code ${code}, which makes the build fail.`,
      "Fix what it reports, or remove the line that sets it.",
    ),
  );
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
