/**
 * Records what a build is about to do to an output folder. If the build is killed, the next build completes
 * it.
 */

import type { FileSystem } from "./file-system.js";
import { isMap, isPlainPath } from "./manifest.js";

/** A file that a build is about to publish. */
export interface Waiting {
  /** Path in the output folder. */
  readonly path: string;
  readonly hash: string;
  /** Path in the staging folder; empty for a file of a build that was killed earlier. */
  readonly temporary: string;
}

export interface Replacement {
  /** Whether the output folder contains both old and new files. */
  readonly isMixed: boolean;
  readonly files: readonly Waiting[];
  /** Files that no page makes any longer. */
  readonly gone: readonly string[];
}

/** By the names of the output folders. */
export type Pending = ReadonlyMap<string, Replacement>;

export const PENDING = "outputs.pending.json";

/** Changes with the format of the file. */
const VERSION = 5;

/** Undefined if no build was killed. */
export function readPending(files: FileSystem, path: string): Pending | undefined {
  let text: string;
  try {
    text = files.readText(path);
  } catch {
    return undefined;
  }
  try {
    const stored: unknown = JSON.parse(text);
    if (!isMap(stored) || stored["version"] !== VERSION || !isMap(stored["folders"])) return new Map();
    return new Map(Object.entries(stored["folders"]).map(([folder, begun]) => [folder, begunOf(begun)]));
  } catch {
    return new Map();
  }
}

function begunOf(stored: unknown): Replacement {
  if (!isMap(stored)) return { isMixed: true, files: [], gone: [] };
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  return {
    isMixed: stored["isMixed"] !== false,
    files: list(stored["files"]).flatMap((file) => {
      const [path, hash, temporary] = list(file).map(String);
      if (path === undefined || hash === undefined || temporary === undefined || !isPlainPath(path))
        return [];
      return [{ path, hash, temporary: isPlainPath(temporary) ? temporary : "" }];
    }),
    gone: list(stored["gone"]).map(String).filter(isPlainPath),
  };
}

/** Replaces the file at `path` in one step, or removes it if nothing is pending. */
export function writePending(files: FileSystem, path: string, pending: Pending): void {
  if (pending.size === 0) return files.remove(path);
  const folders = Object.fromEntries(
    [...pending].map(([folder, { isMixed, files: list, gone }]) => [
      folder,
      { isMixed, files: list.map((file) => [file.path, file.hash, file.temporary]), gone },
    ]),
  );
  files.write(`${path}.tmp`, `${JSON.stringify({ version: VERSION, folders })}\n`);
  files.rename(`${path}.tmp`, path);
}
