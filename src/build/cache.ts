/**
 * What earlier builds kept: parsed documents, the fingerprint of each page in the output folder, and how the sources
 * looked. Safe to delete and to carry to another machine: it holds no path of this one, and the times in it are
 * compared, never believed. What cannot be read, or was made by another version, counts as absent.
 */

import { join } from "node:path";
import { openDocuments, type Documents } from "./documents.js";
import type { FileSystem } from "./file-system.js";
import type { Fingerprint } from "./fingerprint.js";
import type { LastRun } from "./generate.js";
import type { Seen } from "./seen.js";
import { openStore } from "./stored.js";

/** The page that is in the output folder. */
export interface Rendered extends Fingerprint {
  readonly output: string;
  /** Why it was last rendered, for people. */
  readonly why: readonly string[];
}

export interface Cache {
  readonly documents: Documents;
  /** By source. */
  rendered(): ReadonlyMap<string, Rendered>;
  readonly seen: Seen | undefined;
  /** What generators left, by their names. */
  generated(): ReadonlyMap<string, LastRun>;
  /** Writes what this build used and made. */
  save(made: { readonly rendered: ReadonlyMap<string, Rendered>; readonly generated: ReadonlyMap<string, LastRun>; readonly seen: Seen }): void;
}

/** Opens the cache in a folder. `program` is the hash of the program: another program's cache is not read. */
export function openCache(files: FileSystem, folder: string, program: string, read: boolean): Cache {
  const store = openStore(files, program, read);
  const documents = openDocuments(files, store, folder);
  const [renderedPath, generatedPath, seenPath] = [join(folder, "rendered"), join(folder, "generated"), join(folder, "seen")];
  let rendered: ReadonlyMap<string, Rendered> | undefined;
  return {
    documents,
    rendered: () => (rendered ??= store.load<ReadonlyMap<string, Rendered>>(renderedPath) ?? new Map<string, Rendered>()),
    generated: () => store.load<ReadonlyMap<string, LastRun>>(generatedPath) ?? new Map<string, LastRun>(),
    seen: store.load<Seen>(seenPath),
    save(made) {
      documents.save();
      store.save(renderedPath, made.rendered);
      store.save(generatedPath, made.generated);
      store.save(seenPath, made.seen);
    },
  };
}
