/**
 * What earlier builds kept: parsed documents by the hash of their bytes, and the fingerprint of each page in the
 * output folder. Safe to delete and to carry to another machine: it holds no path of this one and no time. What
 * cannot be read, or was made by another version, counts as absent.
 */

import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { crc32 } from "node:zlib";
import type { Page, Staged } from "../model.js";
import type { FileSystem } from "./file-system.js";

/** A parsed document, with what stage 1 had to say about it. */
interface Parsed {
  readonly hash: string;
  readonly staged: Staged<Page>;
}

/** The page that is in the output folder. */
export interface Rendered {
  readonly fingerprint: string;
  readonly output: string;
}

export interface Cache {
  /** The document of this source, if its bytes and the Markdown settings have this hash. */
  parsed(source: string, hash: string): Staged<Page> | undefined;
  keepParsed(source: string, hash: string, staged: Staged<Page>): void;
  rendered(source: string): Rendered | undefined;
  /** Writes what this build used and made; what it did not use is dropped. */
  save(rendered: ReadonlyMap<string, Rendered>): void;
}

/** Changes with the form of the files. */
const VERSION = "handbill cache 1\n";

/** Documents are kept in this many files, so that an edit rewrites a small one. */
const SHARDS = 64;

/** Opens the cache in a folder. `environment` is the hash of the program: another program's cache is not read. */
export function openCache(files: FileSystem, folder: string, environment: string, read: boolean): Cache {
  const header = `${VERSION}${environment}\n`;
  const documents = join(folder, "documents");
  const shards = Array.from({ length: SHARDS }, (_, index) => (read ? load<ReadonlyMap<string, Parsed>>(files, join(documents, String(index)), header) : undefined) ?? new Map<string, Parsed>());
  const rendered = (read ? load<ReadonlyMap<string, Rendered>>(files, join(folder, "rendered"), header) : undefined) ?? new Map<string, Rendered>();
  const next = Array.from({ length: SHARDS }, () => new Map<string, Parsed>());
  const changed = new Set<number>();
  return {
    parsed(source, hash) {
      const shard = shardOf(source);
      const entry = shards[shard]?.get(source);
      if (entry?.hash !== hash) return undefined;
      next[shard]?.set(source, entry);
      return entry.staged;
    },
    keepParsed(source, hash, staged) {
      const shard = shardOf(source);
      changed.add(shard);
      next[shard]?.set(source, { hash, staged });
    },
    rendered: (source) => rendered.get(source),
    save(made) {
      files.makeFolder(documents);
      next.forEach((shard, index) => {
        if (changed.has(index) || shard.size !== shards[index]?.size) store(files, join(documents, String(index)), header, shard);
      });
      store(files, join(folder, "rendered"), header, made);
    },
  };
}

function shardOf(source: string): number {
  return crc32(source) % SHARDS;
}

/** A value that was stored whole, by this version; undefined otherwise. */
function load<T>(files: FileSystem, path: string, header: string): T | undefined {
  try {
    const bytes = Buffer.from(files.readBytes(path));
    const body = bytes.subarray(Buffer.byteLength(header) + 4);
    if (bytes.toString("utf8", 0, Buffer.byteLength(header)) !== header || bytes.readUInt32LE(Buffer.byteLength(header)) !== crc32(body)) return undefined;
    return deserialize(body) as T;
  } catch {
    return undefined;
  }
}

function store(files: FileSystem, path: string, header: string, value: unknown): void {
  const body = serialize(value);
  const check = Buffer.alloc(4);
  check.writeUInt32LE(crc32(body));
  files.write(`${path}.tmp`, Buffer.concat([Buffer.from(header), check, body]));
  files.rename(`${path}.tmp`, path);
}
