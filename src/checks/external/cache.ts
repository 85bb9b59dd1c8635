/** What earlier runs found in the web, as a file keeps it. */

/** What was found is believed for so long, in milliseconds: a week. */
export const FRESH = 7 * 24 * 60 * 60 * 1000;

/** The addresses that answered, and when, in milliseconds since 1970. Of those that did not nothing is kept: they are asked again. */
export type CheckedUrls = ReadonlyMap<string, number>;

interface KnownFile {
  readonly version: 1;
  readonly found: Readonly<Record<string, number>>;
}

/** What of a file still holds; nothing, where it is no such file. */
export function readCache(file: unknown, now: number): CheckedUrls {
  if (!isMap(file) || file["version"] !== 1 || !isMap(file["found"])) return new Map();
  const entries = Object.entries(file["found"]);
  return new Map(entries.filter((entry): entry is [string, number] => isFresh(entry[1], now)));
}

/** The file for what is known now, in an order of its own, so that it changes no more than it must. */
export function cacheFile(known: CheckedUrls): KnownFile {
  return { version: 1, found: Object.fromEntries([...known].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

function isFresh(time: unknown, now: number): boolean {
  return typeof time === "number" && time <= now && time > now - FRESH;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
