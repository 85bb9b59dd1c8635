/** Failures to read a file of a project: data, front matter and modules. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { diagnostic, type Place } from "../../diagnostics/catalogue.js";
import { causes } from "../../eleventy/failure.js";
import { fromRoot } from "../../eleventy/project-failures.js";
import type { Diagnostic } from "../../model/model.js";
import { findJsonMistake } from "../../system/json.js";
import { moduleFailure } from "../../system/module-failure.js";
import { parseJson } from "../../system/modules.js";
import { syntaxErrorIn } from "../../system/syntax-error.js";
import { isProgram } from "../../utils/page-formats.js";
import { explainJsYaml } from "./js-yaml-messages.js";

/** The Diagnostic for a file that cannot be read; undefined for other errors. */
export function fileFailure(thrown: unknown, root: string): Diagnostic | undefined {
  const chain = causes(thrown);
  const innermost = chain.at(-1);
  if (innermost === undefined) return undefined;
  const pathIn = (expression: RegExp) =>
    chain.map(({ message }) => expression.exec(message)?.[1]).find(Boolean);
  const data = pathIn(/^Having trouble parsing data file (.+)$/m);
  if (data !== undefined) return dataFailure(innermost, root, fromRoot(data));
  const module = pathIn(/^There was a problem importing '(.+)' via /m);
  if (module !== undefined) return importFailure(innermost, root, module);
  const template = pathIn(/^Having trouble reading front matter from template (.+)$/m);
  return template === undefined ? undefined : frontMatterFailure(innermost, root, fromRoot(template));
}

function dataFailure(error: Error, root: string, path: string): Diagnostic | undefined {
  if (error.name === "YAMLException")
    return diagnostic(
      "data-failed",
      { file: path, ...yamlPlace(error) },
      `The file is not valid YAML: ${explainJsYaml(yamlReason(error))}`,
      YAML_HINT,
    );
  if (error.name !== "SyntaxError") return undefined;
  const parsed = parseJson(root, path);
  return "code" in parsed ? parsed : undefined;
}

/** A module that Node cannot load. Errors that its code throws have their place in the stack. */
function importFailure(error: Error, root: string, path: string): Diagnostic | undefined {
  const isMissing = /^Cannot find (?:module|package) '/.test(error.message);
  if (error.name !== "SyntaxError" && !isMissing) return undefined;
  return moduleFailure(isProgram(path) ? "template-failed" : "data-failed", root, path, error);
}

function frontMatterFailure(error: Error, root: string, source: string): Diagnostic | undefined {
  const at = (place: Place, message: string, hint: string) =>
    diagnostic("template-failed", { file: source, ...place }, message, hint);
  // Lines of a YAML error count from the opening `---`.
  if (error.name === "YAMLException")
    return at(
      yamlPlace(error),
      `The front matter is not valid YAML: ${explainJsYaml(yamlReason(error))}`,
      YAML_HINT,
    );
  const [, unknown] = /^gray-matter engine "(.+)" is not registered/.exec(error.message) ?? [];
  if (unknown !== undefined)
    return at(
      START,
      `Eleventy cannot read front matter in the language \`${unknown}\`.`,
      "Use YAML, `---json` or `---js`, or add an engine with `setFrontMatterParsingOptions`.",
    );
  if (error.name !== "SyntaxError") return undefined;
  const lines = readFileSync(join(root, source), "utf8").split("\n");
  const [, language = ""] = /^---[ \t]*(\w*)/.exec(lines[0] ?? "") ?? [];
  const end = lines.findIndex((line, index) => index > 0 && line.startsWith("---"));
  const front = lines.slice(1, end).join("\n");
  if (/^js$|^javascript$/.test(language)) {
    // An object is parsed as an expression.
    const isObject = front.trimStart().startsWith("{");
    const found = syntaxErrorIn(isObject ? `(\n${front})` : `\n${front}`, "front-matter.js");
    const reason = error.message.replace(/^SyntaxError: /, "");
    return at(found ?? START, `The front matter is not valid JavaScript: ${reason}.`, "Fix the code here.");
  }
  const mistake = findJsonMistake(front);
  const before = front.slice(0, mistake?.offset ?? 0).split("\n");
  return at(
    { line: before.length + 1, column: (before.at(-1) ?? "").length + 1 },
    `The front matter is not valid JSON: ${mistake?.message ?? error.message}.`,
    "Fix the JSON here.",
  );
}

const START = { line: 1, column: 1 };

const YAML_HINT =
  "Fix it here, or in the line above. Text with a colon, a quote or a bracket needs quotes around it.";

function yamlReason(error: Error): string {
  return (error as { readonly reason?: string }).reason ?? error.message;
}

function yamlPlace(error: Error): Place {
  const { mark } = error as { readonly mark?: { readonly line: number; readonly column: number } };
  return mark === undefined ? {} : { line: mark.line + 1, column: mark.column + 1 };
}
