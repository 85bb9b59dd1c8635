/**
 * The output folder is exchanged for one that was made aside: readers find the old site or the new one. Two renames
 * do it, as Node has no call for one; between them, for microseconds, the folder is missing.
 */

import { dirname, join } from "node:path";
import type { FileSystem } from "./file-system.js";
import type { Manifest } from "./manifest.js";
import { filesBelow, isOwn, type OwnFiles } from "./owned-outputs.js";
import type { Waiting } from "./pending.js";

/** The output folder, and the one where files are prepared. Absolute paths. */
interface Folders {
  readonly folder: string;
  readonly aside: string;
}

/** Names in the folder aside: of the new site, and of the old one while it is exchanged. */
const [NEW, OLD] = ["site", "old"];

/**
 * Whether the exchange costs little beside the build: each file that stays as it is needs a second name, and takes as
 * long as a tenth of what rendering a page does. The shortest build takes as long as some hundreds of them.
 */
export function isCheap(unchanged: number, written: number): boolean {
  return unchanged <= 500 + written / 4;
}

/**
 * Whether nobody would miss the old folder: it holds what Handbill wrote and nothing else, has the rights that a new
 * folder gets, and no program works in it.
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

/** Makes the new site aside, of what is prepared and of second names of what stays; tells where each new file waits then. */
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

/** False where the file system refuses it: the folder is a mount, or Windows has a file of it open. The old site is there then. */
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

/** Removes the old site; what somebody put into it at the last moment comes into the new one. */
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

/** Brings the old site back where a build was killed between the two renames. */
export function undoExchange(files: FileSystem, { folder, aside }: Folders): void {
  if (files.stat(folder) === undefined && files.stat(join(aside, OLD))?.kind === "folder")
    files.rename(join(aside, OLD), folder);
}

function* foldersOf(path: string): Iterable<string> {
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1))
    yield path.slice(0, end);
}
