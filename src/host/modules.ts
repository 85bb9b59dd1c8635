/** The site's own programs: its configuration and its data files, TypeScript included. */

import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Jiti } from "jiti";
import { decode } from "../content/decode.js";
import { diagnostic, type DiagnosticCode } from "../diagnostics.js";
import type { Diagnostic } from "../model.js";
import { ownFile } from "../own-file.js";
import { isFile, readSource } from "./files.js";
import { findJsonMistake } from "./json.js";

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
  let opened: Jiti | undefined;
  const ownFiles = (jiti: Jiti) => Object.keys(jiti.cache).filter((file) => !relative(root, file).startsWith("..") && !file.includes("node_modules"));
  // Many sites have no program of their own, and need not load what reads one.
  const open = async (): Promise<Jiti> => {
    const { createJiti } = await import("jiti");
    if (opened !== undefined) return opened;
    opened = createJiti(join(root, ".eleventy.ts"), { alias: { handbill: ownFile("dist/index.js") }, interopDefault: true, fsCache: false, moduleCache: true });
    // Modules outlive an importer in Node's cache; a new one reads the site as it is now.
    for (const file of ownFiles(opened)) delete opened.cache[file];
    return opened;
  };
  return {
    importModule: async (file) => defaultOf(await (await open()).import(file)),
    imported: () => (opened === undefined ? [] : ownFiles(opened).map((file) => relative(root, file).replaceAll("\\", "/"))),
  };
}

function defaultOf(loaded: unknown): unknown {
  if (loaded !== null && typeof loaded === "object" && "default" in loaded && loaded.default !== undefined) return loaded.default;
  return loaded;
}

/** Parses a JSON data file; a Diagnostic at the place of the mistake when it is none. An empty file is an empty map. */
export function parseJson(root: string, path: string): { readonly value: unknown } | Diagnostic {
  const file = readSource(root, path);
  const text = isFile(file) ? decode(file) : file;
  if (typeof text !== "string") return text;
  if (text.trim() === "") return { value: {} };
  const mistake = findJsonMistake(text);
  if (mistake === undefined) return { value: JSON.parse(text) as unknown };
  const before = text.slice(0, mistake.offset).split(/\r\n?|\n/);
  const place = { file: path, line: before.length, column: (before.at(-1) ?? "").length + 1 };
  if (mistake.kind === "key") return diagnostic("front-matter-key", { ...place, length: mistake.message.length + 2 }, `The key \`${mistake.message}\` is forbidden: it would change how programs read every other page.`, "Choose another name.");
  return diagnostic("data-failed", place, `The file is not valid JSON: ${mistake.message}.`, "Correct the JSON here.");
}

/** Why a module of the site could not be loaded, at the line of the site's own file. */
export function moduleFailure(code: DiagnosticCode, root: string, path: string, thrown: unknown): Diagnostic {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const message = error.message.split("\n")[0]?.replace(/^.*?(?:ParseError|SyntaxError|Error): ?/, "").replace(/\(\d+:\d+\)\s*$/, "").trim() ?? "";
  const missing = missingModule(error);
  return diagnostic(code, { file: path, ...placeInSite(error, root, path) }, `${path} cannot be loaded: ${message === "" ? error.name : message.replaceAll(root + "/", "").replace(/\.?$/, ".")}`, missing === undefined || /^[./]/.test(missing) ? "Correct the file at this place." : `Install it beside the site: npm install ${missing.split("/", missing.startsWith("@") ? 2 : 1).join("/")}`);
}

/** The module that is missing, as it is written where it is imported. */
function missingModule({ message }: Error): string | undefined {
  return /Cannot find (?:module|package) '([^']+)'/.exec(message)?.[1];
}

interface ModulePlace {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly length?: number;
}

function placeInSite(error: Error, root: string, path: string): ModulePlace {
  const missing = missingModule(error);
  const syntax = /\((\d+):(\d+)\)/.exec(error.message) ?? /:(\d+):(\d+)\s*$/m.exec(error.message.split("\n").find((line) => line.includes(path)) ?? "");
  if (syntax) return { line: Number(syntax[1]), column: Number(syntax[2]) + (error.message.includes("ParseError") ? 1 : 0) };
  for (const frame of (error.stack ?? "").matchAll(/(?:\(|at )(?:file:\/\/)?((?:[A-Za-z]:)?[\\/][^():\n?]+)(?:\?[^:\n]*)?:(\d+):(\d+)\)?/g)) {
    const file = relative(root, frame[1] ?? "").replaceAll("\\", "/");
    if (file.startsWith("..") || file.includes("node_modules/")) continue;
    const text = linesOf(join(root, file));
    const line = Number(frame[2]);
    if (missing !== undefined) return { file, ...specifierPlace(text, missing) };
    // What runs is the file with its types taken out: a column may lie behind the author's line.
    const column = Number(frame[3]);
    return { file, line, column: column <= (text[line - 1] ?? "").length ? column : 1 };
  }
  return missing === undefined ? {} : specifierPlace(linesOf(join(root, path)), missing);
}

/** Where a module is named that cannot be found. */
function specifierPlace(lines: readonly string[], name: string): ModulePlace {
  for (const [index, text] of lines.entries()) {
    const found = [`"${name}"`, `'${name}'`].map((quoted) => text.indexOf(quoted)).find((offset) => offset >= 0);
    if (found !== undefined) return { line: index + 1, column: found + 1, length: name.length + 2 };
  }
  return {};
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, "utf8").replace(/^\ufeff/, "").split(/\r\n?|\n/);
  } catch {
    return [];
  }
}
