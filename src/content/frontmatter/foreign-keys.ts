/**
 * Front matter keys with another meaning in other generators. Handbill translates clear ones, and leaves out
 * and reports the others.
 */

import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Data, Diagnostic, Position, WithDiagnostics } from "../../model/model.js";
import { emptyData } from "../../utils/data-objects.js";
import { ownPlace } from "./plain-yaml.js";
import { isDataRecord } from "../../utils/is-record.js";

/** The result for a value: other values, or the reason why it is left out. `undefined` keeps it. */
type Reading =
  | { readonly values: Readonly<Record<string, unknown>> }
  | { readonly left: string; readonly hint: string }
  | undefined;

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false, yes: true, no: false };

const flag =
  (key: string) =>
  (value: unknown): Reading => {
    const meant = typeof value === "string" ? BOOLEANS[value.trim().toLowerCase()] : undefined;
    return meant === undefined ? undefined : { values: { [key]: meant } };
  };

/** A name that Handbill provides to layouts, with a value that is certainly not meant for Handbill. */
const given = (value: unknown): Reading =>
  typeof value === "boolean" || typeof value === "number" || (typeof value === "string" && value.length < 40)
    ? {
        left: "belongs to another generator. Handbill provides its own value with this name",
        hint: "Remove it, or give it another name.",
      }
    : undefined;

const READ: Readonly<Record<string, (value: unknown, data: Data) => Reading>> = {
  draft: flag("draft"),
  noindex: flag("noindex"),
  hidden: flag("hidden"),
  sitemap: flag("sitemap"),
  page: given,
  site: given,
  layout: (value) =>
    isDataRecord(value)
      ? {
          left: "is an object, as in GitBook, but Handbill expects the name of a layout",
          hint: "Remove it, or write `layout: markdown` for a page without a sidebar.",
        }
      : undefined,
  search(value) {
    if (!isDataRecord(value)) return flag("search")(value);
    if (value["exclude"] === true) return { values: { search: false } };
    return {
      left: "is an object, as in Material for MkDocs, but Handbill expects true or false",
      hint: "Remove it, or write `search: false`.",
    };
  },
  date: (value, data) =>
    isDataRecord(value) && value["created"] !== undefined
      ? {
          values: {
            date: value["created"],
            ...(data["updated"] === undefined &&
              value["updated"] !== undefined && { updated: value["updated"] }),
          },
        }
      : undefined,
  order: (value) =>
    typeof value === "string" && /^-?\d+(?:\.\d+)?$/.test(value.trim())
      ? { values: { order: Number(value) } }
      : undefined,
  tags: (value) => {
    const nameOf = (tag: unknown) => (isDataRecord(tag) ? (tag["tag"] ?? tag["name"] ?? tag["label"]) : tag);
    const isNamed =
      Array.isArray(value) &&
      value.some(isDataRecord) &&
      value.every((tag) => typeof nameOf(tag) === "string");
    return isNamed ? { values: { tags: (value as unknown[]).map(nameOf) } } : undefined;
  },
  pagination: (value) =>
    typeof value === "boolean" ||
    (isDataRecord(value) && value["data"] === undefined && value["before"] === undefined)
      ? {
          left: "has no `data`, so it creates no pages",
          hint: "Remove it, or write `pagination: { data: name, size: 10 }`.",
        }
      : undefined,
};

/** Handbill's keys for which an empty value means that they are not set. */
const EMPTY = new Set(
  "title description layout permalink date updated order navTitle lang image sitemap search".split(" "),
);

/** The front matter with the keys of other generators translated or left out. */
export function readForeignKeys(
  data: Data,
  positions: Readonly<Record<string, Position>>,
  file: string,
): WithDiagnostics<Data> {
  let value: Record<string, unknown> | undefined;
  const diagnostics: Diagnostic[] = [];
  for (const key of Object.keys(data)) {
    const written = data[key];
    const isEmpty = written === null && EMPTY.has(key);
    const reading = Object.hasOwn(READ, key) ? READ[key]?.(written, data) : undefined;
    if (reading === undefined && !isEmpty) continue;
    value ??= Object.assign(emptyData(), data);
    if (isEmpty || (reading !== undefined && "left" in reading)) delete value[key];
    if (reading === undefined) continue;
    if ("values" in reading) Object.assign(value, reading.values);
    else {
      const { line } = positions[ownPlace(key)] ?? positions[key] ?? { line: 1 };
      const place = { file, line, column: 1, length: key.length };
      diagnostics.push(
        diagnostic("front-matter-unknown", place, `\`${key}\` ${reading.left}.`, reading.hint),
      );
    }
  }
  return { value: value ?? data, diagnostics };
}
