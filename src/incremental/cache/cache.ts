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
import { openRenderedWith, type RenderedWithStore } from "../render-context-cache.js";
import { openRendered, type RenderedPages, type RenderedStore } from "../rendered-pages.js";
import {
  fromColumns,
  toColumns,
  type Faces,
  type Seen,
  type SeenColumns,
  type SeenFiles,
} from "../../sources/snapshot.js";
import { openStore } from "./store.js";

/** What the next build is to know. */
export interface Remembered {
  readonly rendered: RenderedPages;
  readonly generated: ReadonlyMap<string, LastRun>;
  readonly seen: Seen;
  readonly files: SeenFiles;
  /** The sizes of the pictures that pages show. */
  readonly pictures: SeenFiles;
}

export interface Cache {
  /** Opened when they are asked for: a build that finds nothing changed needs none. */
  documents(): Documents;
  rendered(): RenderedStore;
  /** What its pages were rendered with. */
  renderedWith(): RenderedWithStore;
  readonly seen: Seen | undefined;
  /** The pages that the last build of the whole site saw. */
  faces(): Faces;
  /** The files that the last build read. */
  files(): SeenFiles;
  /** The pictures that the last build asked for; undefined where that is not known. */
  pictures(): SeenFiles | undefined;
  /** What generators left, by their names. */
  generated(): ReadonlyMap<string, LastRun>;
  /** Writes what this build made of the whole site; documents are saved by themselves. */
  save(made: Remembered, faces: Faces): void;
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
  const [generatedPath, seenPath, filesPath, picturesPath, facesPath] = [
    join(folder, "generated"),
    join(folder, "seen"),
    join(folder, "files"),
    join(folder, "pictures"),
    join(folder, "faces"),
  ];
  const documents = once(() => openDocuments(files, store, folder, write));
  const rendered = once(() => openRendered(files, store, folder));
  const renderedWith = once(() => openRenderedWith(files, store, folder, write));
  const saveMore = (made: Remembered): void => {
    rendered().save(made.rendered);
    store.save(generatedPath, made.generated);
    // After what they were rendered with: what a page shows is never older than what is known here.
    store.save(picturesPath, toColumns(made.pictures));
    store.save(filesPath, toColumns(made.files));
    store.save(seenPath, made.seen);
  };
  return {
    documents,
    rendered,
    renderedWith,
    generated: () => store.load<ReadonlyMap<string, LastRun>>(generatedPath) ?? new Map<string, LastRun>(),
    seen: store.load<Seen>(seenPath),
    faces: () => store.load<Faces>(facesPath) ?? new Map<string, never>(),
    files: once(() =>
      fromColumns(store.load<SeenColumns>(filesPath) ?? { paths: "", looks: "", hashes: "" }),
    ),
    pictures: once(() => {
      const columns = store.load<SeenColumns>(picturesPath);
      return columns && fromColumns(columns);
    }),
    saveMore,
    save(made, faces) {
      const gone = [...rendered().sources()].filter((source) => !made.rendered.has(source));
      rendered().drop(gone);
      renderedWith().drop(gone);
      store.save(facesPath, faces);
      saveMore(made);
    },
  };
}
