/**
 * Exchanges the output folder for a new one, so that readers find either the old site or the new one. This
 * takes two renames, because Node cannot exchange folders in one call. Between them, the folder is missing
 * for microseconds.
 */

import { dirname, join } from "node:path";
import type { FileSystem } from "./file-system.js";
import type { Manifest } from "./manifest.js";
import { filesBelow, isOwn, type OwnFiles } from "./owned-outputs.js";
import type { Waiting } from "./pending.js";

/** Absolute paths of the output folder, and of the staging folder where files are prepared. */
interface Folders {
  readonly folder: string;
  readonly aside: string;
}

/** Names in the staging folder: the new site, and the old site during the exchange. */
const [NEW, OLD] = ["site", "old"];

/**
 * Whether the exchange is cheap compared to the build. Each unchanged file needs a hard link, which takes a
 * tenth of the time of rendering a page. The shortest build takes as long as some hundred links.
 */
export function isCheap(unchanged: number, written: number): boolean {
  return unchanged <= 500 + written / 4;
}

/**
 * Whether the old folder can be replaced: it contains only files that Handbill wrote, has the permissions of
 * a new folder, and is not the working directory of a program.
 */
export function mayExchange(own: OwnFiles, aside: string, now: Manifest): boolean {
  const { files, folder, hashes } = own;
  files.makeFolder(aside);
  if (files.stat(folder)?.rights !== files.stat(aside)?.rights || files.isWorkedIn(folder)) return false;
  const folders = new Set<string>([""]);
  for (const path of [...now.keys(), ...hashes.keys()])
    for (const inner of foldersOf(path)) folders.add(inner);
  const isOurs = (inside: string): boolean =>
    files.list(join(folder, inside)).every((name) => {
      const path = inside === "" ? name : `${inside}/${name}`;
      if (files.stat(join(folder, path))?.kind === "folder") return folders.has(path) && isOurs(path);
      return now.has(path) || isOwn(own, path);
    });
  return isOurs("");
}

/**
 * Assembles the new site in the staging folder from prepared files and hard links to unchanged ones. Gives
 * the location of each new file.
 */
export function makeAside(
  files: FileSystem,
  { folder, aside }: Folders,
  waiting: readonly Waiting[],
  now: Manifest,
): readonly Waiting[] {
  const made = new Set<string>();
  const at = (path: string): string => {
    const place = join(aside, NEW, path);
    if (!made.has(dirname(place))) files.makeFolder(dirname(place));
    made.add(dirname(place));
    return place;
  };
  const isNew = new Set(waiting.map(({ path }) => path));
  files.makeFolder(join(aside, NEW));
  for (const { path, temporary } of waiting) files.rename(join(aside, temporary), at(path));
  for (const path of now.keys()) if (!isNew.has(path)) files.link(join(folder, path), at(path));
  return waiting.map((file) => ({ ...file, temporary: `${NEW}/${file.path}` }));
}

/**
 * Returns false if the file system refuses: the folder is a mount, or Windows has one of its files open. The
 * old site is then unchanged.
 */
export function exchange(files: FileSystem, { folder, aside }: Folders): boolean {
  try {
    files.rename(folder, join(aside, OLD));
  } catch {
    return false;
  }
  try {
    files.rename(join(aside, NEW), folder);
    return true;
  } catch {
    files.rename(join(aside, OLD), folder);
    return false;
  }
}

/** Removes the old site. Files that another program added at the last moment move to the new site. */
export function removeExchanged(
  files: FileSystem,
  { folder, aside }: Folders,
  paths: Iterable<string>,
): void {
  const old = join(aside, OLD);
  const folders = new Set<string>();
  for (const path of paths) {
    files.remove(join(old, path));
    for (const inner of foldersOf(path)) folders.add(inner);
  }
  // Inner folders first.
  for (const inner of [...folders].sort((a, b) => b.length - a.length)) files.removeFolder(join(old, inner));
  files.removeFolder(old);
  if (files.stat(old) === undefined) return;
  for (const left of filesBelow(files, old)) {
    const place = join(folder, left.slice(old.length));
    files.makeFolder(dirname(place));
    if (files.stat(place) === undefined) files.rename(left, place);
  }
}

/** Restores the old site if a build was killed between the two renames. */
export function undoExchange(files: FileSystem, { folder, aside }: Folders): void {
  if (files.stat(folder) === undefined && files.stat(join(aside, OLD))?.kind === "folder")
    files.rename(join(aside, OLD), folder);
}

function* foldersOf(path: string): Iterable<string> {
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1))
    yield path.slice(0, end);
}
