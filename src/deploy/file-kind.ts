/** The kind of a file decides its `Cache-Control` and when it is uploaded. */

import { isHashedName } from "../hosting/headers.js";

export type FileKind = "hashed" | "other" | "page";

/** Parts of the search index, which pagefind names after their bytes. */
const SEARCH = /\.pf_(?:fragment|index|meta)$/;

export function kindOf(path: string): FileKind {
  if (path.endsWith(".html")) return "page";
  return isHashedName(path) || SEARCH.test(path) ? "hashed" : "other";
}

/**
 * The name of a hashed file changes with its bytes, so a year is safe (RFC 8246). Browsers revalidate all
 * other files each time, and get 304 if nothing changed (RFC 9111, 5.2.2).
 */
export function cacheControlOf(path: string): string {
  return kindOf(path) === "hashed"
    ? "public, max-age=31536000, immutable"
    : "public, max-age=0, must-revalidate";
}
