/** YAML with positions. The only reader of YAML: front matter of pages and layouts goes through here. */

import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Scalar,
  type YAMLError,
} from "yaml";
import { diagnostic, type DiagnosticCode } from "../diagnostics.js";
import type { Data, Diagnostic, Position } from "../model.js";
import { CALENDAR, calendarDate } from "./calendar-date.js";
import { FORBIDDEN, nothing, toData } from "./data-objects.js";
import { ownPlace, readPlainYaml } from "./plain-yaml.js";

export interface ParsedYaml {
  readonly data: Data;
  /** Where the value of each key stands, keys joined by dots; relative to the whole file. */
  readonly positions: Readonly<Record<string, Position>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Aliases may make a document grow to this many nodes and no further: 509 bytes can ask for gigabytes. */
const MOST_NODES = 10_000;

/** Characters that print nothing: two keys that look the same would differ (Unicode general categories Cf and Cc, and U+3164). */
export const INVISIBLE =
  /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164\ufeff\ufff9-\ufffb]/u;

/** Parses the YAML of a file; its first line is line `firstLine` of `source`. */
export function parseYaml(text: string, source: string, firstLine: number): ParsedYaml {
  const plain = readPlainYaml(text, firstLine);
  return plain === undefined ? parseWholeYaml(text, source, firstLine) : { ...plain, diagnostics: [] };
}

/** The same for any YAML. */
export function parseWholeYaml(text: string, source: string, firstLine: number): ParsedYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    merge: true,
    logLevel: "silent",
  });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: line + firstLine - 1, column: col };
  };
  const diagnostics = document.errors.map((error) => yamlError(error, text, source, at));
  const report = (code: DiagnosticCode, offset: number, length: number, message: string, hint?: string) =>
    diagnostics.push(diagnostic(code, { file: source, ...at(offset), length }, message, hint));

  checkKeys(document, report);
  const empty: ParsedYaml = { data: nothing(), positions: {}, diagnostics };
  if (diagnostics.length > 0 || document.contents === null) return empty;
  readScalars(document, report);
  if (!isMap(document.contents)) {
    report(
      "front-matter-type",
      document.contents.range?.[0] ?? 0,
      1,
      "Front matter must be keys with values, one on a line.",
      "Write it as `title: My page`.",
    );
    return empty;
  }
  if (nodesAfterAliases(document) > MOST_NODES) {
    const first = firstAlias(document);
    report(
      "front-matter-aliases",
      first,
      1,
      `The aliases of this front matter grow to more than ${MOST_NODES.toLocaleString("en")} values.`,
      "Write the values out.",
    );
    return empty;
  }
  const positions: Record<string, Position> = {};
  collectPositions(document.contents, "", at, positions);
  return { data: toData(document.toJS({ maxAliasCount: -1 })) as Data, positions, diagnostics };
}

