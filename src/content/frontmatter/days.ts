/** The calendar days of dates in front matter, as written. */

import type { Data, Page } from "../../model/model.js";
import { emptyData } from "../../utils/data-objects.js";

/**
 * Adds `days`, the written calendar days, if an offset changes them in UTC. `date: 2026-01-31T23:30:00-05:00`
 * is 31 January.
 */
export function withDays(data: Data, positions: Page["positions"], text: string): Data {
  if (data["days"] !== undefined) return data;
  const days = ["date", "updated"].flatMap((key) => {
    const [value, place] = [data[key], positions[key]];
    if (!(value instanceof Date) || Number.isNaN(value.getTime()) || place === undefined) return [];
    const written = /^["']?(\d{4}-\d{2}-\d{2})[Tt ]/.exec(
      (text.split("\n", place.line)[place.line - 1] ?? "").slice(place.column - 1),
    )?.[1];
    return written === undefined || value.toISOString().startsWith(written) ? [] : [[key, written]];
  });
  return days.length === 0 ? data : Object.assign(emptyData(), data, { days: Object.fromEntries(days) });
}

/** Applies the site's own date parsers to `date`. */
export function withDate(
  data: Data,
  source: string,
  parseDate: ((value: unknown, source: string) => unknown) | undefined,
): Data {
  if (parseDate === undefined || data["date"] === undefined) return data;
  return Object.assign(emptyData(), data, { date: parseDate(data["date"], source) });
}
