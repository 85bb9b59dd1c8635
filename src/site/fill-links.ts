/** Addresses in their final form, in the place of the marks that stage 1 left. */

import { LINK_MARK } from "../model.js";
import { isMap } from "./data.js";

/** A body with its addresses in the place of their marks. */
export function fillLinks(html: string, hrefs: () => readonly string[]): string {
  const parts = html.split(LINK_MARK);
  if (parts.length === 1) return html;
  const ends = hrefs();
  for (let index = 1; index < parts.length; index += 2) parts[index] = attributeOf(ends[Number(parts[index])] ?? "");
  return parts.join("");
}

/** What would be encoded or escaped; hardly an address holds such. */
const SPECIAL = /[\s<>"'&`{}|\\^]/;

function attributeOf(href: string): string {
  return SPECIAL.test(href) ? escapeAttribute(encodeSpaces(href)) : href;
}

const ONE_MARK = new RegExp(`^${LINK_MARK}(\\d+)${LINK_MARK}$`);

/** Every text in a value with its marks filled in. A mark alone is an address that a layout prints, and escapes, itself. */
export function fillAll(value: unknown, hrefs: readonly string[]): unknown {
  if (typeof value === "string") {
    const alone = ONE_MARK.exec(value);
    return alone === null ? fillLinks(value, () => hrefs) : encodeSpaces(hrefs[Number(alone[1])] ?? "");
  }
  if (Array.isArray(value)) return value.map((item) => fillAll(item, hrefs));
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fillAll(inner, hrefs)])) : value;
}

function encodeSpaces(href: string): string {
  return href.replace(/[\s<>"`{}|\\^]/g, encodeURIComponent);
}

function escapeAttribute(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/'/g, "&#39;");
}
