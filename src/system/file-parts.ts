/** Reads parts of files that may be large. */

import fs from "node:fs";

// Taken before the functions are wrapped: pages read sizes of images while code of the site runs.
const { closeSync, openSync, readSync } = fs;

/** Bytes read at once: most callers need only the first bytes. */
const BLOCK = 4096;

/**
 * Opens a file while `ask` runs, and passes it a function that reads parts: `length` bytes from `at`, or
 * fewer at the end. Undefined if the file cannot be read.
 */
export function askParts<T>(
  path: string,
  ask: (read: (at: number, length: number) => Uint8Array) => T,
): T | undefined {
  let file: number | undefined;
  try {
    const open = (file = openSync(path, "r"));
    let [start, block] = [0, Buffer.alloc(0)];
    return ask((at, length) => {
      if (at < start || at + length > start + block.length) {
        const room = Buffer.allocUnsafe(Math.max(length, BLOCK));
        [start, block] = [at, room.subarray(0, readSync(open, room, 0, room.length, at))];
      }
      return block.subarray(at - start, at - start + length);
    });
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
