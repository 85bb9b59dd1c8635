/** Front matter: the YAML between the `---` on the first line of a file and the next `---`. */

import { isMarkdown } from "../../utils/page-formats.js";
import matter from "gray-matter";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Data, Diagnostic, Position } from "../../model/model.js";
import { emptyData } from "../../utils/data-objects.js";
import {
  findMisread,
  isData,
  leadOf,
  lineAt,
  opensData,
  opensUsualData,
  refused,
  visibleLine,
} from "./start.js";
import { codePoint } from "../../utils/invisible.js";
import { createPlaces } from "../markdown/positions.js";
import { parseYaml, type ParsedYaml } from "./yaml.js";

export interface FrontMatter {
  readonly data: Data;
  readonly positions: Readonly<Record<string, Position>>;
  /** The text after the front matter. */
  readonly body: string;
  /** The line of the file on which the body starts. */
  readonly bodyLine: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Splits a file into data and body. Only YAML is read, so no code of the file runs. */
export function readFrontMatter(text: string, source: string): FrontMatter {
  const lead = text.startsWith("---") ? 0 : leadOf(text);
  const line = lineAt(text, lead);
  const mark = visibleLine(line);
  const language = /^---(?!-)[ \t]*(.*)$/s.exec(mark)?.[1];
  if (language !== undefined && (lead === 0 || language === "" || LANGUAGE.test(language))) {
    const opening: Opening = { lead, start: Math.min(text.length, lead + line.length + 1), language };
    const front = readOpened(text, source, opening);
    if (front !== undefined) return front;
  }
  const misread = findMisread(text, lead, source);
  return misread === undefined ? withoutFrontMatter(text, []) : withoutFrontMatter("", [misread]);
}

/** The text from its front matter on, for files with other text before it. */
export function withoutLead(text: string): string {
  if (/^---[ \t]*\n/.test(text) || readFrontMatter(text, ".md").bodyLine === 1) return text;
  const lead = leadOf(text);
  return `---${text.slice(lead + lineAt(text, lead).length)}`;
}

/** The format name after the opening `---`. */
const LANGUAGE = /^[A-Za-z][\w+-]*$/;

interface Opening {
  /** The start of the opening line. */
  readonly lead: number;
  /** The start of the line after it. */
  readonly start: number;
  /** The rest of the opening line. */
  readonly language: string;
}

/** The front matter after an opening `---`; undefined if that line is a horizontal rule. */
function readOpened(
  text: string,
  source: string,
  { lead, start, language }: Opening,
): FrontMatter | undefined {
  if (language !== "" && !LANGUAGE.test(language)) return undefined;
  if (language !== "" && language.toLowerCase() !== "yaml")
    return withoutFrontMatter("", [refused(text, text.indexOf(language, lead), source, language)]);
  const isIndented = lead > 0 && text[lead - 1] !== "\n";
  const end = findEnd(text, start, isIndented);
  if (end === undefined || end.marker !== "---")
    return (lead === 0 ? opensData : opensUsualData)(text.slice(0, end?.offset), start)
      ? unclosed(text, source, lead, end)
      : undefined;
  const block = text.slice(start, end.offset);
  // Two horizontal rules around a paragraph are Markdown.
  const isLoose = /^\s*\n/.test(block);
  if (isLoose && !isData(block)) return undefined;
  if (lead > 0 && !(isLoose ? opensUsualData(block, 0) : opensData(block, 0))) return undefined;
  // Eleventy reads these files itself and only finds front matter on the first line.
  const isOdd = lead > 0 || visibleLine(text.slice(0, start)) !== text.slice(0, start).trimEnd();
  if (isOdd && !isMarkdown(source)) return withoutFrontMatter("", [misplaced(text, lead, source)]);
  const line = 2 + lineCount(text.slice(0, lead));
  const parsed = parseWithGrayMatter(block, source, line);
  return {
    data: parsed.data,
    positions: parsed.positions,
    body: text.slice(end.next),
    bodyLine: line + lineCount(block) + 1,
    diagnostics: parsed.diagnostics,
  };
}

/**
 * gray-matter gets only the block, because its search in a body with many blank lines takes seconds. It
 * always gets options: without them it caches one mutable object for each text and loses the error of a
 * second parse.
 */
function parseWithGrayMatter(block: string, source: string, line: number): ParsedYaml {
  let parsed: ParsedYaml = { data: emptyData(), positions: {}, diagnostics: [] };
  const yaml = (): object => {
    parsed = parseYaml(block.replace(/\n$/, ""), source, line);
    return parsed.data;
  };
  if (block.trim() !== "")
    matter(`---\n${withoutBlankLines(block)}\n---\n`, {
      language: "yaml",
      engines: { yaml },
    });
  return parsed;
}

/** gray-matter finds comments with `^\s*#` on each line, which takes quadratic time on blank lines. */
function withoutBlankLines(block: string): string {
  return block
    .split("\n")
    .filter((line) => line.trim() !== "")
    .join("\n");
}

interface End {
  /** The start of the closing line. */
  readonly offset: number;
  /** The start of the body. */
  readonly next: number;
  /** The closing line without trailing spaces: `---`, or another marker that the author used instead. */
  readonly marker: string;
}

/** The first line after `start` that begins with three hyphens. One pass over the text. */
function findEnd(text: string, start: number, isIndented: boolean): End | undefined {
  let offset = text.startsWith("---", start) ? start : text.indexOf("\n---", start) + 1;
  if (isIndented) {
    const found = /^[ \t]*---/m.exec(text.slice(start));
    offset = found === null ? 0 : start + found.index;
  }
  if (offset === 0) return undefined;
  const line = lineAt(text, offset);
  return {
    offset,
    next: Math.min(text.length, offset + line.length + 1),
    marker: visibleLine(line).trimStart(),
  };
}

function unclosed(text: string, source: string, lead: number, end: End | undefined): FrontMatter {
  const placeAt = createPlaces(text);
  const found =
    end === undefined
      ? diagnostic(
          "front-matter-unclosed",
          { file: source, ...placeAt(lead), length: 3 },
          "Front matter starts here but has no end.",
          "End it with a line of exactly `---`.",
        )
      : diagnostic(
          "front-matter-unclosed",
          { file: source, ...placeAt(end.offset), length: end.marker.length },
          `Front matter ends with \`${end.marker.slice(0, 40)}\` instead of \`---\`.`,
          "End it with a line of exactly `---`.",
        );
  return withoutFrontMatter("", [found]);
}

/** In a template, front matter after blank lines, spaces or a comment would be published as text. */
function misplaced(text: string, lead: number, source: string): Diagnostic {
  const odd = /[^\s]|[\u00a0\ufeff]/.exec(text.slice(0, lead).replace(/<!--[^]*?-->/g, ""))?.[0];
  return diagnostic(
    "front-matter-misplaced",
    { file: source, ...createPlaces(text)(lead), length: 3 },
    "The file does not start with its front " +
      `matter${odd === undefined ? "" : ` but with ${codePoint(odd)}`}, so Eleventy would publish it ` +
      "as text.",
    "Remove what is before the `---`.",
  );
}

function withoutFrontMatter(text: string, diagnostics: readonly Diagnostic[]): FrontMatter {
  return { data: emptyData(), positions: {}, body: text, bodyLine: 1, diagnostics };
}

function lineCount(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
