import { isObject } from "../../utils/is-record.js";
/** The authors of a page. */

/**
 * The names in `author` or `authors` of front matter: `Ada`, `{ name: Ada }`, or a list of these. Other
 * values are ignored.
 */
export function authorNames(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map(nameOf).filter((name) => name !== "");
}

function nameOf(one: unknown): string {
  const name: unknown = isObject(one) && "name" in one ? one.name : one;
  return typeof name === "string" ? name.trim() : "";
}
