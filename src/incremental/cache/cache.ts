/**
 * What earlier builds kept: parsed documents, the fingerprint of each page in the output folder, and how the sources
 * looked. Safe to delete and to carry to another machine: it holds no path of this one, and the times in it are
 * compared, never believed. What cannot be read, or was made by another version, counts as absent.
 */

import { join } from "node:path";
import { once } from "../../utils/once.js";
import { openDocuments, type Documents } from "./documents.js";
import type { FileSystem } from "../../writer/file-system.js";
import type { LastRun } from "../generate.js";
import { openCachedContexts, type CachedContextStore } from "../render-context-cache.js";
import { openRendered, type RenderedPages, type RenderedStore } from "../rendered-pages.js";
import {
  fromColumns,
  toColumns,
  type PublicPages,
  type InputSnapshot,
  type SnapshotColumns,
  type FileSnapshots,
} from "../../sources/snapshot.js";
import { openStore } from "./store.js";

/** What the next build is to know. */
export interface Remembered {
  readonly rendered: RenderedPages;
  readonly generated: ReadonlyMap<string, LastRun>;
  readonly snapshot: InputSnapshot;
  readonly files: FileSnapshots;
  /** The sizes of the pictures that pages show. */
  readonly pictures: FileSnapshots;
}

export interface Cache {
  /** Opened when they are asked for: a build that finds nothing changed needs none. */
  documents(): Documents;
  rendered(): RenderedStore;
  /** What its pages were rendered with. */
  cachedContexts(): CachedContextStore;
  readonly snapshot: InputSnapshot | undefined;
  /** The pages that the last build of the whole site saw. */
  publicPages(): PublicPages;
  /** The files that the last build read. */
  files(): FileSnapshots;
  /** The pictures that the last build asked for; undefined where that is not known. */
  pictures(): FileSnapshots | undefined;
  /** What generators left, by their names. */
  generated(): ReadonlyMap<string, LastRun>;
  /** Writes what this build made of the whole site; documents are saved by themselves. */
  save(made: Remembered, publicPages: PublicPages): void;
  /** Writes what this build made, where the other pages are as they were. */
  saveMore(made: Remembered): void;
}

/** What a command does with the cache. */
export interface CacheUse {
  /** Whether what is there may be believed. */
  readonly read: boolean;
  /** Whether anything may be written. */
  readonly write: boolean;
}

/** Opens the cache in a folder. `program` is the hash of the program: another program's cache is not read. */
export function openCache(
  files: FileSystem,
  folder: string,
  program: string,
  { read, write }: CacheUse,
): Cache {
  const store = openStore(files, program, read);
  const [generatedPath, snapshotPath, filesPath, picturesPath, publicPagesPath] = [
    join(folder, "generated"),
    join(folder, "snapshot"),
    join(folder, "files"),
    join(folder, "pictures"),
    join(folder, "public-pages"),
  ];
  const documents = once(() => openDocuments(files, store, folder, write));
  const rendered = once(() => openRendered(files, store, folder));
  const cachedContexts = once(() => openCachedContexts(files, store, folder, write));
  const saveMore = (made: Remembered): void => {
    rendered().save(made.rendered);
    store.save(generatedPath, made.generated);
    // After what they were rendered with: what a page shows is never older than what is known here.
    store.save(picturesPath, toColumns(made.pictures));
    store.save(filesPath, toColumns(made.files));
    store.save(snapshotPath, made.snapshot);
  };
  return {
    documents,
    rendered,
    cachedContexts,
    generated: () => store.load<ReadonlyMap<string, LastRun>>(generatedPath) ?? new Map<string, LastRun>(),
    snapshot: store.load<InputSnapshot>(snapshotPath),
    publicPages: () => store.load<PublicPages>(publicPagesPath) ?? new Map<string, never>(),
    files: once(() =>
      fromColumns(store.load<SnapshotColumns>(filesPath) ?? { paths: "", looks: "", hashes: "" }),
    ),
    pictures: once(() => {
      const columns = store.load<SnapshotColumns>(picturesPath);
      return columns && fromColumns(columns);
    }),
    saveMore,
    save(made, publicPages) {
      const gone = [...rendered().sources()].filter((source) => !made.rendered.has(source));
      rendered().drop(gone);
      cachedContexts().drop(gone);
      store.save(publicPagesPath, publicPages);
      saveMore(made);
    },
  };
}
