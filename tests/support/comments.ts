/** The comments of source files in TypeScript, JavaScript, CSS and Nunjucks. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "vitest/node";
import { PROJECT } from "./project.js";

export interface Comment {
  /** Without comment marks. Each line is a paragraph, a list item or a tag. */
  readonly text: string;
  /** Line of its start, from 1. */
  readonly line: number;
  /** Whether a line of it is longer than 110 characters and could be wrapped. */
  readonly isTooWide: boolean;
}

/** Adjacent `//` lines are one comment. */
const COMMENT = /\/\*[\s\S]*?\*\/|\/\/[^\n]*(?:\n[ \t]*\/\/[^\n]*)*/g;
const CSS_COMMENT = /\/\*[\s\S]*?\*\//g;
const NUNJUCKS_COMMENT = /\{#[\s\S]*?#\}/g;

/** All comments of a file, by its path from the project. */
export function commentsOf(file: string): readonly Comment[] {
  const code = readFileSync(join(PROJECT, file), "utf8").replace(/^#!/, "//");
  const lines = code.split("\n");
  const found = file.endsWith(".css")
    ? code.matchAll(CSS_COMMENT)
    : file.endsWith(".njk")
      ? code.matchAll(NUNJUCKS_COMMENT)
      : withoutLiterals(code).matchAll(COMMENT);
  return [...found].map(({ 0: { length }, index }) => {
    const line = code.slice(0, index).split("\n").length;
    const written = code.slice(index, index + length);
    const own = lines.slice(line - 1, line - 1 + written.split("\n").length);
    return {
      text: proseOf(written),
      line,
      isTooWide: own.some((one) => one.length > 110 && /^\s*(?:\/\*|\*|\/\/|\{#)\s*\S+\s/.test(one)),
    };
  });
}

/** The code with spaces instead of strings and expressions, which can contain the marks of comments. */
function withoutLiterals(code: string): string {
  let plain = code;
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (typeof value !== "object" || value === null) return;
    const { type, start, end } = value as { type?: string; start: number; end: number };
    if (type === "Literal" || type === "TemplateElement")
      plain = plain.slice(0, start) + plain.slice(start, end).replace(/[^\n]/g, " ") + plain.slice(end);
    else Object.values(value).forEach(visit);
  };
  visit(parseAst(code, { lang: "ts" }));
  return plain;
}

/** Joins the lines of a comment to paragraphs, without examples in code. */
function proseOf(written: string): string {
  return written
    .replace(/^(?:\/\*+|\{#-?)|(?:\*+\/|-?#\})$/g, "")
    .replace(/^[ \t]*(?:\*(?!\*)|\/\/+) ?/gm, "")
    .replace(/^```[\s\S]*?^```/gm, "")
    .replace(/^ {2,}\S.*$/gm, "")
    .replace(/(\S)[ \t]*\n(?=[^\s\-*@|])/g, "$1 ")
    .trim();
}
