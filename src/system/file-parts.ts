/** Single parts of files that may be large. */

import { closeSync, openSync, readSync } from "node:fs";

/** So much is read at once: most questions are about the first bytes. */
const BLOCK = 4096;

/** Opens a file for as long as `ask` takes, and gives it a function for its parts: `length` bytes from `at` on, or as many as there are. Undefined when it cannot be read. */
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
