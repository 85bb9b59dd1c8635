/**
 * Writing a site: everything is prepared aside first, so that a full disk or a missing right is found while the old
 * site is whole; then each file takes its place in one step, assets before pages, and what is no longer made goes last.
 */

import { dirname, join, relative, sep } from "node:path";
import { diagnostic } from "../diagnostics.js";
import type { Diagnostic, OutputFile } from "../model.js";
import type { FileSystem } from "./file-system.js";
import { hashOf, manifestText, readManifest, type Manifest } from "./manifest.js";

export interface WriteInput {
  readonly outputs: readonly OutputFile[];
  /** Files to copy: where they are on this machine, and where they go in the output folder. */
  readonly copies: readonly { readonly from: string; readonly path: string }[];
  /** Absolute path of the output folder. */
  readonly folder: string;
  /** Absolute path of the cache folder; files are prepared in it when it is on the output's file system. */
  readonly cache: string;
  readonly root: string;
  /** The number of this process, for the lock. */
  readonly pid: number;
}

export interface Written {
  readonly written: number;
  readonly removed: number;
  readonly unchanged: number;
}

/** The site in the output folder, or why it is still the old one. */
export function writeSite(files: FileSystem, input: WriteInput): Written | Diagnostic {
  const unsafe = checkFolder(files, input);
  if (unsafe !== undefined) return unsafe;
  const lock = join(input.cache, "lock");
  try {
    files.makeFolder(input.cache);
    const holder = takeLock(files, lock, input.pid);
    if (holder !== undefined) return diagnostic("write-failed", {}, `Another build of this site is writing (process ${holder}).`, "Wait for it to end, or stop it.");
    try {
      return replace(files, input);
    } finally {
      files.remove(lock);
    }
  } catch (error) {
    return failure(error, input);
  }
}

/** Process that holds the lock, when one does that still runs. */
function takeLock(files: FileSystem, lock: string, pid: number): number | undefined {
  if (files.create(lock, String(pid))) return undefined;
  const holder = Number(files.readText(lock));
  if (holder !== pid && holder > 0 && files.isRunning(holder)) return holder;
  files.write(lock, String(pid));
  return undefined;
}

function replace(files: FileSystem, input: WriteInput): Written {
  const manifestPath = join(input.cache, "outputs.json");
  const before = readManifest(files, manifestPath);
  const manifest = new Map<string, string>();
  const aside = `${input.folder}.handbill-tmp`;
  files.remove(aside);
  const staged: { readonly path: string; readonly temporary: string }[] = [];
  const stage = (path: string, put: (temporary: string) => void): void => {
    const temporary = join(aside, String(staged.length));
    if (staged.length === 0) files.makeFolder(aside);
    put(temporary);
    staged.push({ path, temporary });
  };
  try {
    for (const { path, content } of input.outputs) {
      const hash = hashOf(content);
      manifest.set(path, hash);
      if (!holds(files, join(input.folder, path), content)) stage(path, (temporary) => files.write(temporary, content));
    }
    for (const { from, path } of input.copies) {
      const content = files.readBytes(from);
      manifest.set(path, hashOf(content));
      if (!holds(files, join(input.folder, path), content)) stage(path, (temporary) => files.copy(from, temporary));
    }
    prepareFolders(files, input.folder, staged.map(({ path }) => path), before);
    for (const { path, temporary } of inReadersOrder(staged)) files.rename(temporary, join(input.folder, path));
  } finally {
    files.remove(aside);
  }
  const removed = removeOld(files, input.folder, before, manifest);
  const text = manifestText(manifest);
  files.write(`${manifestPath}.tmp`, text);
  files.rename(`${manifestPath}.tmp`, manifestPath);
  return { written: staged.length, removed, unchanged: manifest.size - staged.length };
}

/** Whether the file has these bytes already. */
function holds(files: FileSystem, path: string, content: string | Uint8Array): boolean {
  const there = files.stat(path);
  if (there?.kind !== "file" || there.size !== Buffer.byteLength(content)) return false;
  return Buffer.from(content).equals(files.readBytes(path));
}

