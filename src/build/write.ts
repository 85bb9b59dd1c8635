/**
 * Writing a site: everything is prepared aside while pages render, so that a full disk or a missing right is found
 * while the old site is whole; then each file takes its place in one step, assets before pages, and what is no longer
 * made goes last.
 */

import { dirname, join, relative, sep } from "node:path";
import { diagnostic } from "../diagnostics.js";
import type { Diagnostic } from "../model.js";
import type { FileSystem } from "./file-system.js";
import { hashOf, manifestText, readManifest, type Entry, type Manifest } from "./manifest.js";

export interface WriterInput {
  /** Absolute path of the output folder. */
  readonly folder: string;
  /** Absolute path of the cache folder. */
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

/** A site on its way to the output folder. Its methods throw what the file system throws; `writeFailure` explains it. */
export interface SiteWriter {
  /** Prepares a file of the output folder, unless it has these bytes already. */
  write(path: string, content: string): void;
  /** Prepares a copy of the file at an absolute path. */
  copy(from: string, path: string): void;
  /** Keeps a file of the last build as it is; false when it is not there any more, or not as that build left it. */
  keep(path: string): boolean;
  /** Puts everything into its place, and removes what earlier builds made and this one did not. */
  commit(): Written;
  /** Takes away what was prepared, and lets the next build in. Harmless after `commit`. */
  close(): void;
}

/** A path that is not written to, whatever the file system would allow. */
class RefusedPath extends Error {}

/** Whether this is an error of the writing, and not a fault of the program. */
export function isWriteError(error: unknown): boolean {
  return error instanceof RefusedPath || (error as NodeJS.ErrnoException | null)?.syscall !== undefined;
}

/** Opens the output folder for one build; a Diagnostic when it is no safe place, or another build writes there. */
export function openWriter(files: FileSystem, input: WriterInput): SiteWriter | Diagnostic {
  const unsafe = checkFolder(files, input);
  if (unsafe !== undefined) return unsafe;
  const lock = join(input.cache, "lock");
  try {
    files.makeFolder(input.cache);
    const holder = takeLock(files, lock, input.pid);
    if (holder !== undefined) return diagnostic("write-failed", {}, `Another build of this site is writing (process ${holder}).`, "Wait for it to end, or stop it.");
    return createWriter(files, input, lock);
  } catch (error) {
    return writeFailure(error, input.root);
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

function createWriter(files: FileSystem, { folder, cache }: WriterInput, lock: string): SiteWriter {
  const manifestPath = join(cache, "outputs.json");
  const before = readManifest(files, manifestPath);
  const manifest = new Map<string, Entry>();
  const staged: { readonly path: string; readonly temporary: string }[] = [];
  // Beside the output folder, so that taking a place is one step on its file system. Leftovers of a dead build go.
  const aside = `${folder}.handbill-tmp`;
  files.remove(aside);
  const stage = (path: string, bytes: Uint8Array, put: (temporary: string) => void): void => {
    const inside = relative(folder, join(folder, path));
    // The second guard: stage 2 refuses such addresses already.
    if (inside === "" || inside.startsWith("..")) throw new RefusedPath(`${path} would be outside the output folder`);
    manifest.set(path, { hash: hashOf(bytes), look: "" });
    if (holds(files, join(folder, path), bytes)) return;
    const temporary = join(aside, String(staged.length));
    if (staged.length === 0) files.makeFolder(aside);
    put(temporary);
    staged.push({ path, temporary });
  };
  return {
    write(path, content) {
      const bytes = Buffer.from(content);
      stage(path, bytes, (temporary) => files.write(temporary, bytes));
    },
    copy: (from, path) => stage(path, files.readBytes(from), (temporary) => files.copy(from, temporary)),
    keep(path) {
      const entry = before.get(path);
      const there = files.stat(join(folder, path));
      if (entry === undefined || there?.kind !== "file") return false;
      if (there.look !== entry.look && hashOf(files.readBytes(join(folder, path))) !== entry.hash) return false;
      manifest.set(path, entry);
      return true;
    },
    commit() {
      prepareFolders(files, folder, staged.map(({ path }) => path), before);
      for (const { path, temporary } of inReadersOrder(staged)) files.rename(temporary, join(folder, path));
      const removed = removeOld(files, folder, before, manifest);
      for (const [path, { hash }] of manifest) manifest.set(path, { hash, look: files.stat(join(folder, path))?.look ?? "" });
      files.write(`${manifestPath}.tmp`, manifestText(manifest));
      files.rename(`${manifestPath}.tmp`, manifestPath);
      return { written: staged.length, removed, unchanged: manifest.size - staged.length };
    },
    close() {
      files.remove(aside);
      files.remove(lock);
    },
  };
}

/** Whether the file has these bytes already. */
function holds(files: FileSystem, path: string, bytes: Uint8Array): boolean {
  const there = files.stat(path);
  return there?.kind === "file" && there.size === bytes.length && Buffer.compare(bytes, files.readBytes(path)) === 0;
}

/** Makes the folders; a link among them would lead the writing elsewhere, and a file in the way of a folder is an error. */
function prepareFolders(files: FileSystem, folder: string, paths: readonly string[], before: Manifest): void {
  const seen = new Set<string>();
  for (const path of paths) {
    for (let inner = dirname(join(folder, path)); inner.length >= folder.length && !seen.has(inner); inner = dirname(inner)) {
      seen.add(inner);
      const there = files.stat(inner);
      if (there?.kind === "link" && inner !== folder) throw new RefusedPath(`${inner} is a link, and may lead out of the output folder`);
      // A page of the last build may stand where this one needs a folder; a file of somebody else stays.
      if (there?.kind === "file" && before.has(relative(folder, inner).split(sep).join("/"))) files.remove(inner);
    }
    files.makeFolder(dirname(join(folder, path)));
    if (files.stat(join(folder, path))?.kind !== "folder") continue;
    for (const [old, { hash }] of before) if (old.startsWith(`${path}/`)) removeOwn(files, folder, old, hash);
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
  for (const [path, { hash }] of before) if (!now.has(path) && removeOwn(files, folder, path, hash)) removed += 1;
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
function checkFolder(files: FileSystem, { folder, root }: WriterInput): Diagnostic | undefined {
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

/** Why a site could not be written. */
export function writeFailure(error: unknown, root: string): Diagnostic {
  const { code = "", path, message } = error as NodeJS.ErrnoException;
  const at = path === undefined ? "" : ` at ${relative(root, path)}`;
  return diagnostic("write-failed", {}, `The site could not be written: ${REASONS[code] ?? message}${at}. The old site is left as it was.`, "Make room, or give the user who builds the right to write there.");
}
