/**
 * The changes of a site's files, starting before the site is read. Changes are kept until `follow` is called.
 */

import { watchSite } from "../system/watch.js";

export interface Changes {
  /** Also watches these folders; paths relative to the root. */
  also(folders: readonly string[]): void;
  /** Calls back with the changes so far, and with each later change. */
  follow(take: (paths: readonly string[]) => void): void;
  close(): void;
}

/** `trees`: folders that are watched with everything in them. */
export function watchChanges(root: string, trees: readonly string[], say: (line: string) => void): Changes {
  const early = new Set<string>();
  let take = (paths: readonly string[]): void => paths.forEach((path) => early.add(path));
  const watcher = watchSite({
    root,
    trees,
    changed: (paths) => take(paths),
    gone: () => say("The site's folder was removed. Handbill reads it again when it is back."),
    limited: (reason) => say(`Changes may now take a second to appear, because ${reason}.`),
  });
  return {
    also: watcher.also,
    follow(given) {
      take = given;
      if (early.size > 0) take([...early]);
    },
    close: watcher.close,
  };
}
