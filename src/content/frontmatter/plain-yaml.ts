/**
 * A fast parser for the YAML in most front matter: one key and value on each line, and short lists. It takes
 * a tenth of the time of the full parser, which reads everything else. A test compares the two.
 */

import type { Data, Position } from "../../model/model.js";
import { calendarDate } from "./calendar-date.js";
import { FORBIDDEN, emptyData } from "../../utils/data-objects.js";

/** A line with a key and an optional value. */
const KEY = /^([A-Za-z_][\w-]*):(?: +|$)/;

/** An item of a list. */
const ITEM = /^ *- +/;

/** Plain text without characters that have a meaning in YAML at their position. */
const TEXT = /^[\p{L}/](?:[^\p{C}\p{Z}:#]| (?!#)|:(?! |$)|(?<! )#)*$/u;
const QUOTED = /^(?:"([^"\\\p{C}\p{Zl}\p{Zp}]*)"|'([^'\p{C}\p{Zl}\p{Zp}]*)')$/u;
const NUMBER = /^(?:0|[1-9]\d{0,14})$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
/** An item of a list on one line: plain words, or a quoted text. */
const LISTED =
  /[\p{L}/][\p{L}\p{N}/._-]*(?: [\p{L}\p{N}/._-]+)*|"[^"\\\p{C}\p{Zl}\p{Zp}]*"|'[^'\p{C}\p{Zl}\p{Zp}]*'/gu;
const LIST = new RegExp(`^\\[ *(?:(?:${LISTED.source})(?: *, *(?:${LISTED.source}))*)? *\\]$`, "u");
/** Words that are not text, in upper or lower case. */
const CONSTANT = /^(?:null|true|false)$/i;

/** The longest value, in characters, that these expressions match. */
const MAX_FRONT_MATTER = 2000;

export interface PlainYaml {
  readonly data: Data;
  /** As in `ParsedYaml`. */
  readonly positions: Readonly<Record<string, Position>>;
}

/**
 * The keys and values of a block that starts at line `firstLine` of its file. Undefined if it needs the full
 * parser.
 */
export function readPlainYaml(text: string, firstLine: number): PlainYaml | undefined {
  const data = emptyData();
  const positions: Record<string, Position> = {};
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    const line = withoutEnd(lines[at] ?? "");
    if (line === "" || line.startsWith("#")) continue;
    const opening = KEY.exec(line);
    const key = opening?.[1];
    if (opening === null || key === undefined || key in data || CONSTANT.test(key) || FORBIDDEN.has(key))
      return undefined;
    const column = opening[0].length;
    const written = line.slice(column);
    const value =
      written === ""
        ? listBelow(lines, at)
        : written.startsWith("[")
          ? listIn(written, column)
          : scalarOf(written);
    if (value === undefined) return undefined;
    const { starts } = value instanceof Items ? value : { starts: [{ line: 0, column }] };
    starts.forEach(
      (start, index) =>
        (positions[index === 0 ? key : `${key}.${index - 1}`] = {
          line: firstLine + at + start.line,
          column: start.column + 1,
        }),
    );
    if ((starts[0]?.line ?? 0) > 0) positions[ownPlace(key)] = { line: firstLine + at, column: 1 };
    data[key] = value instanceof Items ? value.values : value;
    at += starts.at(-1)?.line ?? 0;
  }
  return { data, positions };
}

/** The name for the position of a key itself, for values that start on another line. */
export function ownPlace(key: string): string {
  return `${key}:`;
}

/**
 * A list. `starts` holds the positions of the list and of its values. Lines are relative to the key, and
 * columns count from 0.
 */
class Items {
  constructor(
    readonly values: readonly unknown[],
    readonly starts: readonly Position[],
  ) {}
}

/** A list on the line of its key. */
function listIn(written: string, column: number): Items | undefined {
  if (written.length > MAX_FRONT_MATTER || !LIST.test(written)) return undefined;
  const found = [...written.matchAll(LISTED)];
  const values = found.map(([item]) => scalarOf(item));
  return values.includes(undefined)
    ? undefined
    : new Items(values, [
        { line: 0, column },
        ...found.map(({ index }) => ({ line: 0, column: column + index })),
      ]);
}

/** A list on the lines below its key, which is on line `key`. */
function listBelow(lines: readonly string[], key: number): Items | undefined {
  const values: unknown[] = [];
  const starts: Position[] = [];
  for (let line = 1; ; line += 1) {
    const text = withoutEnd(lines[key + line] ?? "");
    const mark = ITEM.exec(text)?.[0];
    const column = mark?.indexOf("-") ?? -1;
    if (mark === undefined || column !== (starts[0]?.column ?? column)) break;
    const value = scalarOf(text.slice(mark.length));
    if (value === undefined) return undefined;
    if (line === 1) starts.push({ line, column });
    starts.push({ line, column: mark.length });
    values.push(value);
  }
  return values.length === 0 ? undefined : new Items(values, starts);
}

function scalarOf(written: string): unknown {
  if (written.length > MAX_FRONT_MATTER) return undefined;
  if (NUMBER.test(written)) return Number(written);
  if (TEXT.test(written))
    return written === "true"
      ? true
      : written === "false"
        ? false
        : CONSTANT.test(written)
          ? undefined
          : written;
  const quoted = QUOTED.exec(written);
  if (quoted !== null) return quoted[1] ?? quoted[2];
  return DAY.test(written) ? calendarDate(written) : undefined;
}

/** The line without the spaces at its end, which YAML ignores. Other whitespace is part of the value. */
function withoutEnd(line: string): string {
  let end = line.length;
  while (line.charCodeAt(end - 1) === 0x20) end -= 1;
  return line.slice(0, end);
}
