/** Looks at files again and again, where the system cannot tell that they change. */

import { join } from "node:path";
import { readdirSync } from "node:fs";
import { listFiles, statKeyOf } from "./files.js";

/** How often, in milliseconds, after the last look has ended. */
const EVERY = 1000;

/** Calls `changed` for each file below `trees`, or directly in `folders` (looked through each time), that looks different than before. */
export function pollFolders(
  root: string,
  trees: readonly string[],
  folders: Iterable<string>,
  changed: (path: string) => void,
): { close(): void } {
  const look = (): Map<string, string> => {
    const looks = new Map<string, string>();
    for (const path of [
      ...trees.flatMap((tree) => listFiles(root, tree).value),
      ...[...folders].flatMap((folder) => filesIn(root, folder)),
    ]) {
      const text = statKeyOf(join(root, path))?.text;
      if (text !== undefined) looks.set(path, text);
    }
    return looks;
  };
  let before = look();
  let timer = setTimeout(again, EVERY);
  function again(): void {
    const now = look();
    for (const path of new Set([...before.keys(), ...now.keys()]))
      if (before.get(path) !== now.get(path)) changed(path);
    before = now;
    timer = setTimeout(again, EVERY);
  }
  return { close: () => clearTimeout(timer) };
}

function filesIn(root: string, folder: string): string[] {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [folder === "" ? entry.name : `${folder}/${entry.name}`] : [],
    );
  } catch {
    return [];
  }
}
