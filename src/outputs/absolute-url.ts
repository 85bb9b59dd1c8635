/** Absolute URLs, and the pages that sitemaps and feeds list. */

import type { SiteConfig } from "../config/options.js";
import { calendarDate } from "../content/frontmatter/calendar-date.js";
import type { MadePage } from "./generator.js";
import { isPlainObject } from "../utils/is-record.js";

/** `/docs/` → `https://acme.example/base/docs/`. Only for sites with a `url`. */
export function absoluteUrl({ url, base }: Pick<SiteConfig, "url" | "base">, path: string): string {
  return url + base + path.replace(/^\//, "");
}

/** Whether search engines may list the page: it is HTML, not the 404 page, and without `noindex: true`. */
export function isFindable({ path, data }: Pick<MadePage, "path" | "data">): boolean {
  return path.endsWith(".html") && path !== "404.html" && data["noindex"] !== true;
}

/**
 * Whether a page excludes itself from the sitemap: `sitemap: false`, or `sitemap: { ignore: true }` as in
 * Eleventy sites.
 */
export function leavesSitemap({ data }: Pick<MadePage, "data">): boolean {
  const { sitemap } = data;
  return (
    sitemap === false ||
    (isPlainObject(sitemap) && (sitemap["ignore"] === true || sitemap["exclude"] === true))
  );
}

/**
 * The date of a page's last change: `updated`, or else its date; undefined if it has none. A file's own times
 * are never used.
 */
export function lastChanged({ data, date }: Pick<MadePage, "data" | "date">): Date | undefined {
  const updated =
    data["updated"] instanceof Date
      ? data["updated"]
      : typeof data["updated"] === "string"
        ? calendarDate(data["updated"])
        : undefined;
  if (updated !== undefined && !Number.isNaN(updated.getTime())) return updated;
  return date.getTime() === 0 ? undefined : date;
}

/** A date as `2026-01-31`, with the time in UTC if it has one (W3C Date and Time Formats). */
export function dayText(date: Date): string {
  const text = date.toISOString();
  return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text.replace(".000Z", "Z");
}
