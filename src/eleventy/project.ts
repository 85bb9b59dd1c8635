/**
 * An Eleventy project: Eleventy reads, renders and writes it as it does by itself, into a folder aside. All that differs
 * is where `directories.output` lies, that no failure hides the others, and that nothing is printed.
 */

import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type Eleventy from "@11ty/eleventy";
import type { EleventyInternals } from "@11ty/eleventy";
import type { EleventyConfig } from "../config/options.js";
import { writeAside } from "./project-output.js";
import { recordSettings, type ProjectSetting } from "./project-settings.js";
import { collectFailures, fromRoot, Stopped, type ProjectFailure } from "./project-failures.js";

export interface ProjectInput {
  /** Absolute path of the project, which is the working directory. */
  readonly root: string;
  /** The configuration file, from the root; undefined where the project has none. */
  readonly configFile: string | undefined;
  /** What a configuration in TypeScript exports: Eleventy cannot read it by itself. */
  readonly exported?: ProjectExports;
  /** Folder that the site is written to, from the root: `.cache/handbill/staged`. */
  readonly staged: string;
  /** Where the command line says that the site lives; empty where it says nothing. */
  readonly pathPrefix: string;
  readonly runMode: "build" | "serve";
  /** Patterns that are no part of the site, from the root: what Handbill keeps, the folder that is served. */
  readonly ignores: (output: string) => readonly string[];
  /** Is told the folder that the configuration names for the site, as soon as it is known. */
  readonly onOutput?: (folder: string) => void;
  /** Is told each setting that the configuration makes. */
  readonly onSetting?: (setting: ProjectSetting) => void;
  /** Sources that changed since the last run in this process, from the root: their modules are read again. */
  readonly changed?: readonly string[];
}

export interface ProjectExports {
  readonly default?: unknown;
  readonly config?: unknown;
}

/** A page that Eleventy wrote. */
export interface ProjectPage {
  /** Path of its source from the root: `content/posts/one.md`. */
  readonly source: string;
  /** Path of its file in the output folder: `posts/one/index.html`. */
  readonly path: string;
  readonly url: string;
  /** The layouts around it, the innermost first. */
  readonly layouts: readonly string[];
}

export interface ProjectRun {
  readonly pages: readonly ProjectPage[];
  /** Files that were copied as they are: path in the output folder → path from the root. */
  readonly copies: ReadonlyMap<string, string>;
  /** Absolute path of the folder that the configuration names for the site. */
  readonly output: string;
  /** Folders of the project, from the root. */
  readonly directories: {
    readonly input: string;
    readonly includes: string;
    readonly layouts: string;
    readonly data: string;
  };
  /** What the project's addresses begin with: `/`, or `/docs/`. */
  readonly pathPrefix: string;
  readonly failures: readonly ProjectFailure[];
  /** The version of Eleventy that rendered, and the one that the project has installed where that is too old. */
  readonly version: string;
  readonly replaces?: string;
}

/** Where a configuration in TypeScript waits for the file that Eleventy imports in its place. */
export const EXPORTS = Symbol.for("handbill.project-exports");

interface LoadedEleventy {
  readonly Constructor: new (...args: ConstructorParameters<typeof Eleventy>) => Eleventy & EleventyInternals;
  /** What Eleventy keeps for all of its instances listens here. */
  readonly events: { emit(name: string, ...args: readonly unknown[]): void };
  readonly version: string;
  /** The version that the project has installed, where it is too old to be used. */
  readonly replaces?: string;
}

/** The Eleventy that the project has installed, so that its plugins share it; Handbill's own where it has none, or another major. */
async function loadEleventy(root: string): Promise<LoadedEleventy> {
  let replaces: string | undefined;
  for (const from of [join(root, "package.json"), import.meta.url]) {
    try {
      const main = createRequire(from).resolve("@11ty/eleventy");
      const load = (name: string) => import(new URL(name, pathToFileURL(main)).href);
      const { default: Constructor } = (await load("Eleventy.js")) as {
        readonly default: LoadedEleventy["Constructor"] & { getVersion(): string };
      };
      const version = Constructor.getVersion();
      // The alphas and betas of 3.0.0 lack parts that Handbill builds on.
      if (Number.parseInt(version, 10) < 3 || /^3\.0\.0-/.test(version)) {
        replaces = version;
        continue;
      }
      const { default: events } = (await load("EventBus.js")) as {
        readonly default: LoadedEleventy["events"];
      };
      return { Constructor, events, version, ...(replaces !== undefined && { replaces }) };
    } catch {
      // Handbill's own is next.
    }
  }
  throw new Error("Eleventy cannot be loaded. Run `npm install` again.");
}

