/** What is known of the pages in the output folder: a hash for each, and, apart from it, what the hash is made of. */

import { join } from "node:path";
import { crc32 } from "node:zlib";
import type { FileSystem } from "./file-system.js";
import type { Fingerprint, Parts } from "./fingerprint.js";
import type { Store } from "./stored.js";

/** A page that is in the output folder. */
export interface Rendered {
  /** Of its fingerprint. */
  readonly hash: string;
  readonly output: string;
  /** Name of the document that it was made of. */
  readonly document: string;
}

/** What people may ask about it. */
export interface RenderedDetails {
  readonly parts: Parts;
  /** Why it was last rendered. */
  readonly why: readonly string[];
}

/** A page of a build: with details where it was rendered by it. */
export type RenderedPage = Rendered & Partial<RenderedDetails>;

/** The pages of one build, by source. */
export type RenderedPages = ReadonlyMap<string, RenderedPage>;

export interface RenderedStore {
  readonly pages: ReadonlyMap<string, Rendered>;
  details(source: string): RenderedDetails | undefined;
  /** Replaces all: pages that bring no details keep those that they have. */
  save(pages: RenderedPages): void;
}

/** A page of the plan with its fingerprint. */
export function renderedPage({ hash, parts }: Fingerprint, output: string, why: readonly string[]): Rendered & RenderedDetails {
  return { hash, output, document: parts.document, parts, why };
}

/** Details are kept in so many files, so that an edit rewrites a small one. */
const SHARDS = 64;

export function openRendered(files: FileSystem, store: Store, folder: string): RenderedStore {
  const path = join(folder, "rendered");
  const shardPath = (shard: number) => join(folder, "details", String(shard));
  const pages = store.load<Map<string, Rendered>>(path) ?? new Map<string, Rendered>();
  const shards = new Map<number, Map<string, RenderedDetails>>();
  const shardOf = (shard: number): Map<string, RenderedDetails> => {
    let details = shards.get(shard);
    if (details === undefined) shards.set(shard, (details = (pages.size === 0 ? undefined : store.load(shardPath(shard))) ?? new Map<string, RenderedDetails>()));
    return details;
  };
  return {
    pages,
    details: (source) => shardOf(shardNumber(source)).get(source),
    save(now) {
      const changed = new Set<number>();
      for (const [source, { parts, why }] of now) {
        if (parts === undefined || why === undefined) continue;
        shardOf(shardNumber(source)).set(source, { parts, why });
        changed.add(shardNumber(source));
      }
      for (const source of pages.keys()) {
        if (now.has(source)) continue;
        shardOf(shardNumber(source)).delete(source);
        changed.add(shardNumber(source));
      }
      files.makeFolder(join(folder, "details"));
      for (const shard of changed) store.saveShard(shardPath(shard), shardOf(shard));
      store.save(path, new Map([...now].map(([source, { hash, output, document }]) => [source, { hash, output, document }])));
    },
  };
}

function shardNumber(source: string): number {
  return crc32(source) % SHARDS;
}
