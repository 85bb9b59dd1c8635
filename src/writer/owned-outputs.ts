/**
 * The files of previous builds in the output folder. Handbill removes only these, and keeps all other files.
 */

import { dirname, join, relative, sep } from "node:path";
import type { FileSystem } from "./file-system.js";
import { hashOf, type Manifest } from "./manifest.js";
import { RefusedPath } from "./write-failure.js";

export interface OwnFiles {
  readonly files: FileSystem;
  /** Absolute real path of the output folder. */
  readonly folder: string;
  /** Hashes by path of the files from the last completed build, and from builds that were killed since. */
  readonly hashes: ReadonlyMap<string, readonly string[]>;
}

/**
 * Whether the file at a path of the output folder has the bytes that a previous build gave it, and no link
 * leads out of the folder.
 */
export function isOwn({ files, folder, hashes }: OwnFiles, path: string): boolean {
  const own = hashes.get(path);
  const absolute = join(folder, path);
  if (own === undefined || throughLink(files, folder, path) || files.stat(absolute)?.kind !== "file")
    return false;
  return own.includes(hashOf(files.readBytes(absolute)));
}

/**
 * Removes a file that Handbill wrote, and the folders that this leaves empty. A file that was changed since
 * then stays. Calls `starts` before the first change.
 */
export function removeOwn(own: OwnFiles, path: string, starts: () => void = () => undefined): boolean {
  if (!isOwn(own, path)) return false;
  const { files, folder } = own;
  starts();
  files.remove(join(folder, path));
  for (
    let inner = dirname(join(folder, path));
    inner.length > folder.length && files.list(inner).length === 0;
    inner = dirname(inner)
  )
    files.removeFolder(inner);
  return true;
}

/** Files of previous builds that this build does not make. */
export function oldPaths(own: OwnFiles, now: Manifest): readonly string[] {
  const old = [...own.hashes.keys()].filter((path) => !now.has(path));
  if (old.length === 0) return old;
  const folded = new Map([...now.keys()].map((path) => [fold(path), path]));
  const look = (path: string) => own.files.stat(join(own.folder, path))?.look;
  /** On a file system that treats two spellings as one name, the old file is the new one. */
  const isRespelled = (path: string) => {
    const other = folded.get(fold(path));
    return other !== undefined && look(other) === look(path);
  };
  return old.filter((path) => !isRespelled(path));
}

function fold(path: string): string {
  return path.normalize("NFC").toLowerCase();
}

/** Access to the paths of new files, checked completely before anything changes. */
interface CheckedPaths {
  /** Creates the folders at paths that are free. */
  makeFolders(): void;
  /**
   * Removes Handbill's own files where a folder is needed, and its own folders where a file is needed. Calls
   * `starts` before the first change.
   */
  clear(starts: () => void): void;
}

/**
 * Checks every path that a file of this build will take. A link on the way would lead outside of the folder,
 * and other programs' files must not be removed. Both are refused before the old site changes.
 */
export function checkPaths(own: OwnFiles, paths: readonly string[]): CheckedPaths {
  const { files, folder } = own;
  const seen = new Set<string>();
  const blocking = new Set<string>();
  const blocked: string[] = [];
  const pathOf = (absolute: string) => relative(folder, absolute).split(sep).join("/");
  for (const path of paths) {
    let isBlocked = false;
    for (let inner = dirname(join(folder, path)); inner.length > folder.length; inner = dirname(inner)) {
      isBlocked ||= blocking.has(pathOf(inner));
      if (seen.has(inner)) continue;
      seen.add(inner);
      const there = files.stat(inner);
      if (there === undefined || there.kind === "folder") continue;
      if (there.kind === "link")
        throw new RefusedPath(`${pathOf(inner)} is a symbolic link that may point outside the output folder`);
      if (!isOwn(own, pathOf(inner)))
        throw new RefusedPath(`${pathOf(inner)} must be a folder, but another program's file is there`);
      blocking.add(pathOf(inner));
      isBlocked = true;
    }
    if (isBlocked) blocked.push(path);
    if (files.stat(join(folder, path))?.kind !== "folder") continue;
    for (const inner of filesBelow(files, join(folder, path))) {
      if (!isOwn(own, pathOf(inner)))
        throw new RefusedPath(
          `${path} must be a file, but a folder with another program's ${pathOf(inner)} is there`,
        );
      blocking.add(pathOf(inner));
    }
  }
  const late = new Set(blocked);
  return {
    makeFolders() {
      files.makeFolder(folder);
      for (const inner of new Set(
        paths.filter((path) => !late.has(path)).map((path) => dirname(join(folder, path))),
      ))
        files.makeFolder(inner);
    },
    clear(starts) {
      if (blocking.size > 0) starts();
      for (const path of blocking) removeOwn(own, path);
      for (const path of paths)
        if (blocking.size > 0 && files.stat(join(folder, path))?.kind === "folder")
          removeEmpty(files, join(folder, path));
      for (const path of blocked) files.makeFolder(dirname(join(folder, path)));
    },
  };
}

export function filesBelow(files: FileSystem, folder: string): string[] {
  return files
    .list(folder)
    .flatMap((name) =>
      files.stat(join(folder, name))?.kind === "folder"
        ? filesBelow(files, join(folder, name))
        : [join(folder, name)],
    );
}

function removeEmpty(files: FileSystem, folder: string): void {
  for (const name of files.list(folder))
    if (files.stat(join(folder, name))?.kind === "folder") removeEmpty(files, join(folder, name));
  files.removeFolder(folder);
}

function throughLink(files: FileSystem, folder: string, path: string): boolean {
  for (let inner = dirname(join(folder, path)); inner.length > folder.length; inner = dirname(inner)) {
    if (files.stat(inner)?.kind === "link") return true;
  }
  return false;
}
