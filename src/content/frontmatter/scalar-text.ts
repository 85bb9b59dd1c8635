/** Converts numbers, dates, `true` and `false` to text if a key needs text, with the author's spelling. */

import type { Position } from "../../model/model.js";
import { chosen, metaOf, type Schema } from "../sections/section-schema.js";
import { isObject } from "../../utils/is-record.js";

export type Path = readonly (string | number)[];

/** The author's spelling of the value at a path. */
export type Written = (path: Path, value: Scalar) => string;

type Scalar = number | bigint | boolean | Date;

function isScalar(value: unknown): value is Scalar {
  return ["number", "bigint", "boolean"].includes(typeof value) || value instanceof Date;
}

/** The usual spelling of a value, if the author's is unknown. */
export const usualText: Written = (_, value) =>
  value instanceof Date ? value.toISOString().replace(/T00:00:00\.000Z$/, "") : String(value);

/** A date, `true` or `false` in YAML. */
const SPELLING =
  /^(?:\d{4}-\d\d-\d\d(?:[Tt ]+\d[\d:.]*(?: *(?:[Zz]|[+-][\d:]+))?)?|true|false)(?=[\s,\]}]|$)/i;

/** Finds the spelling of a value in the lines of a file. */
export function writtenIn(
  lines: () => readonly string[],
  positions: Readonly<Record<string, Position>>,
): Written {
  return (path, value) => {
    const place = positions[path.join(".")];
    const line = place && lines()[place.line - 1];
    const written =
      typeof value === "number" ? undefined : SPELLING.exec(line?.slice((place?.column ?? 1) - 1) ?? "");
    return written?.[0] ?? usualText(path, value);
  };
}

/**
 * The value with scalars converted to text if the schema needs text. Values that the schema accepts, and
 * URLs, are kept.
 */
export function withText(schema: Schema, value: unknown, written: Written, path: Path = []): unknown {
  const inner = chosen(schema, value);
  const { type, element, options, in: before } = inner.def ?? {};
  if (before !== undefined) return withText(before, value, written, path);
  if (options !== undefined) return asOption(options, value, written, path);
  if (isScalar(value))
    return type === "string" && metaOf(schema).address === undefined && metaOf(inner).address === undefined
      ? written(path, value)
      : value;
  if (Array.isArray(value)) {
    if (element === undefined) return value;
    const items = value.map((item, index): unknown => withText(element, item, written, [...path, index]));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  const { shape } = inner;
  if (shape === undefined || !isObject(value)) return value;
  let changed = value as Record<string, unknown>;
  for (const [key, field] of Object.entries(value)) {
    const next = Object.hasOwn(shape, key) ? shape[key] : undefined;
    const text = next === undefined ? field : withText(next, field, written, [...path, key]);
    if (text !== field) changed = Object.assign(Object.setPrototypeOf({}, null), changed, { [key]: text });
  }
  return changed;
}

/** The value as the first option takes it that takes it only as text. */
function asOption(options: readonly Schema[], value: unknown, written: Written, path: Path): unknown {
  for (const option of options) {
    const text = withText(option, value, written, path);
    if (text !== value && option.safeParse(text).success) return text;
  }
  return value;
}

/** A path in words: `title` in item 2 of `items`. Items count from 1. */
export function pathName(path: readonly PropertyKey[]): string {
  const last = path.findLastIndex((part) => typeof part === "number");
  const name = path.slice(last + 1).join(".");
  if (last === -1) return `\`${name}\``;
  const list = String(path[last - 1] ?? "");
  const number = Number(path[last]) + 1;
  const item = list === "sections" ? `section ${number}` : `item ${number} of \`${list}\``;
  return name === "" ? item : `\`${name}\` in ${item}`;
}
