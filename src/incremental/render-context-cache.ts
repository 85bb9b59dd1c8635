/**
 * What each page was rendered with, its body and its headings apart: a page whose text alone changed is rendered
 * again with it, and nobody needs to know the other pages.
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
  /** Of what the page's fingerprint said at that time of all that is here (`hashAround`). */
  readonly hash: string;
}

export interface CachedContextStore {
  find(source: string): CachedContext | undefined;
  /** Keeps these, by source, best in the order of `byPlace`; `make` is asked for one after the other, as few are to be in memory. Between them others get their turn. */
  save(pages: readonly { readonly source: string; make(): CachedContext | undefined }[]): Promise<void>;
  /** Forgets the pages of these sources. */
  drop(sources: readonly string[]): void;
}

/** Files that are in memory at once, where pages are asked for in the order of `byPlace`. */
const MAX_OPEN_SHARDS = 4;

export function openCachedContexts(
  files: FileSystem,
  store: Store,
  folder: string,
  write: boolean,
): CachedContextStore {
  // Pages of one folder lie together: they share their sidebar.
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

/** Pages in the order in which what they were rendered with lies on the disk. */
export function byPlace<T>(pages: readonly T[], sourceOf: (page: T) => string): readonly T[] {
  return pages
    .map((page) => ({ page, shard: shardOf(dirname(sourceOf(page))) }))
    .sort((a, b) => a.shard - b.shard)
    .map(({ page }) => page);
}
