/**
 * Caches the render context of each page: everything that it was rendered with, except its body and headings.
 * A page whose text changed is rendered with it again, without the other pages.
 */

import { setImmediate as turn } from "node:timers/promises";
import { dirname } from "node:path/posix";
import { join } from "node:path";
import type { ReadyPage } from "../eleventy/ready-page.js";
import type { ResolvedLinks } from "../model/placeholders.js";
import type { FileSystem } from "../writer/file-system.js";
import { openShards, shardOf } from "./cache/shards.js";
import type { Store } from "./cache/store.js";

export interface CachedContext extends Required<Pick<ReadyPage, "data" | "page" | "layouts">>, ResolvedLinks {
  /** The `contextHash` of the page's fingerprint at that time. */
  readonly hash: string;
}

export interface CachedContextStore {
  find(source: string): CachedContext | undefined;
  /**
   * Saves render contexts by source, preferably in the order of `byPlace`. Calls `make` for one page at a
   * time, to keep few contexts in memory, and lets other tasks run in between.
   */
  save(pages: readonly { readonly source: string; make(): CachedContext | undefined }[]): Promise<void>;
  /** Removes the pages of these sources. */
  drop(sources: readonly string[]): void;
}

/** Number of files in memory at once, if pages are read in the order of `byPlace`. */
const MAX_OPEN_SHARDS = 4;

export function openCachedContexts(
  files: FileSystem,
  store: Store,
  folder: string,
  write: boolean,
): CachedContextStore {
  // Pages of one folder share a file, because they share their sidebar.
  const kept = openShards<CachedContext>(files, store, join(folder, "rendered-with"), {
    place: dirname,
    most: MAX_OPEN_SHARDS,
  });
  const flush = (): void => {
    kept.save();
    kept.forget();
  };
  return {
    find: (source) => kept.get(source),
    async save(pages) {
      if (!write) return;
      let last: number | undefined;
      for (const { source, make } of pages) {
        const shard = shardOf(dirname(source));
        if (last !== shard) {
          flush();
          await turn();
        }
        last = shard;
        const page = make();
        if (page === undefined) kept.delete(source);
        else kept.set(source, page);
      }
      flush();
    },
    drop(sources) {
      for (const source of sources) kept.delete(source);
      flush();
    },
  };
}

/** Pages in the order of their render contexts on disk. */
export function byPlace<T>(pages: readonly T[], sourceOf: (page: T) => string): readonly T[] {
  return pages
    .map((page) => ({ page, shard: shardOf(dirname(sourceOf(page))) }))
    .sort((a, b) => a.shard - b.shard)
    .map(({ page }) => page);
}
