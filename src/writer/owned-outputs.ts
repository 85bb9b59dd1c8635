/** The files of earlier builds in the output folder: they make room and go away; those of others stay. */

import { dirname, join, relative, sep } from "node:path";
import type { FileSystem } from "./file-system.js";
import { hashOf, type Manifest } from "./manifest.js";
import { RefusedPath } from "./write-failure.js";

export interface OwnFiles {
  readonly files: FileSystem;
  /** Absolute real path of the output folder. */
  readonly folder: string;
  /** What earlier builds made, the last one that ended and those that were killed since: hashes by path. */
  readonly hashes: ReadonlyMap<string, readonly string[]>;
}

/** Whether the file at a path of the output folder has the bytes that an earlier build gave it, and no link leads there. */
export function isOwn({ files, folder, hashes }: OwnFiles, path: string): boolean {
  const own = hashes.get(path);
  const absolute = join(folder, path);
  if (own === undefined || throughLink(files, folder, path) || files.stat(absolute)?.kind !== "file")
    return false;
  return own.includes(hashOf(files.readBytes(absolute)));
}

/** Removes a file of ours, and the folders that it leaves empty, unless somebody has changed it since; tells before. */
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

/** What earlier builds made and this one does not. */
export function oldPaths(own: OwnFiles, now: Manifest): readonly string[] {
  const old = [...own.hashes.keys()].filter((path) => !now.has(path));
  if (old.length === 0) return old;
  const folded = new Map([...now.keys()].map((path) => [fold(path), path]));
  const look = (path: string) => own.files.stat(join(own.folder, path))?.look;
  /** Where a file system takes two spellings for one name, the old one is the new file. */
  const isRespelled = (path: string) => {
    const other = folded.get(fold(path));
    return other !== undefined && look(other) === look(path);
  };
  return old.filter((path) => !isRespelled(path));
}

function fold(path: string): string {
  return path.normalize("NFC").toLowerCase();
}

/** The way for new files, looked at whole before anything is changed. */
interface Room {
  /** Makes the folders that nothing stands in the way of. */
  makeFolders(): void;
  /** Removes our own files where a folder is needed now, and our own folders where a file is; tells before the first. */
  clear(starts: () => void): void;
}

/**
 * Looks at every place that a file of this build will take. A link on the way would lead the writing elsewhere, and
 * what others made is not removed: both are refused while the old site is whole.
 */
export function makeRoom(own: OwnFiles, paths: readonly string[]): Room {
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
