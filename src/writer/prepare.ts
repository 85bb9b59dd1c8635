/** Files of a site, prepared aside: each can take its place in one step. */

import { dirname } from "node:path";
import type { FileSystem } from "./file-system.js";
import { hashOf, isPlainPath } from "./manifest.js";
import { withUtf8 } from "../utils/utf8.js";
import { RefusedPath, UnreadableSource } from "./write-failure.js";

/** Where a site is going: the output folder, and the one beside it where files are prepared. Absolute paths. */
export interface Place {
  readonly folder: string;
  readonly aside: string;
  /** Whether there is no output folder yet: then the one beside it is made as it will be, and takes its place as a whole. */
  readonly isNew: boolean;
}

export interface Prepared {
  /** Path in the output folder. */
  readonly path: string;
  readonly hash: string;
  /** Where the file waits; absent when the output folder holds these bytes already. */
  readonly temporary?: string;
}

/** Prepares a file under a name of its own. */
export function prepareFile(
  files: FileSystem,
  place: Place,
  name: string,
  path: string,
  content: string | Uint8Array,
): Prepared {
  const put = (bytes: Uint8Array) =>
    prepare(files, place, name, path, bytes, (temporary) => files.write(temporary, bytes));
  return typeof content === "string" ? withUtf8(content, put) : put(content);
}

/** Prepares the file at an absolute path, which goes from there; `bytes` are its own. */
export function prepareMoved(
  files: FileSystem,
  place: Place,
  name: string,
  path: string,
  bytes: Uint8Array,
  from: string,
): Prepared {
  return prepare(files, place, name, path, bytes, (temporary) => {
    try {
      files.rename(from, temporary);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
      files.copy(from, temporary);
    }
  });
}

/** `put` brings the bytes to where they wait. */
export function prepare(
  files: FileSystem,
  { folder, aside, isNew }: Place,
  name: string,
  path: string,
  bytes: Uint8Array,
  put: (temporary: string) => void,
): Prepared {
  // The second guard: stage 2 refuses such addresses already.
  if (!isPlainPath(path)) throw new RefusedPath(`${path} is not a path below the output folder`);
  const hash = hashOf(bytes);
  if (!isNew && holds(files, `${folder}/${path}`, bytes)) return { path, hash };
  const temporary = `${aside}/${isNew ? path : name}`;
  // In a new site nearly every page is the first in its folder.
  if (isNew) files.makeFolder(dirname(temporary));
  try {
    put(temporary);
  } catch (error) {
    if (isNew || (error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    files.makeFolder(aside);
    put(temporary);
  }
  return { path, hash, temporary };
}

/** Whether the file has these bytes already. */
function holds(files: FileSystem, path: string, bytes: Uint8Array): boolean {
  const there = files.stat(path);
  return (
    there?.kind === "file" &&
    there.size === bytes.length &&
    Buffer.compare(bytes, files.readBytes(path)) === 0
  );
}

export function readSource(files: FileSystem, from: string): Uint8Array {
  try {
    return files.readBytes(from);
  } catch (error) {
    throw new UnreadableSource(from, error);
  }
}
