/** Addresses in their final form, in the place of the marks that stage 1 left. */

import { LINK_MARK } from "../model.js";
import { isMap } from "./data.js";

/** The end of a link: its address as it stands in the HTML. */
interface End {
  readonly href: string;
}

/** The text with an address in the place of each mark. */
export function fillMarks(html: string, ends: readonly End[]): string {
  const parts = html.split(LINK_MARK);
  for (let index = 1; index < parts.length; index += 2) {
    const end = ends[Number(parts[index])];
    parts[index] = end === undefined ? "" : escapeAttribute(encodeSpaces(end.href));
  }
  return parts.join("");
}

const ONE_MARK = new RegExp(`^${LINK_MARK}(\\d+)${LINK_MARK}$`);

/** Every text in a value with its marks filled in. A mark alone is an address that a layout prints, and escapes, itself. */
export function fillAll(value: unknown, ends: readonly End[]): unknown {
  if (typeof value === "string") {
    const alone = ONE_MARK.exec(value);
    return alone === null ? fillMarks(value, ends) : encodeSpaces(ends[Number(alone[1])]?.href ?? "");
  }
  if (Array.isArray(value)) return value.map((item) => fillAll(item, ends));
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fillAll(inner, ends)])) : value;
}

function encodeSpaces(href: string): string {
  return href.replace(/[\s<>"`{}|\\^]/g, encodeURIComponent);
}

function escapeAttribute(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/'/g, "&#39;");
}
