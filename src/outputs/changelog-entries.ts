/** The versions on a changelog page as feed entries. */

import { calendarDate } from "../content/frontmatter/calendar-date.js";
import type { MadePage } from "./generator.js";
import { escapeHtml } from "../utils/escape-html.js";
import { isPlainObject } from "../utils/is-record.js";

export interface Version {
  readonly id: string;
  readonly title: string;
  readonly date: Date;
}

/** `2026-01-31` or `31 January 2026` in a heading: `## 2.0 (2026-01-31)`, `## [2.0] - 2026-01-31`. */
const DAY = /\b\d{4}-\d{2}-\d{2}\b/;
const IN_WORDS = /\b(?:(\d{1,2})\.? ([a-z]{3,9})|([a-z]{3,9}) (\d{1,2}),?) (\d{4})\b/i;
const UNRELEASED = /^\[?unreleased\]?$/i;

/**
 * The versions of a page: its headings of level 2, except unreleased changes. A version without a date has
 * that of the version below, or else of the one above, or else of the page. Without any date the list is
 * empty, because feed entries need a date.
 */
export function versionsOf({ data, date: ofPage }: Pick<MadePage, "data" | "date">): readonly Version[] {
  const headings = (Array.isArray(data["headings"]) ? (data["headings"] as unknown[]) : [])
    .filter(isPlainObject)
    .filter(({ level, text }) => level === 2 && !UNRELEASED.test(String(text)));
  const dates = headings.map(({ text }) => dateIn(String(text)));
  const fallback = ofPage.getTime() === 0 ? undefined : ofPage;
  return headings.flatMap(({ id, text }, at) => {
    const date =
      dates.slice(at).find((one) => one !== undefined) ??
      dates.findLast((one) => one !== undefined) ??
      fallback;
    return date === undefined ? [] : [{ id: String(id), title: String(text), date }];
  });
}

function dateIn(text: string): Date | undefined {
  const day = DAY.exec(text)?.[0];
  if (day !== undefined) return calendarDate(day);
  const [, before, month, otherMonth, after, year] = IN_WORDS.exec(text) ?? [];
  const time = Date.parse(`${before ?? after} ${month ?? otherMonth} ${year} UTC`);
  return Number.isNaN(time) ? undefined : new Date(time);
}

/** The HTML below the heading of a version, up to the next heading of its level. */
export function bodyOf(html: string, { id }: Version): string {
  const at = html.indexOf(`<h2 id="${escapeHtml(id)}"`);
  if (at === -1) return "";
  const start = html.indexOf("</h2>", at) + "</h2>".length;
  const end = html.indexOf("<h2 ", start);
  return html.slice(start, end === -1 ? html.length : end).trim();
}
