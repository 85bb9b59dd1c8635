/**
 * Writing a site: everything is prepared aside while pages render, so that a full disk or a missing right is found
 * while the old site is whole. Where that is cheap, the whole folder is exchanged for the new site; where many files
 * would only get a second name, each file takes its place in one step, assets before pages, and what is no longer made
 * goes last.
 */

import { dirname, join, relative } from "node:path";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import { once } from "../utils/once.js";
import type { FileSystem } from "./file-system.js";
import { openKeptPages } from "../incremental/cache/pages.js";
import { dropLock, takeLock } from "./lock.js";
import {
  BETWEEN,
  folderName,
  hashOf,
  readManifests,
  writeManifests,
  type Entry,
  type Manifest,
} from "./manifest.js";
import { checkFolder, realFolder } from "./output-folder.js";
import { exchange, isCheap, makeAside, mayExchange, removeExchanged, undoExchange } from "./exchange.js";
import { oldPaths, type OwnFiles } from "./owned-outputs.js";
import { PENDING, readPending, writePending, type Begun, type Waiting } from "./pending.js";
import { completeReplacement, planReplacement } from "./replace.js";
import { prepare, prepareFile, prepareMoved, readSource, type Place, type Prepared } from "./prepare.js";
import { HalfWritten, isWriteError, writeFailure } from "./write-failure.js";

export { isWriteError, writeFailure } from "./write-failure.js";

export interface WriterInput {
  /** Absolute path of the output folder. */
  readonly folder: string;
  /** Absolute path of the cache folder. */
  readonly cache: string;
  readonly root: string;
  /** Folders of sources, from the root, that are no place for a site. @default those of a site that `defineSite` makes */
  readonly sources?: readonly string[];
  /** The number of this process, for the lock. */
  readonly pid: number;
}

export interface Written {
  readonly written: number;
  readonly removed: number;
  readonly unchanged: number;
}

/** An output folder as a build left it. */
export interface Left {
  /** Path of the folder from the root. */
  readonly folder: string;
  /** Of all its files, with the one character between them that no path holds. */
  readonly paths: string;
  /** Hash of how they look. */
  readonly looks: string;
}

/** A site on its way to the output folder. Its methods throw what the file system throws; `writeFailure` explains it. */
export interface SiteWriter {
  /** Where others may prepare files, under names with a hyphen, for `add`. */
  readonly place: Place;
  /** Takes a file that somebody else prepared. */
  add(prepared: Prepared): void;
  /** Prepares a file of the output folder, unless it has these bytes already. */
  write(path: string, content: string | Uint8Array): void;
  /** Prepares a copy of the file at an absolute path. */
  copy(from: string, path: string): void;
  /** Takes the file at an absolute path away from there. `isKept`: whether the cache keeps it, for a site that is lost. */
  move(from: string, path: string, isKept: boolean): void;
  /** Keeps a file of the last build as it is; false when it is not there any more, or not as that build left it. */
  keep(path: string): boolean;
  /** Brings a page of the last build back, whose file is lost; false when it is not kept. */
  restore(path: string): boolean;
  /** Keeps all files of the last build as they are but these; false when one of them is not as it was. */
  keepAllBut(paths: ReadonlySet<string>): boolean;
  /** Whether the output folder is as a build left it; then nothing need be kept or written. */
  isAsLeft(left: Left): boolean;
  /**
   * Puts everything into its place, and removes what earlier builds made and this one did not. `remember` then leaves
   * what the next build is to know; until it ends, the next build trusts nothing.
   */
  commit(remember: (left: Left) => void): Written;
  /** Takes away what was prepared, and lets the next build in. Harmless after `commit`. */
  close(): void;
}

/** Stands in a manifest for how the source of a copy looked: the file is made again by each build. */
const NOT_KEPT = "moved";

/** Opens the output folder for one build; a Diagnostic when it is no safe place, or another build writes there. */
export function openWriter(files: FileSystem, input: WriterInput): SiteWriter | Diagnostic {
  const unsafe = checkFolder(files, input);
  if (unsafe !== undefined) return unsafe;
  const lock = join(input.cache, "lock");
  try {
    files.makeFolder(input.cache);
    const holder = takeLock(files, lock, input.pid);
    if (holder !== undefined)
      return diagnostic(
        "write-failed",
        {},
        `Another build of this site is writing (process ${holder}).`,
        "Wait until it ends, or stop it.",
      );
    return createWriter(files, input, lock);
  } catch (error) {
    dropLock(files, lock, input.pid);
    return writeFailure(error, input.root);
  }
}

