/**
 * Calls that have no effect in the Eleventy function of a `defineSite` site. They are reported with the
 * replacement. Everything else of Eleventy's API works.
 */

import type { EleventyConfig } from "../config/options.js";
import { isObject } from "../utils/is-record.js";

/** The reason why a call has no effect, and the replacement. */
export type Refusal = readonly [why: string, instead: string];

const FOLDERS: Refusal = [
  "The folders of a site are content/, layouts/ and public/.",
  "Move the files there. For another output folder, use `handbill build --output FOLDER`.",
];
const DEV_SERVER: Refusal = [
  "It configures Eleventy's dev server, but Handbill has its own.",
  "Remove it. `handbill dev --help` lists the options of Handbill's dev server.",
];
const WATCHED: Refusal = [
  "`handbill dev` watches content/, layouts/, public/ and all modules that the configuration imports.",
  "Import the file in the configuration, or move it to content/_data/.",
];
const REMOVED: Refusal = [
  "Eleventy 3 no longer has this language.",
  "Add the language with `addTemplateFormats` and `addExtension`.",
];
const INTERNAL: Refusal = ["It is internal to Eleventy.", "Remove it."];
const always = (refusal: Refusal) => () => refusal;
const when =
  (isRefused: (...args: readonly unknown[]) => boolean, refusal: Refusal) =>
  (...args: readonly unknown[]) =>
    isRefused(...args) ? refusal : undefined;

/** By method of the configuration object: the refusal for its arguments; undefined if the call works. */
export const REFUSED: Readonly<Record<string, (...args: readonly unknown[]) => Refusal | undefined>> = {
  setInputDirectory: when((folder) => !isFolder(folder, "content"), FOLDERS),
  setOutputDirectory: when((folder) => !isFolder(folder, "_site"), FOLDERS),
  setDataDirectory: when((folder) => !isFolder(folder, "_data"), FOLDERS),
  setIncludesDirectory: when((folder) => !isFolder(folder, "../layouts"), FOLDERS),
  setLayoutsDirectory: when((folder) => !isFolder(folder, "../layouts"), FOLDERS),
  setDataDeepMerge: when(
    (isDeep) => isDeep !== true,
    [
      "Handbill always merges data deeply.",
      "To replace a value instead of merging it, write `override:key`.",
    ],
  ),
  setDynamicPermalinks: when(
    (isOn) => isOn !== true,
    [
      "Handbill always renders permalinks that contain a template.",
      "Write permalinks without `{{` and `{%`.",
    ],
  ),
  setUseGitIgnore: when(
    (isOn) => isOn !== false,
    [
      "Handbill does not read .gitignore.",
      "Exclude files with `ignores.add`, or with names that start with `_`.",
    ],
  ),
  setFrontMatterParsingOptions: always([
    "Front matter is YAML between two lines of `---`.",
    "Write the front matter as YAML, and an excerpt as `description`.",
  ]),
  setNunjucksPrecompiledTemplates: always([
    "Handbill compiles the templates of layouts/ itself.",
    "Put the templates into layouts/.",
  ]),
  setPrecompiledCollections: always([INTERNAL[0], "Add collections with `addCollection`."]),
  setFreezeReservedData: when(
    (isOn) => isOn !== true,
    ["Pages cannot set `page`, `content` or `collections`, which Handbill provides.", "Rename the keys."],
  ),
  setLayoutResolution: when(
    (isOn) => isOn !== true,
    [
      "Layout names always work without a file extension.",
      "Remove it. A full name such as `docs.njk` also works.",
    ],
  ),
  configureErrorReporting: always(["Handbill reports all errors of a build.", "Remove it."]),
  configureTemplateHandling: always(["Handbill writes all files itself.", "Remove it."]),
  setConcurrency: always(["Handbill sets the number of threads itself.", "Use `handbill build --jobs N`."]),
  addWatchTarget: always(WATCHED),
  setWatchJavaScriptDependencies: when((isOn) => isOn !== true, WATCHED),
  setChokidarConfig: always(DEV_SERVER),
  setWatchThrottleWaitTime: always(DEV_SERVER),
  setServerOptions: always(DEV_SERVER),
  setServerPassthroughCopyBehavior: always(DEV_SERVER),
  setBrowserSyncConfig: always(DEV_SERVER),
  addHandlebarsHelper: always(REMOVED),
  addHandlebarsShortcode: always(REMOVED),
  addPairedHandlebarsShortcode: always(REMOVED),
  setPugOptions: always(REMOVED),
  setEjsOptions: always(REMOVED),
  reset: always(INTERNAL),
  addExtension: when(
    (endings) => [endings].flat().some((ending) => ["md", "njk"].includes(String(ending))),
    [
      "Handbill renders Markdown and Nunjucks itself.",
      "Change Markdown with `amendLibrary` or the setting `markdown`, and Nunjucks with `setLibrary`.",
    ],
  ),
  addPassthroughCopy: when(
    (_, options) => isObject(options) && ("mode" in options || "transform" in options),
    [
      "Handbill copies each file unchanged, to one place.",
      "Put images next to their pages in content/, or into public/. Change files before the build.",
    ],
  ),
  setLibrary: when(
    (name, library) =>
      String(name).toLowerCase() === "md" &&
      !(isObject(library) && isObject(library["renderer"]) && isObject(library["core"])),
    [
      "Handbill needs markdown-it to find headings and links, but this is another library.",
      "Pass a markdown-it instance, or use the setting `markdown`.",
    ],
  ),
};

