/**
 * The rendered bodies of documents. They are most of a cache, and most builds need few of them: so they lie one after
 * the other in large files, and each is read where it lies when a page is rendered.
 */

import { join } from "node:path";
import { crc32 } from "node:zlib";
import { Passing } from "../../eleventy/failure.js";
import { viewOf, type FileSystem, type Parts } from "../../writer/file-system.js";
import { mostBytes } from "../../utils/utf8.js";

/** Where a body lies: the number of its file, its first byte and its size there, and its CRC-32. Where nothing may be written, the body itself. */
export type Body =
  | string
  | { readonly pack: number; readonly at: number; readonly size: number; readonly check: number };

/** Thrown where a body is missing or damaged that the cache promised. Without the cache, all is well. */
export class BrokenCache extends Passing {}

/** The folder of bodies in that of the cache. */
export function bodyFolder(cache: string): string {
  return join(cache, "bodies");
}

/** Adds bodies to a file of their own. */
export interface BodyWriter {
  add(text: string): Body;
  /** Writes what waits to be written; `add` may go on after it. */
  flush(): void;
}

/** Room for bytes that wait to be written. */
const BUFFER_BYTES = 1 << 21;

/** `folder`: that of the bodies, which is there; absent: nothing may be written. `pack`: a number that no file there has. */
export function createBodyWriter(
  files: Pick<FileSystem, "append">,
  folder: string | undefined,
  pack: number,
): BodyWriter {
  let room: Buffer | undefined;
  let [written, waiting] = [0, 0];
  const flush = (): void => {
    if (folder === undefined || room === undefined || waiting === 0) return;
    files.append(join(folder, String(pack)), room.subarray(0, waiting));
    [written, waiting] = [written + waiting, 0];
  };
  return {
    add(text) {
      if (folder === undefined) return text;
      const most = mostBytes(text);
      if (room === undefined || waiting + most > room.length) {
        flush();
        if (room === undefined || most > room.length)
          room = Buffer.allocUnsafeSlow(Math.max(BUFFER_BYTES, most));
      }
      const size = room.write(text, waiting);
      const body = {
        pack,
        at: written + waiting,
        size,
        check: crc32(room.subarray(waiting, waiting + size)),
      };
      waiting += size;
      return body;
    },
    flush,
  };
}

/** The text of a body in the folder of the bodies. */
export function readBody(files: Pick<Parts, "readPart">, folder: string, body: Body): string {
  if (typeof body === "string") return body;
  // Where all of its file are empty, there is no file.
  if (body.size === 0) return "";
  let bytes: Buffer;
  try {
    bytes = viewOf(files.readPart(join(folder, String(body.pack)), body.at, body.size));
  } catch {
    throw new BrokenCache("bodies are missing from the cache");
  }
  if (bytes.length !== body.size || crc32(bytes) !== body.check)
    throw new BrokenCache("a body in the cache is damaged");
  return bytes.toString();
}

/** Files smaller than this are brought together when there are many. */
const SMALL = 1 << 20;
const MAX_OPEN_PACKS = 8;

/**
 * Which files are to be rewritten, for the bodies that are still used: those that are mostly unused, and small ones
 * when there are many. `sizeOf` tells a file's size.
 */
export function sparsePacks(
  used: Iterable<Body>,
  packs: readonly number[],
  sizeOf: (pack: number) => number,
): ReadonlySet<number> {
  const live = new Map<number, number>();
  for (const body of used)
    if (typeof body !== "string") live.set(body.pack, (live.get(body.pack) ?? 0) + body.size);
  const sparse = packs.filter((pack) => (live.get(pack) ?? 0) * 2 < sizeOf(pack));
  const small = packs.length > MAX_OPEN_PACKS ? packs.filter((pack) => sizeOf(pack) < SMALL) : [];
  return new Set([...sparse, ...small].filter((pack) => live.has(pack)));
}
