/** The files of a site as one build reads them: looked at once, read when their bytes are asked for, and remembered by hash. */

import type { Diagnostic, SourceFile } from "../model/model.js";
import { isFile, readSource, statKeyOf } from "../system/files.js";
import { hashOf } from "../writer/manifest.js";
import { isSettled, type FileSnapshots, type StatKey } from "./snapshot.js";

export interface FileReader {
  /** How a file looks; undefined where there is none. */
  lookOf(path: string): StatKey | undefined;
  /** The bytes of a source, whose hash is remembered from then on. */
  read(path: string): SourceFile | Diagnostic;
  /** Whether a file looks as the last build that read it saw it. */
  isUnchanged(path: string): boolean;
  /** Hash of a source's bytes where its look is known, or it has been read already. */
  knownHash(path: string): string | undefined;
  /** Hash of a source's bytes, which are read if they must be; undefined when they cannot be. */
  hash(path: string): string | undefined;
  /** Looks at a source that another thread is about to read. */
  look(path: string): void;
  /** Remembers the hash of the bytes that another thread read. */
  learn(path: string, hash: string): void;
  /** What the next build may believe of single files. */
  fileSnapshots(): FileSnapshots;
}

/** `seen`: what the previous build saw. `now`: when this one began. */
export function createFileReader(root: string, seen: () => FileSnapshots, now: number): FileReader {
  const looks = new Map<string, StatKey | undefined>();
  const lookOf = (path: string): StatKey | undefined => {
    let look = looks.get(path);
    if (look === undefined && !looks.has(path)) looks.set(path, (look = statKeyOf(`${root}/${path}`)));
    return look;
  };
  const hashes = new Map<string, string>();
  const read = (path: string): SourceFile | Diagnostic => {
    // Looked at first: what changes while it is read looks different next time.
    lookOf(path);
    const file = readSource(root, path);
    if (isFile(file)) hashes.set(path, hashOf(file.bytes));
    return file;
  };
  const knownHash = (path: string): string | undefined => {
    const known = hashes.get(path) ?? seen().get(path);
    if (typeof known === "string") return known;
    if (known === undefined || known.look !== lookOf(path)?.text) return undefined;
    hashes.set(path, known.hash);
    return known.hash;
  };
  return {
    lookOf,
    read,
    isUnchanged: (path) => seen().get(path)?.look === lookOf(path)?.text,
    knownHash,
    hash(path) {
      if (knownHash(path) === undefined) read(path);
      return hashes.get(path);
    },
    look: (path) => void lookOf(path),
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
