/** Loads the site's own code: its configuration and data files, including TypeScript. */

import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { createJiti, Jiti } from "jiti";
import { MAX_DEPTH } from "../utils/data-objects.js";
import { decode } from "../content/decode.js";
import { forbiddenEscape } from "../content/html/characters.js";
import { codePoint } from "../utils/invisible.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import { packagePath } from "../utils/package-path.js";
import { isFile, readSource } from "./files.js";
import { findJsonMistake } from "./json.js";
import { compilePlainModule } from "./plain-module.js";
import { cachedTransform, type Transform } from "./transform-cache.js";
import { isObject } from "../utils/is-record.js";

/**
 * Imports a module of the site by its absolute path. Gives its default export, or all exports if it has no
 * default.
 */
export type ImportModule = (file: string) => Promise<unknown>;

export interface Importer {
  readonly importModule: ImportModule;
  /** Imports a module, and gives all of its exports by name. */
  importAll(file: string): Promise<Readonly<Record<string, unknown>>>;
  /**
   * The site's own files that were imported so far, and the files outside of the site that they import. Paths
   * are relative to the root. Packages are excluded.
   */
  imported(): readonly string[];
}

/** Imported files outside of a site, by its root. The next importer loads them again. */
const outside = new Map<string, readonly string[]>();

/**
 * Creates an importer for one site. `import … from "handbill"` in the site's files gives the running program,
 * even if no package is installed.
 */
export function createImporter(root: string): Importer {
  let opened: Jiti | undefined;
  let flush: (() => void) | undefined;
  // Handbill itself counts as a package, even if its own folder is the site.
  const isOwn = (file: string) => !file.includes("node_modules") && !file.startsWith(packagePath("dist/"));
  // Modules that were loaded before belong to other code, unless they are inside the site.
  let before: ReadonlySet<string> = new Set();
  const json = new Set<string>();
  const ownFiles = (jiti: Jiti) =>
    [...Object.keys(jiti.cache), ...json].filter(
      (file) => isOwn(file) && (!before.has(file) || !relative(root, file).startsWith("..")),
    );
  // Many sites have no code and need not load jiti.
  const open = (): Jiti => {
    if (opened !== undefined) return opened;
    ({ opened, flush } = openJiti(
      root,
      {
        alias: { handbill: packagePath("dist/index.js") },
        interopDefault: true,
        fsCache: false,
        moduleCache: true,
      },
      isOwn,
    ));
    // Modules stay in Node's cache after their importer. A new importer must load the current files.
    for (const file of [...ownFiles(opened), ...(outside.get(root) ?? [])]) delete opened.cache[file];
    before = new Set(Object.keys(opened.cache));
    return opened;
  };
  return {
    async importModule(file) {
      const jiti = open();
      // jiti adds properties to imported JSON, and Eleventy freezes the site's package.json. So each gets its
      // own object.
      const forget = (): void => {
        for (const path of Object.keys(jiti.cache)) {
          if (!path.endsWith(".json") || !isOwn(path)) continue;
          json.add(path);
          delete jiti.cache[path];
        }
      };
      forget();
      try {
        return defaultOf(await jiti.import(file));
      } finally {
        forget();
      }
    },
    async importAll(file) {
      return { ...((await open().import(file)) as object) };
    },
    imported() {
      if (opened === undefined) return [];
      flush?.();
      const files = ownFiles(opened);
      outside.set(
        root,
        files.filter((file) => relative(root, file).startsWith("..")),
      );
      return files.map((file) => relative(root, file).replaceAll("\\", "/"));
    },
  };
}

/**
 * jiti lets Node import JavaScript if it can. Node never reads such a module again, and does not tell what it
 * imported. So jiti gets a `nativeImport` that rejects the site's own files, and then loads them like
 * TypeScript. Only jiti's own entry point (`jiti/lib/jiti.mjs`) passes this function, which is not a
 * documented option: hence the exact version.
 */
function openJiti(
  root: string,
  options: Parameters<typeof createJiti>[1],
  isOwn: (file: string) => boolean,
): { readonly opened: Jiti; flush(): void } {
  const load = createRequire(import.meta.resolve("jiti"));
  const { version } = load("../package.json") as { readonly version: string };
  const create = load("../dist/jiti.cjs") as (id: string, options: object, host: object) => Jiti;
  const nativeImport = async (module: string): Promise<unknown> => {
    const file = module.startsWith("file:") ? fileURLToPath(module) : module;
    if (/\.[cm]?js$/.test(file) && isOwn(file)) throw new Error("Both are read the same way.");
    return (await import(module)) as unknown;
  };
  const onError = (error: unknown): never => {
    throw error;
  };
  const { transform, flush } = cachedTransform(join(root, ".cache/handbill/programs"), version, compile);
  const host = { onError, nativeImport, createRequire };
  return { opened: create(join(root, ".eleventy.ts"), { ...options, transform }, host), flush };
}

/** Compiles a module, if necessary with Babel, which is loaded when it is first needed. */
export const compile: Transform = (options) => {
  const { source, filename = "", async: isAsync } = options;
  const code = isAsync === true && /\.m?[jt]s$/.test(filename) ? compilePlainModule(source) : undefined;
  return code === undefined ? compileWithBabel(options) : { code };
};

const compileWithBabel: Transform = (options) =>
  (createRequire(import.meta.resolve("jiti"))("../dist/babel.cjs") as Transform)(options);

function defaultOf(loaded: unknown): unknown {
  if (isObject(loaded) && "default" in loaded && loaded.default !== undefined) return loaded.default;
  return loaded;
}

/**
 * Parses a JSON data file. Gives a Diagnostic at the position of a mistake. An empty file of global data is
 * an empty map, as in Eleventy.
 */
export function parseJson(root: string, path: string): { readonly value: unknown } | Diagnostic {
  const file = readSource(root, path);
  const text = isFile(file) ? decode(file) : file;
  if (typeof text !== "string") return text;
  if (text.trim() === "") return { value: path.startsWith("content/_data/") ? {} : undefined };
  const mistake = findJsonMistake(text);
  const escape = mistake === undefined ? forbiddenEscape(text) : undefined;
  if (mistake === undefined && escape === undefined) return { value: JSON.parse(text) as unknown };
  const before = text.slice(0, mistake?.offset ?? escape?.offset).split("\n");
  const place = { file: path, line: before.length, column: (before.at(-1) ?? "").length + 1 };
  if (mistake === undefined)
    return diagnostic(
      "character-forbidden",
      { ...place, length: 2 },
      `This text contains ${codePoint(escape?.character ?? "")}, a character that HTML does not allow.`,
      "Remove its escape.",
    );
  if (mistake.kind === "key")
    return diagnostic(
      "front-matter-key",
      { ...place, length: mistake.message.length + 2 },
      `The key \`${mistake.message}\` is reserved, because it would affect other pages.`,
      "Choose another name.",
    );
  if (mistake.kind === "depth")
    return diagnostic(
      "data-failed",
      place,
      `Lists and maps are nested more than ${MAX_DEPTH} levels deep here.`,
      "Use fewer levels.",
    );
  return diagnostic(
    "data-failed",
    place,
    `The file is not valid JSON: ${mistake.message}.`,
    "Fix the JSON here.",
  );
}
