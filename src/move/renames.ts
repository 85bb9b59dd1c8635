/** The files that a move renames. */

import type { EleventyChoices } from "../config/eleventy-choices.js";
import { dataEndings } from "../site/eleventy-choices.js";
import { withoutEnding } from "../utils/page-formats.js";

/** The new path of a file of the site, or the same path if it stays. */
export type Rename = (path: string) => string;

/**
 * The renames for a move of a page, a file or a folder. Data files keep their page or folder:
 * `docs/docs.json` becomes `guide/guide.json`, `start.json` next to `start.md` becomes `first.json`.
 */
export function renamesOf(
  content: readonly string[],
  from: string,
  to: string,
  choices: EleventyChoices,
): { readonly renames: ReadonlyMap<string, string>; readonly rename: Rename } {
  const endings = dataEndings(choices);
  const renames = new Map<string, string>();
  const isFolder = !content.includes(from);
  const own = (base: string, newBase: string) => {
    for (const ending of endings)
      if (content.includes(base + ending)) renames.set(base + ending, newBase + ending);
  };
  if (isFolder) {
    for (const path of content)
      if (path.startsWith(`${from}/`)) renames.set(path, to + path.slice(from.length));
    if (choices.dataBaseName === undefined) own(`${from}/${nameOf(from)}`, `${to}/${nameOf(to)}`);
  } else {
    renames.set(from, to);
    if (withoutEnding(from) !== from) own(withoutEnding(from), withoutEnding(to));
  }
  return { renames, rename: (path) => renames.get(path) ?? path };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
