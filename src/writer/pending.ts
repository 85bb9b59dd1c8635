/**
 * A record of the next operation on an output folder. If a build is killed, the next one completes it.
 */

import type { FileSystem } from "./file-system.js";
import { isRecord } from "../utils/is-record.js";
import { isPlainPath, type Manifest } from "./manifest.js";

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
    if (!isRecord(stored) || stored["version"] !== VERSION || !isRecord(stored["folders"])) return new Map();
    return new Map(Object.entries(stored["folders"]).map(([folder, begun]) => [folder, begunOf(begun)]));
  } catch {
    return new Map();
  }
}

function begunOf(stored: unknown): Replacement {
  if (!isRecord(stored)) return { isMixed: true, files: [], gone: [] };
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

/** The journal of one build, about one output folder. */
export class Journal {
  /** The operation of a killed build in this folder. */
  readonly interrupted: Replacement | undefined;
  /** Whether the build before was killed: both its files and older ones may be there. */
  readonly wasKilled: boolean;
  private pending: Pending | undefined;

  constructor(
    private readonly files: FileSystem,
    private readonly path: string,
    private readonly folder: string,
  ) {
    this.pending = readPending(files, path);
    this.wasKilled = this.pending !== undefined;
    this.interrupted = this.pending?.get(folder);
  }

  /** Whether the next build would complete something. */
  get isOpen(): boolean {
    return this.pending !== undefined;
  }

  /** Records the current operation for the next build and for programs that read the folder. */
  record(now: Replacement): void {
    const killed = this.interrupted?.files.map((file) => ({ ...file, temporary: "" })) ?? [];
    this.pending = new Map(this.pending).set(this.folder, { ...now, files: [...now.files, ...killed] });
    writePending(this.files, this.path, this.pending);
  }

  /** Nothing is left to do in this folder. */
  close(): void {
    if (this.pending === undefined) return;
    const others = [...this.pending].filter(([name]) => name !== this.folder);
    writePending(this.files, this.path, new Map(others));
  }
}

/** The hashes of each file in the last finished build and in builds that were killed since. */
export function ownHashes(
  before: Manifest,
  interrupted: Replacement | undefined,
): ReadonlyMap<string, readonly string[]> {
  const hashes = new Map<string, string[]>([...before].map(([path, { hash }]) => [path, [hash]]));
  for (const { path, hash } of interrupted?.files ?? [])
    hashes.set(path, [...(hashes.get(path) ?? []), hash]);
  return hashes;
}
