/** What Handbill wrote: the only files that it may take away again. */

import { createHash } from "node:crypto";
import type { FileSystem } from "./file-system.js";

/** Hash of each file that the last build left in the output folder, by its path there. */
export type Manifest = ReadonlyMap<string, string>;

/** Changes when the form of the file changes: an older or newer manifest is not read. */
const VERSION = 1;

interface Stored {
  readonly version: number;
  readonly files: Readonly<Record<string, string>>;
}

/** Short name of some bytes; equal bytes, equal name. */
export function hashOf(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("base64url").slice(0, 22);
}

/** The manifest at this path; empty when there is none, or none that can be trusted: then nothing is ever removed. */
export function readManifest(files: FileSystem, path: string): Manifest {
  try {
    const stored = JSON.parse(files.readText(path)) as Partial<Stored>;
    if (stored.version !== VERSION || stored.files === null || typeof stored.files !== "object") return new Map();
    return new Map(Object.entries(stored.files).filter(([name, hash]) => typeof hash === "string" && isPlainPath(name)));
  } catch {
    return new Map();
  }
}

/** Whether a path stays below the folder that it is in. */
function isPlainPath(path: string): boolean {
  return path !== "" && !path.startsWith("/") && !/^[a-z]:/i.test(path) && !path.split(/[\\/]/).some((part) => part === ".." || part === "");
}

export function manifestText(manifest: Manifest): string {
  const files = Object.fromEntries([...manifest].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ version: VERSION, files } satisfies Stored, undefined, 1)}\n`;
}