/** Builds the project once. A failure is in the result; only what is Handbill's own fault throws. */
export async function runProject(input: ProjectInput): Promise<ProjectRun> {
  const {
    configFile,
    exported,
    staged,
    pathPrefix,
    runMode,
    ignores,
    changed = [],
    onOutput,
    onSetting,
  } = input;
  if (exported !== undefined) Object.assign(globalThis, { [EXPORTS]: exported });
  const { Constructor, events, version, replaces } = await loadEleventy(input.root);
  let configured = "./_site/";
  const failures: ProjectFailure[] = [];
  const eleventy = new Constructor(undefined as unknown as string, undefined as unknown as string, {
    source: "cli",
    runMode,
    quietMode: true,
    ...(configFile !== undefined && { configPath: configFile }),
    ...(pathPrefix !== "" && { pathPrefix }),
    config(config: EleventyConfig) {
      // Quiet is not quiet about functions that take a while, for those are counted before it is read.
      config["benchmarks"].config.setIsVerbose(false);
      if (onSetting !== undefined) recordSettings(eleventy, config, onSetting);
    },
  });
  Object.defineProperty(eleventy, "errorHandler", { value: { once: () => undefined } });
  silenceEnd(eleventy);
  const { directories } = eleventy;
  const setOutput = directories.setOutput.bind(directories);
  // Whatever the configuration and its plugins ask for, the folder is the staged one.
  Object.defineProperty(directories, "output", { get: () => `./${staged}/` });
  directories.setOutput = (folder) => {
    configured = folder || ".";
    onOutput?.(configured);
    setOutput(folder);
  };
  const result = (run: Partial<ProjectRun>): ProjectRun => ({
    pages: [],
    copies: new Map(),
    output: resolve(input.root, configured),
    directories: {
      input: fromRoot(directories.input),
      includes: fromRoot(directories.includes),
      layouts: fromRoot(directories.layouts ?? ""),
      data: fromRoot(directories.data),
    },
    pathPrefix: eleventy.eleventyConfig?.config?.pathPrefix ?? "/",
    failures,
    version,
    ...(replaces !== undefined && { replaces }),
    ...run,
  });
  try {
    if (changed.length > 0) {
      events.emit("eleventy.importCacheReset", new Set(changed.map((path) => `./${path}`)));
      for (const path of changed) events.emit("eleventy.resourceModified", `./${path}`, [], {});
      events.emit("eleventy.compileCacheReset");
    }
    await prepareConfig(eleventy, staged, () =>
      ignores(relative(input.root, resolve(input.root, configured))),
    );
    await eleventy.init();
    writeAside(eleventy, staged, configured);
    collectFailures(eleventy, failures);
    const [copied = [], written = []] = await eleventy.write();
    if (failures.length > 0) return result({});
    const pages = written
      .filter(({ outputPath }) => outputPath !== false)
      .map((page) => pageOf(page, staged, eleventy));
    const copies = new Map(
      copied.flatMap(({ map }) =>
        Object.entries(map).map(([from, to]) => [inStage(to, staged), fromRoot(from)] as const),
      ),
    );
    return result({ pages, copies });
  } catch (error) {
    if (error instanceof Stopped) return result({});
    return result({ failures: [...failures, { error }] });
  }
}

/** Leaves out Eleventy's own last line; what plugins log is shown. */
function silenceEnd(eleventy: EleventyInternals): void {
  eleventy.logFinished = () => "";
  const { logger } = eleventy;
  const log = logger.logWithOptions.bind(logger);
  logger.logWithOptions = (options) => (options.message === "" ? undefined : log(options));
}

/** Runs the configuration; afterwards plugins see the staged folder under its older name `dir.output`, too. */
async function prepareConfig(
  eleventy: EleventyInternals,
  staged: string,
  ignores: () => readonly string[],
): Promise<void> {
  const { config } = eleventy.options;
  eleventy.options.config = async (userConfig: EleventyConfig) => {
    const template = eleventy.eleventyConfig;
    const processPlugins = template.processPlugins.bind(template);
    template.processPlugins = async (merged) => {
      merged.dir.output = staged;
      for (const pattern of ignores()) {
        userConfig.ignores.add(pattern);
        userConfig.watchIgnores.add(pattern);
      }
      return processPlugins(merged);
    };
    await config?.(userConfig);
  };
  await eleventy.initializeConfig();
}

function pageOf(
  { inputPath, outputPath, url }: { inputPath: string; outputPath: string | false; url: string | false },
  staged: string,
  eleventy: EleventyInternals,
): ProjectPage {
  const { usesGraph } = eleventy.eleventyConfig;
  const layouts = usesGraph.filterOutCollections(usesGraph.getDependencies(inputPath) || []);
  return {
    source: fromRoot(inputPath),
    path: inStage(String(outputPath), staged),
    url: String(url),
    layouts: layouts.map(fromRoot),
  };
}

function inStage(path: string, staged: string): string {
  return relative(resolve(staged), resolve(path)).replaceAll("\\", "/");
}
