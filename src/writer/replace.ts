/**
 * Replaces the files of an output folder one by one: assets before the pages that need them. Obsolete files
 * are removed last.
 */

import { join } from "node:path";
import { checkPaths, removeOwn, type OwnFiles } from "./owned-outputs.js";
import type { Replacement } from "./pending.js";

/**
 * Checks every path first, and throws before the old site changes. The returned function replaces the files.
 */
export function planReplacement(
  own: OwnFiles,
  aside: string,
  { files: waiting, gone }: Pick<Replacement, "files" | "gone">,
): (starts: () => void) => number {
  const { files, folder } = own;
  const paths = checkPaths(
    own,
    waiting.map(({ path }) => path),
  );
  return (starts) => {
    paths.makeFolders();
    paths.clear(starts);
    for (const { path, temporary } of inReadersOrder(waiting)) {
      files.rename(join(aside, temporary), join(folder, path));
      starts();
    }
    return gone.filter((path) => removeOwn(own, path, starts)).length;
  };
}

/** Completes a build that was killed. Obstacles are left to the build that calls this. */
export function completeReplacement(own: OwnFiles, aside: string, replacement: Replacement): void {
  const { files } = own;
  const waiting = replacement.files.filter(
    ({ temporary }) => temporary !== "" && files.stat(join(aside, temporary))?.kind === "file",
  );
  planReplacement(own, aside, { files: waiting, gone: replacement.gone })(() => undefined);
}

/** Assets come before pages, and the home page comes last. */
function inReadersOrder<T extends { readonly path: string }>(staged: readonly T[]): readonly T[] {
  const rank = ({ path }: T) => (path === "index.html" ? 2 : path.endsWith(".html") ? 1 : 0);
  return [...staged].sort((a, b) => rank(a) - rank(b));
}
