/**
 * The rendered bodies of documents. They are most of a cache, and most builds need few of them. They are
 * therefore appended to large files, and each body is read from its position when a page is rendered.
 */

import { join } from "node:path";
import { crc32 } from "node:zlib";
import { Passing } from "../../eleventy/failure.js";
import { viewOf, type FileSystem, type Parts } from "../../writer/file-system.js";
import { maxUtf8Bytes } from "../../utils/utf8.js";

/**
 * The location of a body: the number of its file, its offset and size in bytes, and its CRC-32. If nothing
 * may be written, the body itself.
 */
export type Body =
  | string
  | { readonly pack: number; readonly at: number; readonly size: number; readonly check: number };

/** Thrown if a body that the cache lists is missing or damaged. The work then succeeds without the cache. */
export class BrokenCache extends Passing {}

/** The folder of bodies inside the cache folder. */
export function bodyFolder(cache: string): string {
  return join(cache, "bodies");
}

/** Appends bodies to its own file. */
export interface BodyWriter {
  add(text: string): Body;
  /** Writes buffered bodies. `add` can be called again afterwards. */
  flush(): void;
}

/** Size of the write buffer. */
const BUFFER_BYTES = 1 << 21;

/**
 * `folder`: the existing folder of bodies, or absent if nothing may be written. `pack`: an unused file number
 * in that folder.
 */
export function createBodyWriter(
  files: Pick<FileSystem, "append">,
  folder: string | undefined,
  pack: number,
): BodyWriter {
  let buffer: Buffer | undefined;
  let [written, waiting] = [0, 0];
  const flush = (): void => {
    if (folder === undefined || buffer === undefined || waiting === 0) return;
    files.append(join(folder, String(pack)), buffer.subarray(0, waiting));
    [written, waiting] = [written + waiting, 0];
  };
  return {
    add(text) {
      if (folder === undefined) return text;
      const most = maxUtf8Bytes(text);
      if (buffer === undefined || waiting + most > buffer.length) {
        flush();
        if (buffer === undefined || most > buffer.length)
          buffer = Buffer.allocUnsafeSlow(Math.max(BUFFER_BYTES, most));
      }
      const size = buffer.write(text, waiting);
      const body = {
        pack,
        at: written + waiting,
        size,
        check: crc32(buffer.subarray(waiting, waiting + size)),
      };
      waiting += size;
      return body;
    },
    flush,
  };
}

/** Reads the text of a body from the folder of bodies. */
export function readBody(files: Pick<Parts, "readPart">, folder: string, body: Body): string {
  if (typeof body === "string") return body;
  // A file in which all bodies are empty does not exist.
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

/** Smaller files, in bytes, are merged if there are many. */
const SMALL = 1 << 20;
const MAX_OPEN_PACKS = 8;

/**
 * The files to rewrite for the bodies that are still used: files with mostly unused bodies, and small files
 * if there are many. `sizeOf` gives a file's size in bytes.
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
