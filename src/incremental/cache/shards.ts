/**
 * A map that is stored in several files of the cache, so that a build that needs few entries reads and writes
 * few files.
 */

import { join } from "node:path";
import { crc32 } from "node:zlib";
import { once } from "../../utils/once.js";
import type { FileSystem } from "../../writer/file-system.js";
import type { Store } from "./store.js";

export interface Shards<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  delete(key: string): void;
  /** All keys. This reads all files. */
  keys(): Iterable<string>;
  /** Writes the files whose part of the map changed. */
  save(): void;
  /** Frees the memory of loaded entries. Unsaved changes are lost. */
  forget(): void;
}

/**
 * Enough files that an edit rewrites little, and few enough that reading all of them costs no more than one
 * large file.
 */
const COUNT = 64;

/** The shard of a text. Equal texts have the same shard. */
export function shardOf(text: string): number {
  return crc32(text) % COUNT;
}

export interface ShardOptions {
  /** The text of a key that selects its shard. @default the key itself */
  place?(key: string): string;
  /** Number of files in memory while nothing in them changes. @default all files that were read */
  readonly most?: number;
}

export function openShards<T>(
  files: FileSystem,
  store: Store,
  folder: string,
  { place = (key) => key, most = COUNT }: ShardOptions = {},
): Shards<T> {
  const read = new Map<number, Map<string, T>>();
  const changed = new Set<number>();
  const pathOf = (shard: number) => join(folder, String(shard));
  const at = (shard: number): Map<string, T> => {
    let entries = read.get(shard);
    if (entries !== undefined) return entries;
    const [oldest] = read.size < most ? [] : read.keys();
    if (oldest !== undefined && !changed.has(oldest)) read.delete(oldest);
    read.set(shard, (entries = store.load<Map<string, T>>(pathOf(shard)) ?? new Map<string, T>()));
    return entries;
  };
  // If old files are ignored now, they must not be read later either.
  const clear = once(() => {
    if (!store.reads) files.remove(folder);
  });
  const makeFolder = once(() => files.makeFolder(folder));
  return {
    get: (key) => at(shardOf(place(key))).get(key),
    set(key, value) {
      const shard = shardOf(place(key));
      at(shard).set(key, value);
      changed.add(shard);
    },
    delete(key) {
      const shard = shardOf(place(key));
      if (at(shard).delete(key)) changed.add(shard);
    },
    *keys() {
      for (let shard = 0; shard < COUNT; shard += 1) yield* at(shard).keys();
    },
    save() {
      clear();
      if (changed.size > 0) makeFolder();
      for (const shard of changed) store.saveShard(pathOf(shard), at(shard));
      changed.clear();
    },
    forget() {
      read.clear();
      changed.clear();
    },
  };
}
