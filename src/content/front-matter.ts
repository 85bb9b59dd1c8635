/** Front matter: the YAML between the first line `---` of a file and the next. */

import matter from "gray-matter";
import { diagnostic } from "../diagnostics.js";
import type { Data, Diagnostic, Position } from "../model.js";
import { nothing } from "./data-objects.js";
import { parseYaml, type ParsedYaml } from "./yaml.js";

export interface FrontMatter {
  readonly data: Data;
  readonly positions: Readonly<Record<string, Position>>;
  /** The text after the front matter. */
  readonly body: string;
  /** Line of the file on which the body starts. */
  readonly bodyLine: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** As Hugo has it: a line of `+++`, then comments, and a key or a table. */
const TOML = /^\+\+\+[ \t]*\n(?:[ \t]*(?:#.*)?\n)*[ \t]*(?:[\w."-]+[ \t]*=|\[|\+\+\+)/;

const KEY_LINE = /^[A-Za-z_][\w .-]*:(\s|$)/;

/** Splits a file into its data and its body. Never runs what it reads: only YAML is a language here. */
export function readFrontMatter(text: string, source: string): FrontMatter {
  const fence = /^---[ \t]*([^\n]*)(\n|$)/.exec(text);
  if (TOML.test(text.slice(0, 2000))) return refused(text, source, "+++");
  if (fence === null || text.startsWith("----")) return withoutFrontMatter(text, misplaced(text, source));
  const language = (fence[1] ?? "").trim();
  if (language !== "" && !/^[A-Za-z][\w+-]*$/.test(language)) return withoutFrontMatter(text, []);
  if (language !== "" && language.toLowerCase() !== "yaml") return refused(text, source, language);

  const start = fence[0].length;
  const end = findEnd(text, start);
  if (end === undefined || end.marker !== "---") return unclosed(text, source, start, end);
  const block = text.slice(start, end.offset);
  // Two lines across the page with a paragraph between them are Markdown.
  if (/^\s*\n/.test(block) && !block.split("\n").some((line) => /^["'\w{-]/.test(line) && /[:{-]/.test(line)))
    return withoutFrontMatter(text, []);
  const parsed = parseWithGrayMatter(block, source);
  return {
    data: parsed.data,
    positions: parsed.positions,
    body: text.slice(end.next),
    bodyLine: 2 + lineCount(block) + 1,
    diagnostics: parsed.diagnostics,
  };
}

/**
 * gray-matter sees the block alone, never the body (its search takes seconds on many blank lines), and always with
 * options: without them it keeps one mutable object for each text, and forgets the error of the second parse.
 */
function parseWithGrayMatter(block: string, source: string): ParsedYaml {
  let parsed: ParsedYaml = { data: nothing(), positions: {}, diagnostics: [] };
  const yaml = (text: string): object => {
    parsed = parseYaml(text.replace(/^\n/, ""), source, 2);
    return parsed.data;
  };
  if (block.trim() !== "") matter(`---\n${block}---\n`, { language: "yaml", engines: { yaml } });
  return parsed;
}

interface End {
  /** Where the closing line starts. */
  readonly offset: number;
  /** Where the body starts. */
  readonly next: number;
  /** The closing line, without trailing spaces: `---`, or what an author took for it. */
  readonly marker: string;
}

/** The first line after `start` that begins with three hyphens. One pass, whatever the file holds. */
function findEnd(text: string, start: number): End | undefined {
  let offset = text.startsWith("---", start) ? start : text.indexOf("\n---", start) + 1;
  if (offset === 0) return undefined;
  const newline = text.indexOf("\n", offset);
  const next = newline === -1 ? text.length : newline + 1;
  return { offset, next, marker: text.slice(offset, newline === -1 ? text.length : newline).trimEnd() };
}

function unclosed(text: string, source: string, start: number, end: End | undefined): FrontMatter {
  const upToEnd = text.slice(start, end?.offset ?? text.length);
  const firstLine = upToEnd.split("\n", 50).find((line) => line.trim() !== "" && !line.startsWith("#"));
  // `---` alone is also a line across the page, which a page may start with.
  if (firstLine === undefined || !KEY_LINE.test(firstLine)) return withoutFrontMatter(text, []);
  const found =
    end === undefined
      ? diagnostic(
          "front-matter-unclosed",
          { file: source, line: 1, column: 1, length: 3 },
          "Front matter starts here and never ends.",
          "End it with a line of exactly `---`.",
        )
      : diagnostic(
          "front-matter-unclosed",
          { file: source, line: 2 + lineCount(upToEnd), column: 1, length: end.marker.length },
          `Front matter is closed by \`${end.marker.slice(0, 40)}\`, which is not \`---\`.`,
          "End it with a line of exactly `---`.",
        );
  return { ...withoutFrontMatter("", [found]), body: "" };
}

/** `written`: what says the language, on the first line. */
function refused(text: string, source: string, written: string): FrontMatter {
  const place = { file: source, line: 1, column: text.indexOf(written) + 1, length: written.length };
  const found =
    written === "+++"
      ? diagnostic(
          "front-matter-language",
          place,
          "Front matter in TOML is not read: only YAML is.",
          'Write it between two lines of `---`, and `title: My page` in place of `title = "My page"`.',
        )
      : diagnostic(
          "front-matter-language",
          place,
          `Front matter in \`${written}\` is not read: only YAML is, because a page must not run code.`,
          "Write it as YAML between two lines of `---`; compute values in a data file.",
        );
  return withoutFrontMatter("", [found]);
}

/** Front matter after blank lines, spaces or a comment would be published as text. */
function misplaced(text: string, source: string): Diagnostic[] {
  const match = /^(?:[ \t\n]|<!--(?:(?!-->)[^])*-->)+---[ \t]*\n[ \t]*[A-Za-z_][\w-]*:[ \t\n]/.exec(
    text.slice(0, 2000),
  );
  if (match === null) return [];
  const line = match[0].slice(0, match[0].indexOf("---")).split("\n").length;
  const column = match[0].indexOf("---") - match[0].lastIndexOf("\n", match[0].indexOf("---"));
  return [
    diagnostic(
      "front-matter-misplaced",
      { file: source, line, column, length: 3 },
      "This looks like front matter, but the file does not start with it, so it is published as text.",
      "Remove what stands before the `---`.",
    ),
  ];
}

function withoutFrontMatter(text: string, diagnostics: readonly Diagnostic[]): FrontMatter {
  return { data: nothing(), positions: {}, body: text, bodyLine: 1, diagnostics };
}

function lineCount(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
