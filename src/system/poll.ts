/** Polls files for changes, if the system cannot watch them. */

import { join } from "node:path";
import { readdirSync } from "node:fs";
import { listFiles, statKeyOf } from "./files.js";

/** Pause between two scans, in milliseconds. */
const INTERVAL = 1000;

/**
 * Calls `changed` for each file below `trees`, or directly in `folders`, whose size or times changed.
 * `folders` is iterated again for each scan.
 */
export function pollFolders(
  root: string,
  trees: readonly string[],
  folders: Iterable<string>,
  changed: (path: string) => void,
): { close(): void } {
  const scan = (): Map<string, string> => {
    const statKeys = new Map<string, string>();
    for (const path of [
      ...trees.flatMap((tree) => listFiles(root, tree).value),
      ...[...folders].flatMap((folder) => filesIn(root, folder)),
    ]) {
      const text = statKeyOf(join(root, path))?.text;
      if (text !== undefined) statKeys.set(path, text);
    }
    return statKeys;
  };
  let before = scan();
  let timer = setTimeout(again, INTERVAL);
  function again(): void {
    const now = scan();
    for (const path of new Set([...before.keys(), ...now.keys()]))
      if (before.get(path) !== now.get(path)) changed(path);
    before = now;
    timer = setTimeout(again, INTERVAL);
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
