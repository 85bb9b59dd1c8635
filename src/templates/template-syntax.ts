/** Explains syntax errors of the Nunjucks parser. */

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
  const place = opened ?? { line: text.bodyLine + (lineno ?? 1) - 1, column: colno ?? 1, length: 1 };
  const at = { file: text.path, line: place.line, column: place.column, length: place.length };
  if (opened !== undefined)
    return diagnostic(
      "template-syntax",
      at,
      `The tag \`${opened.name}\` is never closed.`,
      `Close it with {% end${opened.name} %}.`,
    );
  const tag = /^unknown block tag: (\w+)/.exec(plain)?.[1];
  if (tag === undefined)
    return diagnostic(
      "template-syntax",
      at,
      `The template has a syntax error: ${plain.replace(/\.?$/, ".")}`,
      "Fix the template here.",
    );
  const inTag = { ...at, length: tag.length };
  const block = /^end(\w+)|^el(?:se|if|seif)$/.exec(tag);
  if (block !== null)
    return diagnostic(
      "template-syntax",
      inTag,
      `\`${tag}\` has no opening tag${block[1] === undefined ? "" : ` \`${block[1]}\``}.`,
      "Remove it, or add the opening tag.",
    );
  return diagnostic(
    "template-syntax",
    inTag,
    `Unknown tag \`${tag}\`.`,
    "Use a Nunjucks tag, or add a shortcode in .eleventy.ts: config.addShortcode(…).",
  );
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
function lastOpenBlock({
  body,
  bodyLine,
}: TemplateText):
  | { readonly name: string; readonly line: number; readonly column: number; readonly length: number }
  | undefined {
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
  const before = body.slice(0, last.offset).split("\n");
  return {
    name: last.name,
    line: bodyLine + before.length - 1,
    column: (before.at(-1) ?? "").length + 1,
    length: last.length,
  };
}
