/** YAML with positions. The only reader of YAML: front matter of pages and layouts uses it. */

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
} from "yaml";
import { diagnostic, isBlocking, type DiagnosticCode } from "../../diagnostics/catalogue.js";
import type { Data, Diagnostic, Position } from "../../model/model.js";
import { CALENDAR, calendarDate } from "./calendar-date.js";
import { emptyData, toData } from "../../utils/data-objects.js";
import { ownPlace, readPlainYaml } from "./plain-yaml.js";
import { checkNodes } from "./yaml-checks.js";
import { reasonOf } from "../thrown.js";
import { yamlDiagnostic, type YamlText } from "./yaml-messages.js";

export interface ParsedYaml {
  readonly data: Data;
  /** The position of each value, with keys joined by dots; relative to the whole file. */
  readonly positions: Readonly<Record<string, Position>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** The most nodes a document may have with its aliases resolved: 509 bytes can expand to gigabytes. */
const MAX_NODES = 10_000;

/** Parses the YAML of a file. Its first line is line `firstLine` of `source`. */
export function parseYaml(text: string, source: string, firstLine: number): ParsedYaml {
  const plain = readPlainYaml(text, firstLine);
  return plain === undefined ? parseWholeYaml(text, source, firstLine) : { ...plain, diagnostics: [] };
}

/** The same without the fast parser. */
export function parseWholeYaml(text: string, source: string, firstLine: number): ParsedYaml {
  try {
    return parseChecked(text, source, firstLine);
  } catch (thrown) {
    // Known exceptions of the library's second phase are prevented before. This catches any others.
    const found = diagnostic(
      "front-matter-yaml",
      { file: source, line: firstLine, column: 1 },
      `Handbill cannot read this front matter: ${reasonOf(thrown)}`,
      "Write it with plain keys and values.",
    );
    return { data: emptyData(), positions: {}, diagnostics: [found] };
  }
}

function parseChecked(text: string, source: string, firstLine: number): ParsedYaml {
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
  const yaml: YamlText = { text, source, at };
  const broken = [...document.errors, ...document.warnings].map((error) => yamlDiagnostic(error, yaml));
  const diagnostics = firstOfEachLine(
    document.errors.length > 0 ? broken : [...broken, ...checkNodes(document, yaml)],
  );
  const report: Report = (code, offset, length, message, hint) =>
    diagnostics.push(diagnostic(code, { file: source, ...at(offset), length }, message, hint));

  if (document.errors.length === 0) diagnostics.push(...afterEnd(document.range[2], yaml));
  const empty: ParsedYaml = { data: emptyData(), positions: {}, diagnostics };
  if (diagnostics.some(isBlocking) || document.contents === null) return empty;
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
  if (nodesAfterAliases(document) > MAX_NODES) {
    const first = firstAlias(document);
    report(
      "front-matter-aliases",
      first,
      1,
      `The aliases of this front matter expand to more than ${MAX_NODES.toLocaleString("en")} values.`,
      "Write the values out.",
    );
    return empty;
  }
  const positions: Record<string, Position> = {};
  collectPositions(document.contents, "", at, positions);
  return { data: toData(document.toJS({ maxAliasCount: -1 })) as Data, positions, diagnostics };
}

type Report = (code: DiagnosticCode, offset: number, length: number, message: string, hint?: string) => void;

/** One mistake often causes further errors on the same line. */
function firstOfEachLine(found: readonly Diagnostic[]): Diagnostic[] {
  const lines = new Set<string>();
  return found.filter(({ code, line }) => {
    const key = `${code} ${line}`;
    return !lines.has(key) && lines.add(key);
  });
}

/**
 * Reports text after the end of the YAML, which would be lost. `...` is an end, and so is a list after a
 * `? key`.
 */
function afterEnd(end: number, { text, source, at }: YamlText): Diagnostic[] {
  // Pandoc ends front matter with `...`. A `#` after it is then a heading and not a comment.
  const mark = /^\.\.\.(?=\s)/m.exec(text);
  if (mark !== null && !/^(?:\s|\.\.\.(?=\s|$))*$/.test(text.slice(mark.index)))
    return [
      diagnostic(
        "front-matter-yaml",
        { file: source, ...at(mark.index), length: 3 },
        "`...` ends YAML, so the lines below it would be lost.",
        "Remove it. Front matter ends with a line of exactly `---`.",
      ),
    ];
  const rest = end + (/^(?:\s|#[^\n]*|\.\.\.(?=\s|$))*/.exec(text.slice(end))?.[0].length ?? 0);
  const line = text.slice(rest).split("\n", 1)[0] ?? "";
  if (line === "") return [];
  return [
    diagnostic(
      "front-matter-yaml",
      { file: source, ...at(rest), length: line.length },
      "YAML ends before this line, so it would be lost.",
      "Write it as a key with its value: `key: value`.",
    ),
  ];
}

/** Keeps numbers whose text would change (`1.10`), and turns calendar days into dates. */
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
  // Without a value the key counts as not set, so that its mistake is reported once.
  node.value = date;
  if (date === undefined)
    report(
      "front-matter-date",
      node.range?.[0] ?? 0,
      text.length,
      `The date ${text} does not exist.`,
      "Write an existing date as YYYY-MM-DD, or put the value in quotes if it is not a date.",
    );
}

/** The number of values in the document with all aliases resolved. Stops counting at the limit. */
function nodesAfterAliases(document: Document): number {
  const sizes = new Map<unknown, number>();
  const size = (node: unknown): number => {
    if (isAlias(node)) return size(node.resolve(document));
    if (!isMap(node) && !isSeq(node)) return 1;
    const known = sizes.get(node);
    if (known !== undefined) return known;
    sizes.set(node, MAX_NODES); // An alias inside its own anchor would never end.
    let total = 1;
    for (const item of node.items as readonly unknown[]) {
      total += isMap(node) ? 1 + size((item as { value?: unknown }).value) : size(item);
      if (total > MAX_NODES) break;
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
