/** Prepares the files of a site in a staging folder, so that each can be published in one step. */

import { dirname } from "node:path";
import type { FileSystem } from "./file-system.js";
import { hashOf, isPlainPath } from "./manifest.js";
import { withUtf8 } from "../utils/utf8.js";
import { RefusedPath, UnreadableSource } from "./write-failure.js";

/** The output folder and the staging folder next to it, where files are prepared. Absolute paths. */
export interface Place {
  readonly folder: string;
  readonly aside: string;
  /**
   * Whether the output folder does not exist yet. The staging folder is then built with the same structure,
   * and renamed as a whole.
   */
  readonly isNew: boolean;
}

export interface Prepared {
  /** Path in the output folder. */
  readonly path: string;
  readonly hash: string;
  /** Location of the prepared file; absent if the output folder contains these bytes already. */
  readonly temporary?: string;
}

/** Prepares a file under a unique name. */
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

/** Prepares the file at an absolute path by moving it. `bytes` are its content. */
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

/** `put` writes the bytes to the staging folder. */
export function prepare(
  files: FileSystem,
  { folder, aside, isNew }: Place,
  name: string,
  path: string,
  bytes: Uint8Array,
  put: (temporary: string) => void,
): Prepared {
  // A second check: stage 2 refuses such URLs already.
  if (!isPlainPath(path)) throw new RefusedPath(`${path} is not a path below the output folder`);
  const hash = hashOf(bytes);
  if (!isNew && holds(files, `${folder}/${path}`, bytes)) return { path, hash };
  const temporary = `${aside}/${isNew ? path : name}`;
  // In a new site, nearly every page is the first file in its folder.
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

/** Whether the file contains these bytes already. */
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