/** Keys in the return value of the function, or in `export const config`. */
export const REFUSED_KEYS: Readonly<Record<string, (value: unknown) => Refusal | undefined>> = {
  pathPrefix: () => undefined,
  htmlTemplateEngine: () => undefined,
  templateFormats: () => undefined,
  dataFileSuffixes: () => undefined,
  dataFileDirBaseNameOverride: () => undefined,
  markdownTemplateEngine: (value) =>
    value === false
      ? undefined
      : [
          "Only `templatesInMarkdown` runs templates in Markdown, and only Nunjucks.",
          "Set `templatesInMarkdown: true` in `defineSite`.",
        ],
  dir: (value) =>
    isObject(value) &&
    Object.entries(value).every(([name, folder]) => isFolder(folder, FOLDER_OF[name] ?? ""))
      ? undefined
      : FOLDERS,
  keys: () => [
    "Handbill only supports Eleventy's default key names.",
    "Use `layout`, `permalink` and `eleventyComputed`.",
  ],
};

const FOLDER_OF: Readonly<Record<string, string>> = {
  input: "content",
  output: "_site",
  data: "_data",
  includes: "../layouts",
  layouts: "../layouts",
};

/** Keys that Eleventy 3 does not have either. */
export const UNKNOWN_KEY: Refusal = [
  "Eleventy 3 does not know this key.",
  "Remove it, or check Eleventy's documentation.",
];

/** A call without effect. `stack`: the stack of the call. */
export interface RefusedCall {
  readonly name: string;
  readonly refusal: Refusal;
  readonly stack: string;
  /** The stack of the `addPlugin` call, if a plugin makes the call. */
  readonly pluginStack?: string | undefined;
}

/**
 * Disables refused calls of the site's function and, because they run later, of its plugins. Handbill itself
 * calls the methods through `ownMethods`.
 */
export function blockRefused(
  eleventy: EleventyConfig,
  report: (call: RefusedCall) => void = () => undefined,
): void {
  const added = new Map<unknown, string>();
  let pluginStack: string | undefined;
  const addPlugin = eleventy["addPlugin"].bind(eleventy) as (plugin: unknown, options?: unknown) => unknown;
  eleventy["addPlugin"] = (plugin: unknown, options?: unknown) => {
    if (pluginStack === undefined) added.set(plugin, new Error().stack ?? "");
    return addPlugin(plugin, options);
  };
  const execute = eleventy["_executePlugin"].bind(eleventy) as (plugin: unknown, options: unknown) => unknown;
  eleventy["_executePlugin"] = (plugin: unknown, options: unknown) => {
    const before = pluginStack;
    pluginStack = added.get(plugin) ?? before;
    const leave = () => void (pluginStack = before);
    let result: unknown;
    try {
      result = execute(plugin, options);
    } catch (error) {
      leave();
      throw error;
    }
    if (result instanceof Promise) return result.finally(leave);
    leave();
    return result;
  };
  for (const [name, refusalOf] of Object.entries(REFUSED)) {
    const original = eleventy[name] as ((...args: unknown[]) => unknown) | undefined;
    if (original === undefined) continue;
    eleventy[name] = (...args: unknown[]) => {
      const refusal = refusalOf(...args);
      if (refusal === undefined) return original.apply(eleventy, args);
      report({ name, refusal, stack: new Error().stack ?? "", pluginStack });
      return eleventy;
    };
  }
}

/** The configuration object with its own methods instead of the blocked ones, for Handbill itself. */
export function ownMethods(eleventy: EleventyConfig): EleventyConfig {
  const methods = Object.getPrototypeOf(eleventy) as EleventyConfig;
  return new Proxy(eleventy, {
    get: (_, name: string) =>
      typeof methods[name] === "function"
        ? (...args: unknown[]) => (methods[name] as (...args: unknown[]) => unknown).apply(eleventy, args)
        : (eleventy[name] as unknown),
  });
}

function isFolder(value: unknown, expected: string): boolean {
  return typeof value === "string" && value.replace(/^\.\//, "").replace(/\/+$/, "") === expected;
}
