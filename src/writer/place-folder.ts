/** Creates a folder of files completely, or not at all. */

import { dirname, join } from "node:path";
import type { FileSystem } from "./file-system.js";

/**
 * Writes all files to a temporary folder and then moves them to `target`. A new target appears as a whole. In
 * an existing target, its few top-level entries are moved, and none of them may exist yet. If that fails, the
 * new files are removed again. `files`: texts by their paths in the folder. Throws the errors of the file
 * system.
 */
export function placeFolder(
  disk: FileSystem,
  files: ReadonlyMap<string, string>,
  target: string,
  pid: number,
): void {
  const there = nearestThere(disk, target);
  // In the nearest existing folder: on the same file system, and without creating other folders.
  const aside = join(there, `.handbill-new-${pid}`);
  const placed: string[] = [];
  try {
    disk.remove(aside);
    for (const [path, text] of files) {
      disk.makeFolder(dirname(join(aside, path)));
      disk.write(join(aside, path), text);
    }
    if (there === target) {
      for (const name of disk.list(aside)) {
        disk.rename(join(aside, name), join(target, name));
        placed.push(name);
      }
      disk.removeFolder(aside);
    } else {
      disk.makeFolder(dirname(target));
      disk.rename(aside, target);
    }
  } catch (error) {
    for (const name of placed) disk.remove(join(target, name));
    disk.remove(aside);
    // Folders on the way to the target, unless another program put files into them.
    if (there !== target)
      for (let folder = dirname(target); folder !== there; folder = dirname(folder))
        disk.removeFolder(folder);
    throw error;
  }
}

/** The path itself, or its nearest existing parent. */
export function nearestThere(disk: FileSystem, path: string): string {
  return disk.stat(path) !== undefined || dirname(path) === path ? path : nearestThere(disk, dirname(path));
}
