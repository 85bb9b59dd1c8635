/** The files of an output folder are replaced one by one: in the order in which pages find what they need, and what is gone last. */

import { join } from "node:path";
import { makeRoom, removeOwn, type OwnFiles } from "./owned-outputs.js";
import type { Begun } from "./pending.js";

/** Looks at every place first, and throws while the old site is whole; the function that it gives then does it. */
export function planReplacement(
  own: OwnFiles,
  aside: string,
  { files: waiting, gone }: Pick<Begun, "files" | "gone">,
): (starts: () => void) => number {
  const { files, folder } = own;
  const room = makeRoom(
    own,
    waiting.map(({ path }) => path),
  );
  return (starts) => {
    room.makeFolders();
    room.clear(starts);
    for (const { path, temporary } of inReadersOrder(waiting)) {
      files.rename(join(aside, temporary), join(folder, path));
      starts();
    }
    return gone.filter((path) => removeOwn(own, path, starts)).length;
  };
}

/** Completes what a build began that was killed. What is in the way is left to the build that asks. */
export function completeReplacement(own: OwnFiles, aside: string, begun: Begun): void {
  const { files } = own;
  const waiting = begun.files.filter(
    ({ temporary }) => temporary !== "" && files.stat(join(aside, temporary))?.kind === "file",
  );
  planReplacement(own, aside, { files: waiting, gone: begun.gone })(() => undefined);
}

/** What pages need comes before pages; the home page is last. */
function inReadersOrder<T extends { readonly path: string }>(staged: readonly T[]): readonly T[] {
  const rank = ({ path }: T) => (path === "index.html" ? 2 : path.endsWith(".html") ? 1 : 0);
  return [...staged].sort((a, b) => rank(a) - rank(b));
}
