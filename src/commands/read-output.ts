/** The output folder as a release. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hashOf } from "../build/manifest.js";
import type { Files } from "../deploy/state.js";
import { listPublished } from "../host/files.js";

/** Every file of a folder with its hash. Links, and what a build left that died, are no part of a site. */
export function readOutput(folder: string): Files {
  const files = new Map<string, { hash: string; size: number }>();
  for (const path of [...listPublished(folder)].sort()) {
    if (path.startsWith(".handbill")) continue;
    const bytes = readFileSync(join(folder, path));
    files.set(path, { hash: hashOf(bytes), size: bytes.length });
  }
  return files;
}
