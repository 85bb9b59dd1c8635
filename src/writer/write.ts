/**
 * Writes a site. Files are prepared in a staging folder while pages render, so that a full disk or a missing
 * permission is found before the old site changes. If few files are unchanged, the whole folder is exchanged
 * for the new site. Otherwise each file is replaced in one step, assets before pages, and obsolete files are
 * removed last.
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
import { PENDING, readPending, writePending, type Replacement, type Waiting } from "./pending.js";
import { completeReplacement, planReplacement } from "./replace.js";
import { prepare, prepareFile, prepareMoved, readSource, type Place, type Prepared } from "./prepare.js";
import type { SiteWriter, WriterInput } from "./site-writer.js";
import { HalfWritten, isWriteError, writeFailure } from "./write-failure.js";

export { isWriteError, writeFailure } from "./write-failure.js";

/** Used in a manifest instead of the source's size and times: every build makes the file again. */
const NOT_KEPT = "moved";

/**
 * Opens the output folder for one build. Gives a Diagnostic if the folder is not safe to write to, or if
 * another build writes to it.
 */
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
  // The output folder itself may be a link, which is the author's choice. Its target is checked.
  const folder = realFolder(files, input.folder);
  const key = folderName(root, input.folder);
  const manifestPath = join(cache, "outputs.json");
  const pendingPath = join(cache, PENDING);
  const known = once(() => readManifests(files, manifestPath));
  const before = once((): Manifest => known().folders.get(key) ?? new Map());
  const aside = asideOf(files, folder);
  undoExchange(files, { folder, aside });
  // Left by a build that was killed while it published files: both its files and older ones may be present.
  let pending = readPending(files, pendingPath);
  const wasKilled = pending !== undefined;
  const interrupted = pending?.get(key);
  const own = once((): OwnFiles => ({ files, folder, hashes: ownHashes(before(), interrupted) }));
  /** Records the current operation for the next build and for programs that read the folder. */
  const record = (now: Replacement): void => {
    const killed = interrupted?.files.map((file) => ({ ...file, temporary: "" })) ?? [];
    pending = new Map(pending).set(key, { ...now, files: [...now.files, ...killed] });
    writePending(files, pendingPath, pending);
  };
  if (interrupted?.isMixed === true && complete(own(), aside, interrupted))
    record({ isMixed: false, files: [], gone: [] });
  const isKnown = once(() => known().last === key && !wasKilled);
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
  /**
   * Publishes all files. Calls `starts` before the first change. Gives the number of removed files, and
   * whether the sizes or times of unchanged files differ now.
   */
  const putIntoPlace = (starts: () => void): { readonly removed: number; readonly touched: boolean } => {
    const gone = oldPaths(own(), manifest);
    if (staged.length + gone.length === 0) return { removed: 0, touched: false };
    // Plugins may have created the folder meanwhile, for images that they write themselves.
    const isStillNew = place.isNew && files.stat(folder) === undefined;
    if (isStillNew) {
      record({ isMixed: false, files: staged, gone: [] });
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
      record({ isMixed: false, files: staged, gone });
      if (exchange(files, { folder, aside })) {
        starts();
        removeExchanged(files, { folder, aside }, new Set([...own().hashes.keys(), ...manifest.keys()]));
        return { removed: there, touched: true };
      }
    }
    const replace = planReplacement(own(), aside, { files: waiting, gone });
    record({ isMixed: true, files: waiting, gone });
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
      last === key && !wasKilled && paths !== "" && looks === looksOf(paths),
    commit(remember) {
      let started = false;
      try {
        const { removed, touched } = putIntoPlace(() => (started = true));
        // After a killed build, the kept pages are not known either. Keeping pages comes first, because a
        // hard link changes the times of a file.
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
        // The site is complete, but the cache is not yet.
        if (pending !== undefined) record({ isMixed: false, files: [], gone: [] });
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
      // This record tells the next build that one was killed. It is removed when the cache also matches the
      // output folder.
      if (isWhole && pending !== undefined)
        writePending(files, pendingPath, new Map([...pending].filter(([name]) => name !== key)));
      dropLock(files, lock, input.pid);
    },
  };
}

/**
 * The staging folder. It is on the file system of the output folder, so that a file is published in one step,
 * and next to it, so that it is not served. If the output folder is a mount, as in a container, the staging
 * folder is inside it.
 */
function asideOf(files: FileSystem, folder: string): string {
  const there = files.stat(folder);
  const isMount = there !== undefined && there.device !== files.stat(dirname(folder))?.device;
  return isMount ? join(folder, ".handbill-tmp") : `${folder}.handbill-tmp`;
}

/** Hashes of each file from the last completed build, and from builds that were killed since. */
function ownHashes(
  before: Manifest,
  interrupted: Replacement | undefined,
): ReadonlyMap<string, readonly string[]> {
  const hashes = new Map<string, string[]>([...before].map(([path, { hash }]) => [path, [hash]]));
  for (const { path, hash } of interrupted?.files ?? [])
    hashes.set(path, [...(hashes.get(path) ?? []), hash]);
  return hashes;
}

/**
 * Completes a killed build. Returns false if something is in its way; the build that calls this reports it.
 */
function complete(own: OwnFiles, aside: string, interrupted: Replacement): boolean {
  try {
    completeReplacement(own, aside, interrupted);
    return true;
  } catch (error) {
    if (!isWriteError(error)) throw error;
    return false;
  }
}
