/** The files of the output folder, listed again as builds replace them. */

import { listPublished, statKeyOf } from "./files.js";

/** How long a list of the files is believed, in milliseconds: a page asks for many at once. */
const MAX_AGE = 500;

/** Gives the files of a folder, as they are now or were a moment ago. */
export function createListing(folder: string): () => ReadonlySet<string> {
  let files: ReadonlySet<string> = new Set();
  let read = -Infinity;
  return () => {
    if (performance.now() - read > MAX_AGE) {
      files = wholeListing(folder) ?? files;
      read = performance.now();
    }
    return files;
  };
}

/** Undefined where a build exchanged the folder each time that it was listed. */
function wholeListing(folder: string): ReadonlySet<string> | undefined {
  for (let tries = 0; tries < 3; tries += 1) {
    const before = statKeyOf(folder)?.text;
    const files = listPublished(folder);
    if (before !== undefined && before === statKeyOf(folder)?.text) return files;
  }
  return undefined;
}
