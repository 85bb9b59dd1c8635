/**
 * Runs the code of a site while pages render. Its writes to the output folder go to a staging folder, so that
 * they are published with the site, and its reads are recorded.
 */

import { AsyncLocalStorage } from "node:async_hooks";
import fs from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { isMainThread } from "node:worker_threads";
import { isSettled } from "../sources/snapshot.js";
import { commandInFolder, shellInFolder } from "./command-paths.js";
import { hashOf } from "../writer/manifest.js";
import { statKeyOf } from "./files.js";
import { withPathHook, type PathHook } from "./hook-fs.js";
import { within } from "./record-reads.js";

// Taken before the functions are wrapped.
const { existsSync } = fs;

export interface SiteCodeFolders {
  /** Absolute path of the site. */
  readonly root: string;
  /** Absolute path of the output folder. */
  readonly output: string;
  /** The staging folder, relative to the root: `.cache/handbill/made`. */
  readonly folder: string;
}

export interface SiteCode {
  /** The staging folder, relative to the root. */
  readonly folder: string;
  /** Paths in the output folder that were written or examined, with the sources of the pages that did. */
  readonly touched: ReadonlyMap<string, ReadonlySet<string>>;
  /** How the files that were read looked, by path relative to the root; empty for a missing file. */
  readonly reads: ReadonlyMap<string, string>;
  /** Adds what another thread recorded. */
  add(recorded: RecordedCode): void;
  /** Gives what was recorded, for another thread, and forgets it. */
  drain(): RecordedCode;
  /** Calls `work`. Until it ends, code that `run` calls is recorded. */
  record<T>(work: () => Promise<T>): Promise<T>;
  /** Calls code of the site that renders the page `source`; empty for all pages together. */
  run<T>(source: string, work: () => Promise<T>): Promise<T>;
}

/** The records of a thread, in a form that can be sent to another. */
export interface RecordedCode {
  readonly touched: readonly (readonly [path: string, sources: readonly string[]])[];
  readonly reads: readonly (readonly [path: string, look: string])[];
}

/** Larger files are compared by their stat keys only. */
const MAX_HASHED = 64 * 1024 * 1024;

export function createSiteCode({ root, output, folder }: SiteCodeFolders): SiteCode {
  const staged = join(root, folder);
  const outputs = [join(root, "_site"), output];
  const page = new AsyncLocalStorage<string>();
  const touched = new Map<string, Set<string>>();
  const reads = new Map<string, string>();
  const written = new Set<string>();
  const nameOf = (path: string): string => relative(root, path).replaceAll("\\", "/");
  let isLooking = false;
  const touch = (path: string, source: string): void => {
    const sources = touched.get(path);
    if (sources === undefined) touched.set(path, new Set([source]));
    else sources.add(source);
  };
  const look = (path: string, source: string): void => {
    const name = nameOf(path);
    if (isLooking || reads.has(name) || written.has(name) || isKnownInput(name, source) || isBusy(path, root))
      return;
    isLooking = true;
    try {
      reads.set(name, lookOf(path));
    } finally {
      isLooking = false;
    }
  };
  // A file that the code itself writes, such as its cache, is no input.
  const own = (path: string): void => {
    written.add(nameOf(path));
    reads.delete(nameOf(path));
  };
  const path: PathHook["path"] = (given, access) => {
    const source = page.getStore();
    // Handbill itself reads the output folder, but writes to it only after the site's code has run.
    if (source === undefined && access === "read") return given;
    const absolute = resolve(root, given);
    const inStage = within(staged, absolute);
    const inner = inStage ?? outputs.map((one) => within(one, absolute)).find((one) => one !== undefined);
    if (inner === undefined) {
      if (source !== undefined && access === "read") look(absolute, source);
      else if (source !== undefined) own(absolute);
      return given;
    }
    // The writer prepares files in this folder if the output folder is a mount.
    if (source === undefined && inner.startsWith(".handbill-tmp")) return given;
    touch(inner, source ?? "");
    const aside = join(staged, inner);
    const there = join(output, inner);
    if (access === "read" && !existsSync(aside) && existsSync(there)) return there;
    return inStage === undefined ? aside : given;
  };
  const hook: PathHook = {
    path,
    command: (words, cwd) =>
      commandInFolder(words, { cwd: resolve(root, cwd), output: String(outputs[0]), instead: staged }),
    shell: (line, cwd) =>
      shellInFolder(line, { cwd: resolve(root, cwd), output: String(outputs[0]), instead: staged }),
  };
  return {
    folder,
    touched,
    reads,
    add(recorded) {
      for (const [one, sources] of recorded.touched) for (const source of sources) touch(one, source);
      for (const [one, key] of recorded.reads) if (!reads.has(one)) reads.set(one, key);
    },
    drain() {
      const recorded: RecordedCode = {
        touched: [...touched].map(([one, sources]) => [one, [...sources]]),
        reads: [...reads],
      };
      touched.clear();
      reads.clear();
      return recorded;
    },
    record: (work) => withPathHook(hook, work),
    run(source, work) {
      removeAtExit(root, folder);
      return page.run(source, work);
    },
  };
}

