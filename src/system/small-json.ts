/** Small cache files that save work. The program works without them if they cannot be read or written. */

import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** The value in the file; undefined if the file is missing or damaged. The caller checks its shape. */
export function readSmallJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** Replaces the file in one step, if possible. */
export function writeSmallJson(file: string, value: unknown): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.tmp`, JSON.stringify(value));
    renameSync(`${file}.tmp`, file);
  } catch {
    // A cache that cannot be written is reported elsewhere.
  }
}
