/** Values in files of the cache. A value is read only if this program wrote it and it is complete. */

import { deserialize, serialize } from "node:v8";
import { crc32 } from "node:zlib";
import { viewOf, type FileSystem } from "../../writer/file-system.js";

/** Changes with the format of the files. */
const VERSION = "handbill cache 2\n";

export interface Store {
  /** Whether existing files are read. Otherwise every file must be written again. */
  readonly reads: boolean;
  /** The value in a file; undefined if it is missing, damaged or written by another program. */
  load<T>(path: string): T | undefined;
  /** Replaces the file in one step. */
  save(path: string, value: unknown): void;
  /** Like `save`, for one shard of a map. An empty shard has no file. */
  saveShard(path: string, shard: ReadonlyMap<unknown, unknown>): void;
}

/**
 * `program` is the hash of the program: files of another program are not read. Without `read`, every file
 * counts as missing.
 */
export function openStore(files: FileSystem, program: string, read: boolean): Store {
  const header = Buffer.from(`${VERSION}${program}\n`);
  const store: Store = {
    reads: read,
    load<T>(path: string): T | undefined {
      if (!read) return undefined;
      try {
        const bytes = viewOf(files.readBytes(path));
        const body = bytes.subarray(header.length + 4);
        if (
          !bytes.subarray(0, header.length).equals(header) ||
          bytes.readUInt32LE(header.length) !== crc32(body)
        )
          return undefined;
        return deserialize(body) as T;
      } catch {
        return undefined;
      }
    },
    save(path, value) {
      const body = serialize(value);
      const check = Buffer.alloc(4);
      check.writeUInt32LE(crc32(body));
      files.write(`${path}.tmp`, Buffer.concat([header, check, body]));
      // The cache of an older version may have a folder with this name.
      if (files.stat(path)?.kind === "folder") files.remove(path);
      files.rename(`${path}.tmp`, path);
    },
    saveShard(path, shard) {
      if (shard.size === 0) files.remove(path);
      else store.save(path, shard);
    },
  };
  return store;
}