function yamlError(
  error: YAMLError,
  text: string,
  source: string,
  at: (offset: number) => Position,
): Diagnostic {
  const [offset, end] = error.pos;
  const place = {
    file: source,
    ...at(offset),
    length: Math.max(1, Math.min(end - offset, text.slice(offset).split("\n", 1)[0]?.length ?? 1)),
  };
  if (error.code === "DUPLICATE_KEY") {
    const key = /^[^:\s]+/.exec(text.slice(offset))?.[0] ?? "";
    return diagnostic(
      "front-matter-duplicate",
      { ...place, length: Math.max(1, key.length) },
      `The key \`${key}\` stands here a second time.`,
      "Remove one of the two.",
    );
  }
  if (error.code === "TAB_AS_INDENT") {
    return diagnostic("front-matter-yaml", place, "A tab cannot indent YAML.", "Use spaces.");
  }
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1).split("\n", 1)[0] ?? "";
  const unquoted = /^\s*([\w-]+):\s+([^"'|>\s].*:.*)$/.exec(line);
  const hint = unquoted
    ? `A colon in a value needs quotes: \`${unquoted[1]}: "${(unquoted[2] ?? "").replaceAll('"', '\\"')}"\`.`
    : "Correct the YAML here.";
  return diagnostic(
    "front-matter-yaml",
    place,
    `Front matter is not valid YAML: ${error.message
      .replace(/\s+at line .*$/s, "")
      .replace(/^Missing closing (["'])quote$/, "the closing $1 is missing")
      .replace(/\.?$/, ".")}`,
    hint,
  );
}

type Report = (code: DiagnosticCode, offset: number, length: number, message: string, hint?: string) => void;

function checkKeys(document: Document, report: Report): void {
  visit(document, {
    Pair(_, pair) {
      if (!isScalar(pair.key)) return;
      const key = String(pair.key.value);
      const offset = pair.key.range?.[0] ?? 0;
      if (FORBIDDEN.has(key))
        report(
          "front-matter-key",
          offset,
          key.length,
          `The key \`${key}\` is forbidden: it would change how programs read every other page.`,
          "Choose another name.",
        );
      const hidden = INVISIBLE.exec(key);
      if (hidden)
        report(
          "front-matter-invisible",
          offset + hidden.index,
          1,
          `The key \`${key.replace(INVISIBLE, "")}\` holds an invisible character, ${codePoint(hidden[0])}.`,
          "Type the key again.",
        );
    },
  });
}

/** `U+200B` for a character. */
export function codePoint(char: string): string {
  return `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Keeps numbers whose text would change (`1.10`), and makes dates of calendar days. */
function readScalars(document: Document, report: Report): void {
  visit(document, {
    Scalar(key, node) {
      if (key === "key" || node.type !== "PLAIN") return;
      const text = node.source ?? "";
      if (typeof node.value === "number" && String(node.value) !== text) node.value = text;
      if (typeof node.value === "string" && CALENDAR.test(text)) readDate(node, text, report);
    },
  });
}

function readDate(node: Scalar, text: string, report: Report): void {
  const date = calendarDate(text);
  // Without a value the key counts as not set: its mistake is told once.
  node.value = date;
  if (date === undefined)
    report(
      "front-matter-date",
      node.range?.[0] ?? 0,
      text.length,
      `The date ${text} does not exist.`,
      "Write a day that exists as YYYY-MM-DD, or quote the value if it is not a date.",
    );
}

/** How many values the document holds once every alias is written out; stops counting at the limit. */
function nodesAfterAliases(document: Document): number {
  const sizes = new Map<unknown, number>();
  const size = (node: unknown): number => {
    if (isAlias(node)) return size(node.resolve(document));
    if (!isMap(node) && !isSeq(node)) return 1;
    const known = sizes.get(node);
    if (known !== undefined) return known;
    sizes.set(node, MOST_NODES); // an alias inside its own anchor never ends
    let total = 1;
    for (const item of node.items as readonly unknown[]) {
      total += isMap(node) ? 1 + size((item as { value?: unknown }).value) : size(item);
      if (total > MOST_NODES) break;
    }
    sizes.set(node, total);
    return total;
  };
  return size(document.contents);
}

function firstAlias(document: Document): number {
  let offset = 0;
  visit(document, {
    Alias(_, node) {
      offset = node.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

function collectPositions(
  node: unknown,
  path: string,
  at: (offset: number) => Position,
  into: Record<string, Position>,
): void {
  if (isMap(node)) {
    for (const pair of node.items) {
      const key = path + (isScalar(pair.key) ? String(pair.key.value) : "");
      const value = pair.value as { range?: readonly number[] | null } | null;
      const keyRange = isScalar(pair.key) ? pair.key.range : undefined;
      into[key] = at(value?.range?.[0] ?? keyRange?.[0] ?? 0);
      const own = path === "" && keyRange ? at(keyRange[0]) : undefined;
      if (own !== undefined && own.line !== into[key].line) into[ownPlace(key)] = own;
      collectPositions(pair.value, `${key}.`, at, into);
    }
  } else if (isSeq(node)) {
    node.items.forEach((item, index) => {
      const range = (item as { range?: readonly number[] | null } | null)?.range;
      if (range) into[`${path}${index}`] = at(range[0] ?? 0);
      collectPositions(item, `${path}${index}.`, at, into);
    });
  }
}
