/** The site's own folder while it is watched: it may go, and another may take its place. */

import { statSync, type Stats } from "node:fs";

/** How often the folder is checked, in milliseconds: nothing reports that another one is in its place. */
const CHECK_EVERY = 500;

/** `gone` is called when there is no folder any longer, `replaced` when there is another one. */
export function guardFolder(root: string, gone: () => void, replaced: () => void): { close(): void } {
  let place = placeOf(root);
  const timer = setInterval(() => {
    const now = placeOf(root);
    if (now !== undefined && place !== undefined && !isReplaced(place, now)) return;
    const wasThere = place !== undefined;
    place = now;
    if (now === undefined) {
      if (wasThere) gone();
      return;
    }
    // Eleventy resolves file names from the working directory, which is the folder that disappeared.
    process.chdir(root);
    replaced();
  }, CHECK_EVERY);
  return { close: () => clearInterval(timer) };
}

/** Identifies a folder; undefined if it does not exist. */
export function placeOf(folder: string): Stats | undefined {
  try {
    const stats = statSync(folder);
    return stats.isDirectory() ? stats : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether another folder is there, also one that took the number of the first. A system that does not know
 * when a folder was made says when it was changed.
 */
function isReplaced(before: Stats, now: Stats): boolean {
  return (
    before.dev !== now.dev ||
    before.ino !== now.ino ||
    (before.birthtimeMs !== now.birthtimeMs && now.birthtimeMs !== now.ctimeMs)
  );
}
