/** Lists the files of the output folder, and repeats this when builds replace them. */

import { listPublished, statKeyOf } from "./files.js";

/** How long a list of files is valid, in milliseconds: one page requests many files at once. */
const MAX_AGE = 500;

/** Gives the current files of a folder, at most `MAX_AGE` old. */
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

/** Undefined if a build exchanged the folder during every attempt. */
function wholeListing(folder: string): ReadonlySet<string> | undefined {
  for (let tries = 0; tries < 3; tries += 1) {
    const before = statKeyOf(folder)?.text;
    const files = listPublished(folder);
    if (before !== undefined && before === statKeyOf(folder)?.text) return files;
  }
  return undefined;
}