/** Calls `work`, and records what code of the site does meanwhile, if the site has code. */
export function recordCode<T>(code: SiteCode | undefined, work: () => Promise<T>): Promise<T> {
  return code === undefined ? work() : code.record(work);
}

/** Roots whose staging folder is removed when this process ends. */
const removed = new Set<string>();

/** A command that publishes nothing leaves no files. A thread ends before its process. */
function removeAtExit(root: string, folder: string): void {
  if (folder !== stagingFolder(false) || !isMainThread || removed.has(root)) return;
  removed.add(root);
  process.once("exit", () => fs.rmSync(join(root, folder), { recursive: true, force: true }));
}

/**
 * The staging folder of this process, relative to the root. Commands that publish nothing can run at the same
 * time, so each has its own.
 */
export function stagingFolder(publishes: boolean): string {
  return `.cache/handbill/${publishes ? "made" : `tried-${process.pid}`}`;
}

/** The first of these files that changed, relative to the root; undefined if none did. */
export function changedRead(root: string, reads: RecordedCode["reads"]): string | undefined {
  return reads.find(([path, look]) => !isAsBefore(join(root, path), look))?.[0];
}

/** A file in another place, or with another time, may have the same content. */
function isAsBefore(path: string, look: string): boolean {
  const key = statKeyOf(path);
  if (key === undefined || look === "") return key === undefined && look === "";
  const [keyBefore, hash] = look.split("\n");
  return key.text === keyBefore || (hash !== "" && hash === contentHash(path));
}

/** The stat key and the hash of a file. The time of a file that changed just now proves nothing. */
function lookOf(path: string): string {
  const key = statKeyOf(path);
  return key === undefined ? "" : `${isSettled(key, Date.now()) ? key.text : ""}\n${contentHash(path)}`;
}

/** The hash of a file, or of the names in a folder; empty if there is none. */
function contentHash(path: string): string {
  try {
    const stats = fs.statSync(path);
    if (stats.isDirectory()) return hashOf(Buffer.from(fs.readdirSync(path).sort().join("\n")));
    return stats.isFile() && stats.size <= MAX_HASHED ? hashOf(fs.readFileSync(path)) : "";
  } catch {
    return "";
  }
}

/** Files that every build compares anyway, and folders that other programs change. */
function isKnownInput(path: string, source: string): boolean {
  if (/(?:^|\/)(?:node_modules|\.git)(?:\/|$)/.test(path) || /^(?:\.cache|layouts)(?:\/|$)/.test(path))
    return true;
  // Eleventy itself reads all of content/ for its pages.
  return (
    source === "" &&
    /^content(?:\/|$)/.test(path) &&
    /(?:\/|^)[^/.]*$|\.(?:md|markdown|njk|html|liquid|webc|json|[cm]?[jt]sx?|ya?ml)$/.test(path)
  );
}

/** Code that searches a file looks into every parent folder. */
function isBusy(path: string, root: string): boolean {
  return [root, tmpdir()].some((folder) => within(path, folder) !== undefined);
}
