/** A map that lies in several files of the cache, so that a build which asks for little reads and writes little. */

import { join } from "node:path";
import { crc32 } from "node:zlib";
import { once } from "../../utils/once.js";
import type { FileSystem } from "../../writer/file-system.js";
import type { Store } from "./store.js";

export interface Shards<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  delete(key: string): void;
  /** All keys, for which all files are read. */
  keys(): Iterable<string>;
  /** Writes the files whose part has changed. */
  save(): void;
  /** Gives back the memory of what has been read; what was not saved is lost. */
  forget(): void;
}

/** Enough that an edit rewrites little, and few enough that reading all of them costs no more than one large file. */
const COUNT = 64;

/** The shard of a text: texts that are to lie together have one. */
export function shardOf(text: string): number {
  return crc32(text) % COUNT;
}

export interface ShardOptions {
  /** The text of a key that decides where it lies. @default the key itself */
  place?(key: string): string;
  /** So many files are in memory as long as nothing in them changes. @default all that were asked for */
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
  // What is not believed now must not be believed later either.
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
