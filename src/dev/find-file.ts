/** Finds the file of a site that the dev server sends for a URL. */

import { fileOfUrl } from "../utils/output-files.js";

/** The answer at a path below the base: a file, or the path of a redirect. */
export type Found = { readonly file: string } | { readonly redirect: string };

/**
 * Finds the file for a decoded path without its first slash (`docs/start/`, `docs/start`, `docs/start.html`).
 * `has` tells which files exist. A folder's page answers only at the folder's URL, so that relative links in
 * it work.
 */
export function findFile(name: string, has: (file: string) => boolean): Found | undefined {
  const found = fileOfUrl(name, has);
  if (found === undefined || found.notation === "page with slash") return undefined;
  return found.notation === "folder without slash" ? { redirect: `${name}/` } : { file: found.file };
}
