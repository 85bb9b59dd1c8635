/** Explains syntax errors of the Nunjucks parser. */

import { explainNunjucks, mistakeColumn } from "../utils/nunjucks-messages.js";
import { textOfValue } from "../utils/text-of-value.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import type { TemplateText } from "./analyze.js";

/** The parser's error as a diagnostic. An unclosed block is reported at its start. */
export function templateSyntax(error: unknown, text: TemplateText): Diagnostic {
  const { lineno, colno, message } = error as { lineno?: number; colno?: number; message?: string };
  const reason =
    (message ?? textOfValue(error))
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "" && !/^\(.*\)/.test(line))
      .at(-1) ?? "";
  const plain = reason.replace(/^(?:Template render error: )?(?:Error: )?/, "");
  const unclosed =
    /^parse(\w+): expected .*got end of file/.exec(plain) ??
    /unexpected end of file|expected block end/.exec(plain);
  const opened = unclosed ? lastOpenBlock(text) : undefined;
  // The parser's errors count from 1, its nodes from 0.
  const place = opened ?? placeOf(plain, text, lineno, colno);
  const at = { file: text.path, line: place.line, column: place.column, length: place.length };
  if (opened !== undefined)
    return diagnostic(
      "template-syntax",
      at,
      `The tag \`${opened.name}\` is never closed.`,
      `Close it with {% end${opened.name} %}.`,
    );
  const rest = text.body.split("\n")[at.line - text.bodyLine]?.slice(at.column - 1);
  const [says, hint] = explainNunjucks(plain, rest) ?? [
    `The template has a syntax error: ${plain.replace(/\.?$/, ".")}`,
    "Fix the template here.",
  ];
  const tag = /^unknown block tag: (\w+)/.exec(plain)?.[1];
  return diagnostic("template-syntax", tag === undefined ? at : { ...at, length: tag.length }, says, hint);
}

interface Found {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** The parser has no position for an expression or a comment that is open at the end of the file. */
function placeOf(message: string, text: TemplateText, lineno?: number, colno?: number): Found {
  const opening =
    message === "expected variable end" ? "{{" : /^expected end of comment/.test(message) && "{#";
  if (lineno === undefined && opening !== false)
    return { ...placeAt(text, Math.max(0, text.body.lastIndexOf(opening))), length: 2 };
  // The parser's errors count from 1, its nodes from 0.
  const row = (lineno ?? 1) - 1;
  const column = mistakeColumn(message, text.body.split("\n")[row] ?? "", (colno ?? 1) - 1);
  return { line: text.bodyLine + row, column: column + 1, length: 1 };
}

function placeAt({ body, bodyLine }: TemplateText, offset: number): Omit<Found, "length"> {
  const before = body.slice(0, offset).split("\n");
  return { line: bodyLine + before.length - 1, column: (before.at(-1) ?? "").length + 1 };
}

const PAIRED = new Set([
  "if",
  "for",
  "block",
  "macro",
  "call",
  "filter",
  "raw",
  "verbatim",
  "switch",
  "asyncEach",
  "asyncAll",
  "ifAsync",
]);

/** The innermost unclosed block. */
function lastOpenBlock(text: TemplateText): (Found & { readonly name: string }) | undefined {
  const { body } = text;
  const open: { readonly name: string; readonly offset: number; readonly length: number }[] = [];
  for (const match of body
    .replace(/\{#[\s\S]*?#\}/g, (comment) => comment.replace(/[^\n]/g, " "))
    .matchAll(/\{%-?\s*(end)?(\w+)[\s\S]*?%\}/g)) {
    const [whole, end, name = ""] = match;
    if (end !== undefined) {
      const at = open.findLastIndex((block) => block.name === name);
      if (at !== -1) open.splice(at);
    } else if (PAIRED.has(name) || (name === "set" && !whole.includes("=")))
      open.push({ name, offset: match.index, length: whole.length });
  }
  const last = open.at(-1);
  if (last === undefined) return undefined;
  return { name: last.name, ...placeAt(text, last.offset), length: last.length };
}
