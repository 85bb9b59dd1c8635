/** The sources that changed since a build read them. */

import { join } from "node:path";
import { readFileSync } from "node:fs";
import { statKeyOf } from "../system/files.js";
import { isSettled, type FileSnapshots } from "../sources/snapshot.js";
import { hashOf } from "../writer/manifest.js";

export interface SourceChange {
  /** Relative to the root. */
  readonly path: string;
  readonly how: "changed" | "new" | "removed";
}

/** The sources that changed. `listed`: the paths of all files that a build would read now. */
export function sourceChanges(root: string, before: FileSnapshots, listed: Iterable<string>): SourceChange[] {
  const changes: SourceChange[] = [];
  for (const [path, { look, hash }] of before) {
    const now = statKeyOf(join(root, path));
    if (now === undefined) changes.push({ path, how: "removed" });
    else if ((look === "" || now.text !== look) && hashAt(root, path) !== hash)
      changes.push({ path, how: "changed" });
  }
  for (const path of listed) if (!before.has(path)) changes.push({ path, how: "new" });
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * Snapshots of files with their hashes. A file with the same size and time as in `known` is not read again.
 * `now`: when the work that read them began, in milliseconds since 1970.
 */
export function snapshotFiles(
  root: string,
  paths: Iterable<string>,
  known: FileSnapshots | undefined,
  now: number,
): FileSnapshots {
  const files = new Map<string, { readonly look: string; readonly hash: string }>();
  for (const path of paths) {
    const look = statKeyOf(join(root, path));
    if (look === undefined) continue;
    const before = known?.get(path);
    const hash = before !== undefined && before.look === look.text ? before.hash : hashAt(root, path);
    files.set(path, { look: isSettled(look, now) ? look.text : "", hash });
  }
  return files;
}

/** Empty if the file cannot be read, which never equals a hash. */
function hashAt(root: string, path: string): string {
  try {
    return hashOf(readFileSync(join(root, path)));
  } catch {
    return "";
  }
}
