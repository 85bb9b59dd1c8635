/** What a build is about to do to an output folder, written down first: a build that is killed meanwhile is completed by the next. */

import type { FileSystem } from "./file-system.js";
import { isMap, isPlainPath } from "./manifest.js";

/** A file that a build is about to put into its place. */
export interface Waiting {
  /** Path in the output folder. */
  readonly path: string;
  readonly hash: string;
  /** Path in the folder where it is prepared; empty for one of a build that was killed before. */
  readonly temporary: string;
}

export interface Begun {
  /** Whether old and new files are in the output folder together meanwhile. */
  readonly isMixed: boolean;
  readonly files: readonly Waiting[];
  /** Files that no page makes any longer. */
  readonly gone: readonly string[];
}

/** By the names of the output folders. */
export type Pending = ReadonlyMap<string, Begun>;

export const PENDING = "outputs.pending.json";

/** Changes when the form of the file changes. */
const VERSION = 5;

/** Undefined where no build was killed. */
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

function begunOf(stored: unknown): Begun {
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

/** Replaces the file at `path` in one step, or removes it where nothing is pending. */
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
