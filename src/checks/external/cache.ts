/** The results of previous runs that checked external links, as a file keeps them. */
import { isRecord } from "../../utils/is-record.js";

/** Time for which a result is valid, in milliseconds: a week. */
export const FRESH = 7 * 24 * 60 * 60 * 1000;

/**
 * The URLs that answered, with the time in milliseconds since 1970. Other results are not kept, so these URLs
 * are requested again.
 */
export type CheckedUrls = ReadonlyMap<string, number>;

interface KnownFile {
  readonly version: 1;
  readonly found: Readonly<Record<string, number>>;
}

/** The results in a file that are still valid; empty if the file has another format. */
export function readCache(file: unknown, now: number): CheckedUrls {
  if (!isRecord(file) || file["version"] !== 1 || !isRecord(file["found"])) return new Map();
  const entries = Object.entries(file["found"]);
  return new Map(entries.filter((entry): entry is [string, number] => isFresh(entry[1], now)));
}

/** The file for the current results, sorted, so that few lines of it change. */
export function cacheFile(known: CheckedUrls): KnownFile {
  return { version: 1, found: Object.fromEntries([...known].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

function isFresh(time: unknown, now: number): boolean {
  return typeof time === "number" && time <= now && time > now - FRESH;
}
