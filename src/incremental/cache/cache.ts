/**
 * The cache of previous builds: parsed documents, the fingerprint of each page in the output folder, and
 * snapshots of the sources. You can delete it or move it to another machine: it contains no absolute path,
 * and its times are only compared. Files that cannot be read or come from another version count as missing.
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

/** Data to save for the next build. */
export interface Remembered {
  readonly rendered: RenderedPages;
  readonly generated: ReadonlyMap<string, LastRun>;
  readonly snapshot: InputSnapshot;
  readonly files: FileSnapshots;
  /** The sizes of the images that pages show. */
  readonly pictures: FileSnapshots;
}

export interface Cache {
  /** Opened on the first call: a build without changes needs none of them. */
  documents(): Documents;
  rendered(): RenderedStore;
  /** The render contexts of pages. */
  cachedContexts(): CachedContextStore;
  readonly snapshot: InputSnapshot | undefined;
  /** The pages of the last full build. */
  publicPages(): PublicPages;
  /** The files that the last build read. */
  files(): FileSnapshots;
  /** The images whose sizes the last build needed; undefined if not known. */
  pictures(): FileSnapshots | undefined;
  /** The last run of each generator, by its name. */
  generated(): ReadonlyMap<string, LastRun>;
  /** Saves the results of a full build. Documents are saved separately. */
  save(made: Remembered, publicPages: PublicPages): void;
  /** Saves the results of a build that changed only some pages. */
  saveMore(made: Remembered): void;
}

/** How a command uses the cache. */
export interface CacheUse {
  /** Whether the existing cache is read. */
  readonly read: boolean;
  /** Whether the cache is written. */
  readonly write: boolean;
}

/**
 * Opens the cache in a folder. `program` is the hash of the program: the cache of another program is not
 * read.
 */
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
    // After the render contexts, so that a page never shows an older state than the one saved here.
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
