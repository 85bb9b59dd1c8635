/** A folder of files that comes into its place whole, or not at all. */

import { dirname, join } from "node:path";
import type { FileSystem } from "./file-system.js";

/**
 * Writes all files aside, and then puts them into `target`: a folder that is not there yet as a whole, in one that is
 * there its few entries, none of which may be there. Where that fails, what was made is taken away again. `files`: texts
 * by their paths in the folder. Throws what the file system threw.
 */
export function placeFolder(
  disk: FileSystem,
  files: ReadonlyMap<string, string>,
  target: string,
  pid: number,
): void {
  const there = nearestThere(disk, target);
  // In the nearest folder that is there: on the same file system, and nothing else has to be made for it.
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
    // Folders on the way to it, as long as nobody has put something into them.
    if (there !== target)
      for (let folder = dirname(target); folder !== there; folder = dirname(folder))
        disk.removeFolder(folder);
    throw error;
  }
}

/** The path itself, or the nearest one above it at which something is. */
export function nearestThere(disk: FileSystem, path: string): string {
  return disk.stat(path) !== undefined || dirname(path) === path ? path : nearestThere(disk, dirname(path));
}
