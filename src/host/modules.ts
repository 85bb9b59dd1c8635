/** The site's own programs: its configuration and its data files, TypeScript included. */

import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { createJiti } from "jiti";
import { diagnostic, type DiagnosticCode } from "../diagnostics.js";
import type { Diagnostic } from "../model.js";

/** Imports a module of the site by its absolute path; gives its default export, or all of it when it has none. */
export type ImportModule = (file: string) => Promise<unknown>;

export interface Importer {
  readonly importModule: ImportModule;
  /** The site's own files that have been imported so far, by anyone; paths from the root. */
  imported(): readonly string[];
}

/**
 * An importer for one site. `import … from "handbill"` in the site's files leads to the running program, also where
 * nothing is installed beside the site.
 */
export function createImporter(root: string): Importer {
  const here = fileURLToPath(import.meta.url);
  const own = join(dirname(here), "..", here.endsWith(".ts") ? "index.ts" : "index.js");
  const jiti = createJiti(join(root, ".eleventy.ts"), { alias: { handbill: own }, interopDefault: true, fsCache: false, moduleCache: true });
  const ownFiles = () => Object.keys(jiti.cache).filter((file) => !relative(root, file).startsWith("..") && !file.includes("node_modules"));
  // Modules outlive an importer in Node's cache; a new one reads the site as it is now.
  for (const file of ownFiles()) delete jiti.cache[file];
  return {
    importModule: async (file) => defaultOf(await jiti.import(file)),
    imported: () => ownFiles().map((file) => relative(root, file).replaceAll("\\", "/")),
  };
}

function defaultOf(loaded: unknown): unknown {
  if (loaded !== null && typeof loaded === "object" && "default" in loaded && loaded.default !== undefined) return loaded.default;
  return loaded;
}

/** Parses a JSON data file; a Diagnostic at the place of the mistake when it is none. */
export function parseJson(root: string, path: string): { readonly value: unknown } | Diagnostic {
  let text = "";
  try {
    text = readFileSync(join(root, path), "utf8").replace(/^\ufeff/, "");
    let forbidden = "";
    const value: unknown = text.trim() === "" ? {} : JSON.parse(text, (key, inner: unknown) => {
      if (key === "__proto__" || key === "constructor" || key === "prototype") forbidden = key;
      return inner;
    });
    if (forbidden === "") return { value };
    const before = text.slice(0, text.indexOf(`"${forbidden}"`)).split("\n");
    return diagnostic("front-matter-key", { file: path, line: before.length, column: (before.at(-1) ?? "").length + 1, length: forbidden.length + 2 }, `The key \`${forbidden}\` is forbidden: it would change how programs read every other page.`, "Choose another name.");
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const offset = Number(/position (\d+)/.exec(message)?.[1] ?? (/end of JSON/.test(message) ? text.length : 0));
    const before = text.slice(0, offset).split("\n");
    return diagnostic("data-failed", { file: path, line: before.length, column: (before.at(-1) ?? "").length + 1 }, `The file is not valid JSON: ${message.replace(/ in JSON at position.*$/s, "").replace(/, ".*$/s, "")}.`, "Correct the JSON here.");
  }
}

/** Why a module of the site could not be loaded, at the line of the site's own file. */
export function moduleFailure(code: DiagnosticCode, root: string, path: string, thrown: unknown): Diagnostic {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const message = error.message.split("\n")[0]?.replace(/^.*?(?:ParseError|SyntaxError|Error): ?/, "").replace(/\(\d+:\d+\)\s*$/, "").trim() ?? "";
  return diagnostic(code, { file: path, ...placeInSite(error, root, path) }, `${path} cannot be loaded: ${message === "" ? error.name : message.replaceAll(root + "/", "").replace(/\.?$/, ".")}`, "Correct the file at this place; run with --debug for the stack.");
}

function placeInSite(error: Error, root: string, path: string): { readonly file?: string; readonly line?: number; readonly column?: number } {
  const syntax = /\((\d+):(\d+)\)/.exec(error.message) ?? /:(\d+):(\d+)\s*$/m.exec(error.message.split("\n").find((line) => line.includes(path)) ?? "");
  if (syntax) return { line: Number(syntax[1]), column: Number(syntax[2]) + (error.message.includes("ParseError") ? 1 : 0) };
  for (const frame of (error.stack ?? "").matchAll(/(?:\(|at )(?:file:\/\/)?(\/[^():\n?]+)(?:\?[^:\n]*)?:(\d+):(\d+)\)?/g)) {
    const file = relative(root, frame[1] ?? "").replaceAll("\\", "/");
    if (!file.startsWith("..") && !file.includes("node_modules/")) return { file, line: Number(frame[2]), column: Number(frame[3]) };
  }
  return {};
}
