/**
 * Runs Eleventy on an Eleventy project. Eleventy reads, renders and writes it as usual, but into a staging
 * folder. There are three differences: the value of `directories.output`, failures that do not hide others,
 * and no printed output.
 */

import { relative, resolve } from "node:path";
import type { EleventyInternals } from "@11ty/eleventy";
import type { EleventyConfig } from "../config/options.js";
import type { LoadedEleventy } from "./load-eleventy.js";
import { writeAside } from "./project-output.js";
import { recordSettings, type ProjectSetting } from "./project-settings.js";
import { collectFailures, fromRoot, Stopped, type ProjectFailure } from "./project-failures.js";

export interface ProjectInput {
  /** Absolute path of the project, which is the working directory. */
  readonly root: string;
  /** The configuration file, relative to the root; undefined if the project has none. */
  readonly configFile: string | undefined;
  /** The exports of a TypeScript configuration, which Eleventy cannot read itself. */
  readonly exported?: ProjectExports;
  /** Folder that the site is written to, relative to the root: `.cache/handbill/staged`. */
  readonly staged: string;
  /** The path prefix of the command line; empty without one. */
  readonly pathPrefix: string;
  readonly runMode: "build" | "serve";
  /** Patterns to ignore, relative to the root: Handbill's own files, and the output folder. */
  readonly ignores: (output: string) => readonly string[];
  /** Called with the output folder of the configuration as soon as it is known. */
  readonly onOutput?: (folder: string) => void;
  /** Called for each setting that the configuration makes. */
  readonly onSetting?: (setting: ProjectSetting) => void;
  /** Called with the HTML of each page without its layouts. */
  readonly onBody?: (source: string, html: string) => void;
  /**
   * Sources that changed since the last run in this process, relative to the root. Their modules are loaded
   * again.
   */
  readonly changed?: readonly string[];
  /** Settles if an error of the project's code left a page that never finishes rendering. */
  readonly stalled?: Promise<void>;
}

export interface ProjectExports {
  readonly default?: unknown;
  readonly config?: unknown;
}

/** A page that Eleventy wrote. */
export interface ProjectPage {
  /** Path of its source relative to the root: `content/posts/one.md`. */
  readonly source: string;
  /** Path of its file in the output folder: `posts/one/index.html`. */
  readonly path: string;
  readonly url: string;
  /** The layouts around it, the innermost first. */
  readonly layouts: readonly string[];
}

export interface ProjectRun {
  readonly pages: readonly ProjectPage[];
  /** Copied files: path in the output folder → path relative to the root. */
  readonly copies: ReadonlyMap<string, string>;
  /** Absolute path of the output folder in the configuration. */
  readonly output: string;
  /** Folders of the project, relative to the root. */
  readonly directories: {
    readonly input: string;
    readonly includes: string;
    readonly layouts: string;
    readonly data: string;
  };
  /** The prefix of the project's URLs: `/`, or `/docs/`. */
  readonly pathPrefix: string;
  readonly failures: readonly ProjectFailure[];
  /** Sources of the pages that never finished rendering. */
  readonly unfinished: readonly string[];
  /** The version of Eleventy that rendered, and the installed version if Handbill cannot use it. */
  readonly version: string;
  readonly replaces?: string;
}

/**
 * The property with the exports of a TypeScript configuration, for the file that Eleventy imports instead.
 */
export const EXPORTS = Symbol.for("handbill.project-exports");

/** Builds the project once. Failures are in the result. Throws only for bugs in Handbill. */
export async function runProject(loaded: LoadedEleventy, input: ProjectInput): Promise<ProjectRun> {
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
  const { Constructor, events, version, replaces } = loaded;
  let configured = "./_site/";
  const failures: ProjectFailure[] = [];
  const rendering = new Set<string>();
  let userConfig: EleventyConfig = {};
  const eleventy = new Constructor(undefined as unknown as string, undefined as unknown as string, {
    source: "cli",
    runMode,
    quietMode: true,
    ...(configFile !== undefined && { configPath: configFile }),
    ...(pathPrefix !== "" && { pathPrefix }),
    config(config: EleventyConfig) {
      userConfig = config;
      // The quiet mode still prints warnings about slow functions, which Eleventy counts before it reads the
      // mode.
      config["benchmarks"].config.setIsVerbose(false);
      if (onSetting !== undefined) recordSettings(eleventy, config, onSetting);
    },
  });
  Object.defineProperty(eleventy, "errorHandler", { value: { once: () => undefined } });
  silenceEnd(eleventy);
  const { directories } = eleventy;
  const setOutput = directories.setOutput.bind(directories);
  // The folder is the staging folder, whatever the configuration and its plugins set.
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
    unfinished: [],
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
    writeAside(eleventy, userConfig, staged, configured);
    collectFailures(eleventy, { failures, rendering, onBody: input.onBody });
    const made = await Promise.race([eleventy.write(), input.stalled]);
    if (made === undefined) return result({ unfinished: [...rendering] });
    const [copied = [], written = []] = made;
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

/** Hides Eleventy's own last line. Logs of plugins are shown. */
function silenceEnd(eleventy: EleventyInternals): void {
  eleventy.logFinished = () => "";
  const { logger } = eleventy;
  const log = logger.logWithOptions.bind(logger);
  logger.logWithOptions = (options) => (options.message === "" ? undefined : log(options));
}

/**
 * Runs the configuration. Afterwards, plugins see the staging folder under its older name `dir.output` too.
 */
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