function createWriter(files: FileSystem, input: WriterInput, lock: string): SiteWriter {
  const { cache, root } = input;
  // A link as the output folder itself is the author's choice; its target has been checked.
  const folder = realFolder(files, input.folder);
  const key = folderName(root, input.folder);
  const manifestPath = join(cache, "outputs.json");
  const pendingPath = join(cache, PENDING);
  const known = once(() => readManifests(files, manifestPath));
  const before = once((): Manifest => known().folders.get(key) ?? new Map());
  const aside = asideOf(files, folder);
  undoExchange(files, { folder, aside });
  // Left by a build that was killed while it put its files into their places: both its files and older ones may be there.
  let pending = readPending(files, pendingPath);
  const died = pending !== undefined;
  const begun = pending?.get(key);
  const own = once((): OwnFiles => ({ files, folder, hashes: ownHashes(before(), begun) }));
  /** Tells the next build, and those who read the folder, what is being done to it. */
  const tell = (now: Begun): void => {
    const killed = begun?.files.map((file) => ({ ...file, temporary: "" })) ?? [];
    pending = new Map(pending).set(key, { ...now, files: [...now.files, ...killed] });
    writePending(files, pendingPath, pending);
  };
  if (begun?.isMixed === true && complete(own(), aside, begun)) tell({ isMixed: false, files: [], gone: [] });
  const isKnown = once(() => known().last === key && !died);
  const manifest = new Map<string, Entry>();
  const staged: Waiting[] = [];
  const kept = openKeptPages(files, cache);
  files.remove(aside);
  let isWhole = false;

  const place: Place = { folder, aside, isNew: files.stat(folder) === undefined };
  const add = ({ path, hash, temporary }: Prepared, from?: string): void => {
    manifest.set(path, { hash, look: "", ...(from !== undefined && { from }) });
    if (temporary !== undefined) staged.push({ path, hash, temporary: relative(aside, temporary) });
  };
  const keep = (path: string): boolean => {
    const entry = before().get(path);
    const there = files.stat(`${folder}/${path}`);
    if (!isKnown() || entry === undefined || there?.kind !== "file") return false;
    if (there.look === entry.look) manifest.set(path, entry);
    else if (hashOf(files.readBytes(join(folder, path))) !== entry.hash) return false;
    else manifest.set(path, { ...entry, look: there.look });
    return true;
  };
  const looksOf = (paths: string): string =>
    hashOf(
      Buffer.from(
        paths
          .split(BETWEEN)
          .map((path) => files.stat(`${folder}/${path}`)?.look ?? "")
          .join("\n"),
      ),
    );
  /** Puts everything into its place; `starts` is told before the first change. Gives the number of removed files, and whether files that stay look otherwise now. */
  const putIntoPlace = (starts: () => void): { readonly removed: number; readonly touched: boolean } => {
    const gone = oldPaths(own(), manifest);
    if (staged.length + gone.length === 0) return { removed: 0, touched: false };
    // Plugins may have made the folder meanwhile, for images that they write themselves.
    const isStillNew = place.isNew && files.stat(folder) === undefined;
    if (isStillNew) {
      tell({ isMixed: false, files: staged, gone: [] });
      if (staged.length > 0) {
        files.makeFolder(dirname(folder));
        files.rename(aside, folder);
        starts();
      }
      return { removed: 0, touched: false };
    }
    let waiting: readonly Waiting[] = staged;
    const mayTry =
      !place.isNew &&
      dirname(aside) !== folder &&
      isCheap(manifest.size - staged.length, staged.length) &&
      mayExchange(own(), aside, manifest);
    if (mayTry) {
      waiting = makeAside(files, { folder, aside }, staged, manifest);
      const there = gone.filter((path) => files.stat(join(folder, path)) !== undefined).length;
      tell({ isMixed: false, files: staged, gone });
      if (exchange(files, { folder, aside })) {
        starts();
        removeExchanged(files, { folder, aside }, new Set([...own().hashes.keys(), ...manifest.keys()]));
        return { removed: there, touched: true };
      }
    }
    const replace = planReplacement(own(), aside, { files: waiting, gone });
    tell({ isMixed: true, files: waiting, gone });
    return { removed: replace(starts), touched: mayTry };
  };
  return {
    place,
    add: (prepared) => add(prepared),
    write: (path, content) => add(prepareFile(files, place, String(staged.length), path, content)),
    copy(from, path) {
      const source = files.stat(from);
      const look = source?.kind === "file" ? source.look : undefined;
      const entry = before().get(path);
      if (look !== undefined && entry?.from === look && files.stat(join(folder, path))?.look === entry.look)
        return void manifest.set(path, entry);
      const bytes = readSource(files, from);
      add(
        prepare(files, place, String(staged.length), path, bytes, (temporary) => files.copy(from, temporary)),
        look,
      );
    },
    move(from, path, isKept) {
      const bytes = readSource(files, from);
      const prepared = prepareMoved(files, place, String(staged.length), path, bytes, from);
      add(prepared, isKept ? undefined : NOT_KEPT);
    },
    keep,
    keepAllBut: (paths) => isKnown() && [...before().keys()].every((path) => paths.has(path) || keep(path)),
    restore(path) {
      const entry = isKnown() ? before().get(path) : undefined;
      const bytes = entry === undefined ? undefined : kept.find(entry.hash);
      if (bytes !== undefined) add(prepareFile(files, place, String(staged.length), path, bytes));
      return bytes !== undefined;
    },
    isAsLeft: ({ folder: last, paths, looks }) =>
      last === key && !died && paths !== "" && looks === looksOf(paths),
    commit(remember) {
      let started = false;
      try {
        const { removed, touched } = putIntoPlace(() => (started = true));
        // After a death, what is kept is not known either. A second name changes how a file looks: it comes first.
        const changed = kept.follow(isKnown() ? before() : undefined, manifest, (path) => join(folder, path));
        const isNew = new Set(changed);
        for (const [path, entry] of manifest) {
          if (touched || entry.look === "" || isNew.has(path))
            manifest.set(path, { ...entry, look: files.stat(join(folder, path))?.look ?? "" });
        }
        writeManifests(files, manifestPath, {
          last: key,
          folders: new Map([...known().folders, [key, manifest]]),
        });
        // The site is whole; only the cache is not yet.
        if (pending !== undefined) tell({ isMixed: false, files: [], gone: [] });
        remember({
          folder: key,
          paths: [...manifest.keys()].join(BETWEEN),
          looks: hashOf(Buffer.from([...manifest.values()].map(({ look }) => look).join("\n"))),
        });
        isWhole = true;
        return { written: staged.length, removed, unchanged: manifest.size - staged.length };
      } catch (error) {
        throw started ? new HalfWritten(error) : error;
      }
    },
    close() {
      files.remove(aside);
      // The next build sees by this that one was killed; it goes when the cache, too, tells of what is there now.
      if (isWhole && pending !== undefined)
        writePending(files, pendingPath, new Map([...pending].filter(([name]) => name !== key)));
      dropLock(files, lock, input.pid);
    },
  };
}

/**
 * Where files are prepared: on the file system of the output folder, so that taking a place is one step, and beside it,
 * so that nobody serves them; within it where the folder is a file system of its own, as in a container.
 */
function asideOf(files: FileSystem, folder: string): string {
  const there = files.stat(folder);
  const isMount = there !== undefined && there.device !== files.stat(dirname(folder))?.device;
  return isMount ? join(folder, ".handbill-tmp") : `${folder}.handbill-tmp`;
}

/** What earlier builds gave each file, the last one that ended and those that were killed since. */
function ownHashes(before: Manifest, begun: Begun | undefined): ReadonlyMap<string, readonly string[]> {
  const hashes = new Map<string, string[]>([...before].map(([path, { hash }]) => [path, [hash]]));
  for (const { path, hash } of begun?.files ?? []) hashes.set(path, [...(hashes.get(path) ?? []), hash]);
  return hashes;
}

/** Completes what a killed build began; false where something is in its way, which the build that asks will tell. */
function complete(own: OwnFiles, aside: string, begun: Begun): boolean {
  try {
    completeReplacement(own, aside, begun);
    return true;
  } catch (error) {
    if (!isWriteError(error)) throw error;
    return false;
  }
}
