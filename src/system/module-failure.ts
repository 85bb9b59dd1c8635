/** Explains why a module of the site cannot be loaded, at the line that causes it. */

import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { diagnostic, type DiagnosticCode } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import { columnOfError } from "../utils/column-of-error.js";
import { textOfValue } from "../utils/text-of-value.js";
import { findSyntaxError } from "./syntax-error.js";

/** Why a module of the site could not be loaded, located in the site's own file. */
export function moduleFailure(code: DiagnosticCode, root: string, path: string, thrown: unknown): Diagnostic {
  const error = thrown instanceof Error ? thrown : new Error(textOfValue(thrown));
  const message =
    error.message
      .split("\n")[0]
      ?.replace(/^.*?(?:ParseError|SyntaxError|Error): ?/, "")
      .replace(/\(\d+:\d+\)\s*$/, "")
      .trim() ?? "";
  const missing = missingModule(error);
  return diagnostic(
    code,
    { file: path, ...placeInSite(error, root, path) },
    `${path} cannot be loaded: ` +
      `${message === "" ? error.name : message.replaceAll(root + "/", "").replace(/\.?$/, ".")}`,
    missing === undefined || /^[./]/.test(missing)
      ? "Fix the code here."
      : "Install it in the site's folder: npm install " +
          `${missing.split("/", missing.startsWith("@") ? 2 : 1).join("/")}`,
  );
}

/** The missing module, as written in the import. */
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
  const known = placeOfImport(error, root) ?? placeOfSyntaxError(error, root, path);
  if (known !== undefined) return known;
  const syntax =
    /\((\d+):(\d+)\)/.exec(error.message) ??
    /:(\d+):(\d+)\s*$/m.exec(error.message.split("\n").find((line) => line.includes(path)) ?? "");
  if (syntax)
    return {
      line: Number(syntax[1]),
      column: Number(syntax[2]) + (error.message.includes("ParseError") ? 1 : 0),
    };
  for (const frame of (error.stack ?? "").matchAll(
    /(?:\(|at )(?:file:\/\/)?((?:[A-Za-z]:)?[\\/][^():\n?]+)(?:\?[^:\n]*)?:(\d+):(\d+)\)?/g,
  )) {
    const file = relative(root, frame[1] ?? "").replaceAll("\\", "/");
    if (file.startsWith("..") || file.includes("node_modules/")) continue;
    const text = linesOf(join(root, file));
    const line = Number(frame[2]);
    if (missing !== undefined) return { file, ...specifierPlace(text, missing) };
    return { file, line, ...columnOfError(text[line - 1] ?? "", error.message) };
  }
  return missing === undefined ? {} : specifierPlace(linesOf(join(root, path)), missing);
}

/** The place of an import that Node cannot resolve: Node names the importing file, but not the line. */
function placeOfImport({ message }: Error, root: string): ModulePlace | undefined {
  const [, missing = "", importer = ""] =
    /^Cannot find (?:module|package) '([^'\n]+)' imported from ([^\n]+)$/m.exec(message) ?? [];
  const file = relative(root, importer).replaceAll("\\", "/");
  if (importer === "" || file.startsWith("..") || file.includes("node_modules/")) return undefined;
  const lines = linesOf(importer);
  const names = lines.flatMap((line) =>
    [...line.matchAll(/["'](\.[^"'\n]+)["']/g)].map(([, name = ""]) => name),
  );
  const written = names.find((name) => join(dirname(importer), name) === missing) ?? missing;
  return { file, ...specifierPlace(lines, written) };
}

/** The place of a syntax error: at the start of the stack, or found by parsing the code again. */
function placeOfSyntaxError(error: Error, root: string, path: string): ModulePlace | undefined {
  if (error.name !== "SyntaxError") return undefined;
  const inSite = (file: string) => relative(root, file).replaceAll("\\", "/");
  const [, file, line, mark = ""] =
    /^(?:file:\/\/)?(\/[^\n?]+)(?:\?[^\n:]*)?:(\d+)\n[^\n]*\n([ \t]*\^+)\n/.exec(error.stack ?? "") ?? [];
  if (file !== undefined && !inSite(file).startsWith("..")) {
    const length = mark.trim().length;
    return { file: inSite(file), line: Number(line), column: mark.length - length + 1, length };
  }
  const found = /\.[cm]?js$/.test(path) ? findSyntaxError(join(root, path)) : undefined;
  return found && { ...found, file: inSite(found.file) };
}

/** The place that names a module that cannot be found. */
function specifierPlace(lines: readonly string[], name: string): ModulePlace {
  for (const [index, text] of lines.entries()) {
    const found = [`"${name}"`, `'${name}'`]
      .map((quoted) => text.indexOf(quoted))
      .find((offset) => offset >= 0);
    if (found !== undefined) return { line: index + 1, column: found + 1, length: name.length + 2 };
  }
  return {};
}

/** The lines of a module; none if it cannot be read. */
export function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, "utf8")
      .replace(/^\ufeff/, "")
      .split(/\r\n?|\n/);
  } catch {
    return [];
  }
}
