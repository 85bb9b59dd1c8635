/** Small files of the cache that spare work and are done without where they cannot be read or written. */

import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** What is in the file; undefined when it is missing or damaged. Its form is for the caller to check. */
export function readSmallJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** Replaces the file in one step, where that is possible. */
export function writeSmallJson(file: string, value: unknown): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.tmp`, JSON.stringify(value));
    renameSync(`${file}.tmp`, file);
  } catch {
    // A cache that cannot be written is told where it matters.
  }
}
