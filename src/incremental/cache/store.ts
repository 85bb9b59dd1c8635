/** Values in files of the cache: read whole, as this program wrote them, or not at all. */

import { deserialize, serialize } from "node:v8";
import { crc32 } from "node:zlib";
import { viewOf, type FileSystem } from "../../writer/file-system.js";

/** Changes with the form of the files. */
const VERSION = "handbill cache 2\n";

export interface Store {
  /** Whether what is there is read; if not, all of it is to be written anew. */
  readonly reads: boolean;
  /** The value in a file; undefined when it is missing, damaged, or another program's. */
  load<T>(path: string): T | undefined;
  /** Replaces the file in one step. */
  save(path: string, value: unknown): void;
  /** The same for a part of something: one with nothing in it has no file. */
  saveShard(path: string, shard: ReadonlyMap<unknown, unknown>): void;
}

/** `program` is the hash of the program: what another one wrote is not read. Without `read`, every file counts as missing. */
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
      // An older version's cache may have a folder of this name.
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
