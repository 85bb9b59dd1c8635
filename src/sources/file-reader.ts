/**
 * The files of a site during one build. Each is looked up once, read when its bytes are needed, and
 * remembered by hash.
 */

import type { Diagnostic, SourceFile } from "../model/model.js";
import { isFile, readSource, statKeyOf } from "../system/files.js";
import { hashOf } from "../writer/manifest.js";
import { isSettled, type FileSnapshots, type StatKey } from "./snapshot.js";

export interface FileReader {
  /** The stat key of a file; undefined if it does not exist. */
  statKey(path: string): StatKey | undefined;
  /** Reads a source and remembers its hash. */
  read(path: string): SourceFile | Diagnostic;
  /** Whether a file's stat key is the same as in the previous build. */
  isUnchanged(path: string): boolean;
  /** The hash of a source, if its stat key is known or it has been read. */
  knownHash(path: string): string | undefined;
  /** The hash of a source, which is read if necessary; undefined if it cannot be read. */
  hash(path: string): string | undefined;
  /** Looks up a source that another thread will read. */
  look(path: string): void;
  /** Remembers the hash of bytes that another thread read. */
  learn(path: string, hash: string): void;
  /** The snapshots that the next build can rely on. */
  fileSnapshots(): FileSnapshots;
}

/** `seen` returns the snapshots of the previous build. `now` is the start of this one. */
export function createFileReader(root: string, seen: () => FileSnapshots, now: number): FileReader {
  const looks = new Map<string, StatKey | undefined>();
  const statKey = (path: string): StatKey | undefined => {
    let look = looks.get(path);
    if (look === undefined && !looks.has(path)) looks.set(path, (look = statKeyOf(`${root}/${path}`)));
    return look;
  };
  const hashes = new Map<string, string>();
  const read = (path: string): SourceFile | Diagnostic => {
    // The stat key is read first, so that a change during reading is noticed next time.
    statKey(path);
    const file = readSource(root, path);
    if (isFile(file)) hashes.set(path, hashOf(file.bytes));
    return file;
  };
  const knownHash = (path: string): string | undefined => {
    const known = hashes.get(path) ?? seen().get(path);
    if (typeof known === "string") return known;
    if (known === undefined || known.look !== statKey(path)?.text) return undefined;
    hashes.set(path, known.hash);
    return known.hash;
  };
  return {
    statKey,
    read,
    isUnchanged: (path) => seen().get(path)?.look === statKey(path)?.text,
    knownHash,
    hash(path) {
      if (knownHash(path) === undefined) read(path);
      return hashes.get(path);
    },
    look: (path) => void statKey(path),
    learn: (path, hash) => void hashes.set(path, hash),
    fileSnapshots() {
      const files = new Map<string, { look: string; hash: string }>();
      for (const [path, hash] of hashes) {
        const look = looks.get(path);
        if (look !== undefined && isSettled(look, now)) files.set(path, { look: look.text, hash });
      }
      return files;
    },
  };
}