/** Makes the folders; a link among them would lead the writing elsewhere, and a file in the way of a folder is an error. */
function prepareFolders(files: FileSystem, folder: string, paths: readonly string[], before: Manifest): void {
  const seen = new Set<string>();
  for (const path of paths) {
    for (let inner = dirname(join(folder, path)); inner.length >= folder.length && !seen.has(inner); inner = dirname(inner)) {
      seen.add(inner);
      const there = files.stat(inner);
      if (there?.kind === "link" && inner !== folder) throw new Error(`${inner} is a link, and may lead out of the output folder`);
      // A page of the last build may stand where this one needs a folder; a file of somebody else stays.
      if (there?.kind === "file" && before.has(relative(folder, inner).split(sep).join("/"))) files.remove(inner);
    }
    files.makeFolder(dirname(join(folder, path)));
    if (files.stat(join(folder, path))?.kind !== "folder") continue;
    for (const [old, hash] of before) if (old.startsWith(`${path}/`)) removeOwn(files, folder, old, hash);
  }
}

/** What pages need comes before pages; the home page is last. */
function inReadersOrder<T extends { readonly path: string }>(staged: readonly T[]): readonly T[] {
  const rank = ({ path }: T) => (path === "index.html" ? 2 : path.endsWith(".html") ? 1 : 0);
  return [...staged].sort((a, b) => rank(a) - rank(b));
}

/** Removes what the last build made and this one does not. */
function removeOld(files: FileSystem, folder: string, before: Manifest, now: Manifest): number {
  let removed = 0;
  for (const [path, hash] of before) if (!now.has(path) && removeOwn(files, folder, path, hash)) removed += 1;
  return removed;
}

/** Removes a file of ours, and the folders that it leaves empty, unless somebody has changed it since. */
function removeOwn(files: FileSystem, folder: string, path: string, hash: string): boolean {
  const absolute = join(folder, path);
  if (throughLink(files, folder, path) || files.stat(absolute)?.kind !== "file" || hashOf(files.readBytes(absolute)) !== hash) return false;
  files.remove(absolute);
  for (let inner = dirname(absolute); inner.length > folder.length && files.list(inner).length === 0; inner = dirname(inner)) files.removeFolder(inner);
  return true;
}

function throughLink(files: FileSystem, folder: string, path: string): boolean {
  for (let inner = dirname(join(folder, path)); inner.length > folder.length; inner = dirname(inner)) {
    if (files.stat(inner)?.kind === "link") return true;
  }
  return false;
}

/** An output folder that holds the sources, or is one of them, would be overwritten. */
function checkFolder(files: FileSystem, { folder, root, outputs, copies }: WriteInput): Diagnostic | undefined {
  const fromRoot = relative(root, folder);
  const shown = fromRoot === "" ? "." : fromRoot;
  const first = fromRoot.split(sep)[0] ?? "";
  if (fromRoot === "" || isAbove(folder, root)) {
    return diagnostic("output-unsafe", {}, `The output folder ${shown} holds the site's own sources.`, "Choose a folder of its own, such as _site.");
  }
  if (["content", "layouts", "public", "src", "node_modules", ".git", ".cache"].includes(first)) {
    return diagnostic("output-unsafe", {}, `The output folder ${shown} is one of the site's source folders.`, "Choose a folder of its own, such as _site.");
  }
  if (files.stat(folder)?.kind === "file") return diagnostic("output-unsafe", {}, `The output folder ${shown} is a file.`, "Remove it, or choose another folder.");
  for (const { path } of [...outputs, ...copies]) {
    const inside = relative(folder, join(folder, path));
    // The second guard: stage 2 refuses such addresses already.
    if (inside.startsWith("..") || inside === "") return diagnostic("output-unsafe", {}, `The file ${path} would be written outside the output folder.`, "This is a fault of Handbill's own; please report it.");
  }
  return undefined;
}

function isAbove(folder: string, root: string): boolean {
  const way = relative(folder, root);
  return !way.startsWith("..") && !/^[a-z]:/i.test(way);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EROFS: "the file system is read-only",
  EACCES: "the right to write is missing",
  EPERM: "the right to write is missing",
  ENOTDIR: "a file stands where a folder is needed",
  EISDIR: "a folder stands where a file is needed",
  ENOTEMPTY: "a folder with files of others stands where a file is needed",
};

function failure(error: unknown, { root }: WriteInput): Diagnostic {
  const { code = "", path, message } = error as NodeJS.ErrnoException;
  const at = path === undefined ? "" : ` at ${relative(root, path)}`;
  return diagnostic("write-failed", {}, `The site could not be written: ${REASONS[code] ?? message}${at}. The old site is left as it was.`, "Make room, or give the user who builds the right to write there.");
}
