/** What Handbill wrote: the only files that it may take away again. */

import { createHash } from "node:crypto";
import type { FileSystem } from "./file-system.js";

/** A file that a build left in the output folder: its hash, and how it looked to the file system then. */
export interface Entry {
  readonly hash: string;
  /** Size and times as text; another one means that the file must be read to know it. */
  readonly look: string;
}

/** By path in the output folder. */
export type Manifest = ReadonlyMap<string, Entry>;

/** Changes when the form of the file changes: an older or newer manifest is not read. */
const VERSION = 2;

interface Stored {
  readonly version: number;
  readonly files: Readonly<Record<string, readonly [hash: string, look: string]>>;
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
    return new Map(Object.entries(stored.files).flatMap(([name, entry]) => (Array.isArray(entry) && isPlainPath(name) ? [[name, { hash: String(entry[0]), look: String(entry[1]) }]] : [])));
  } catch {
    return new Map();
  }
}

/** Whether a path stays below the folder that it is in. */
function isPlainPath(path: string): boolean {
  return path !== "" && !path.startsWith("/") && !/^[a-z]:/i.test(path) && !path.split(/[\\/]/).some((part) => part === ".." || part === "");
}

export function manifestText(manifest: Manifest): string {
  const files = Object.fromEntries([...manifest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, { hash, look }]) => [name, [hash, look] as const]));
  return `${JSON.stringify({ version: VERSION, files } satisfies Stored, undefined, 1)}\n`;
}
