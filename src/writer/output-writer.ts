/**
 * The output folder during one build: files are prepared next to it, and published by `commit`.
 */

import { dirname, join, relative } from "node:path";
import { openKeptPages } from "../incremental/cache/pages.js";
import { once } from "../utils/once.js";
import { exchange, isCheap, makeAside, mayExchange, removeExchanged, undoExchange } from "./exchange.js";
import type { FileSystem } from "./file-system.js";
import { dropLock } from "./lock.js";
import {
  BETWEEN,
  folderName,
  hashOf,
  readManifests,
  writeManifests,
  type Entry,
  type Manifest,
} from "./manifest.js";
import { realFolder } from "./output-folder.js";
import { oldPaths, type OwnFiles } from "./owned-outputs.js";
import { Journal, ownHashes, PENDING, type Replacement, type Waiting } from "./pending.js";
import { prepare, prepareFile, prepareMoved, readSource, type Place, type Prepared } from "./prepare.js";
import { completeReplacement, planReplacement } from "./replace.js";
import { HalfWritten, isWriteError } from "./write-failure.js";
import type { Left, SiteWriter, WriterInput, Written } from "./site-writer.js";

/** Used in a manifest instead of the source's size and times: every build makes the file again. */
const NOT_KEPT = "moved";

export class OutputWriter implements SiteWriter {
  readonly place: Place;
  private readonly folder: string;
  private readonly key: string;
  private readonly manifestPath: string;
  private readonly aside: string;
  private readonly journal: Journal;
  private readonly own: () => OwnFiles;
  private readonly known: () => ReturnType<typeof readManifests>;
  private readonly kept: ReturnType<typeof openKeptPages>;
  private readonly manifest = new Map<string, Entry>();
  private readonly staged: Waiting[] = [];
  private isWhole = false;
  /** The number of names of prepared files so far. */
  private names = 0;

  constructor(
    private readonly files: FileSystem,
    private readonly input: WriterInput,
    private readonly lock: string,
  ) {
    const { cache, root } = input;
    // The output folder itself may be a link, which is the author's choice. Its target is checked.
    const folder = realFolder(files, input.folder);
    const aside = asideOf(files, folder);
    [this.folder, this.aside, this.key] = [folder, aside, folderName(root, input.folder)];
    this.manifestPath = join(cache, "outputs.json");
    this.known = once(() => readManifests(files, this.manifestPath));
    undoExchange(files, { folder, aside });
    this.journal = new Journal(files, join(cache, PENDING), this.key);
    const { interrupted } = this.journal;
    this.own = once((): OwnFiles => ({ files, folder, hashes: ownHashes(this.before(), interrupted) }));
    if (interrupted?.isMixed === true && complete(this.own(), aside, interrupted))
      this.journal.record({ isMixed: false, files: [], gone: [] });
    this.kept = openKeptPages(files, cache);
    files.remove(aside);
    this.place = { folder, aside, isNew: files.stat(folder) === undefined };
  }

  add({ path, hash, temporary }: Prepared): void {
    this.stage({ path, hash, temporary });
  }

  write(path: string, content: string | Uint8Array): void {
    this.stage(prepareFile(this.files, this.place, this.nextName(), path, content));
  }

  copy(from: string, path: string): void {
    const { files, folder, place } = this;
    const source = files.stat(from);
    const look = source?.kind === "file" ? source.look : undefined;
    const entry = this.before().get(path);
    if (look !== undefined && entry?.from === look && files.stat(join(folder, path))?.look === entry.look)
      return void this.manifest.set(path, entry);
    const bytes = readSource(files, from);
    const copyTo = (temporary: string): void => files.copy(from, temporary);
    this.stage(prepare(files, place, this.nextName(), path, bytes, copyTo), look);
  }

  move(from: string, path: string, isKept: boolean): void {
    const { files, place } = this;
    const prepared = prepareMoved(files, place, this.nextName(), path, readSource(files, from), from);
    this.stage(prepared, isKept ? undefined : NOT_KEPT);
  }

  *current(): Iterable<readonly [string, string]> {
    const prepared = new Map(this.staged.map(({ path, temporary }) => [path, join(this.aside, temporary)]));
    for (const path of this.manifest.keys()) yield [path, prepared.get(path) ?? join(this.folder, path)];
  }

  drop(path: string): void {
    this.manifest.delete(path);
    this.unstage(path);
    // A new site is built with its own structure, and published as a whole.
    if (this.place.isNew) this.files.remove(join(this.aside, path));
  }

  rescue(path: string, to: string): void {
    const entry = this.before().get(path);
    if (entry === undefined || this.files.stat(join(this.folder, path)) !== undefined) return;
    const bytes = this.kept.find(entry.hash);
    if (bytes === undefined) return;
    this.files.makeFolder(dirname(to));
    this.files.write(to, bytes);
  }

  keep(path: string): boolean {
    const { files, folder, manifest } = this;
    const entry = this.before().get(path);
    const there = files.stat(`${folder}/${path}`);
    if (!this.isKnown() || entry === undefined || entry.from === NOT_KEPT || there?.kind !== "file")
      return false;
    if (there.look === entry.look) manifest.set(path, entry);
    else if (hashOf(files.readBytes(join(folder, path))) !== entry.hash) return false;
    else manifest.set(path, { ...entry, look: there.look });
    return true;
  }

  keepAllBut(paths: ReadonlySet<string>): boolean {
    return this.isKnown() && [...this.before().keys()].every((path) => paths.has(path) || this.keep(path));
  }

  restore(path: string): boolean {
    const entry = this.isKnown() ? this.before().get(path) : undefined;
    const bytes = entry === undefined ? undefined : this.kept.find(entry.hash);
    if (bytes !== undefined) this.write(path, bytes);
    return bytes !== undefined;
  }

  isAsLeft({ folder: last, paths, looks }: Left): boolean {
    return last === this.key && !this.journal.wasKilled && paths !== "" && looks === this.looksOf(paths);
  }

  commit(remember: (left: Left) => void): Written {
    const { manifest, staged } = this;
    let started = false;
    try {
      const { removed, touched } = this.putIntoPlace(() => (started = true));
      this.noteLooks(touched);
      // The site is complete, but the cache is not yet.
      if (this.journal.isOpen) this.journal.record({ isMixed: false, files: [], gone: [] });
      remember({
        folder: this.key,
        paths: [...manifest.keys()].join(BETWEEN),
        looks: hashOf(Buffer.from([...manifest.values()].map(({ look }) => look).join("\n"))),
      });
      this.isWhole = true;
      return { written: staged.length, removed, unchanged: manifest.size - staged.length };
    } catch (error) {
      throw started ? new HalfWritten(error) : error;
    }
  }

  close(): void {
    this.files.remove(this.aside);
    // The next build sees by this that one was killed; it goes when the cache, too, describes what is there
    // now.
    if (this.isWhole) this.journal.close();
    dropLock(this.files, this.lock, this.input.pid);
  }

  private stage({ path, hash, temporary }: Prepared, from?: string): void {
    if (this.manifest.has(path)) this.unstage(path);
    this.manifest.set(path, { hash, look: "", ...(from !== undefined && { from }) });
    if (temporary !== undefined) this.staged.push({ path, hash, temporary: relative(this.aside, temporary) });
  }

  /** Removes an earlier version of a file. Its prepared bytes go with the staging folder. */
  private unstage(path: string): void {
    const at = this.staged.findIndex((one) => one.path === path);
    if (at !== -1) this.staged.splice(at, 1);
  }

  private nextName(): string {
    return String(this.names++);
  }

  /** The files that the last build left in this folder. */
  private before(): Manifest {
    return this.known().folders.get(this.key) ?? new Map<string, never>();
  }

  /** Whether the last build wrote this folder, and ended. */
  private isKnown(): boolean {
    return this.known().last === this.key && !this.journal.wasKilled;
  }

  private looksOf(paths: string): string {
    const looks = paths.split(BETWEEN).map((path) => this.files.stat(`${this.folder}/${path}`)?.look ?? "");
    return hashOf(Buffer.from(looks.join("\n")));
  }

  /**
   * Puts everything into its place; `starts` is called before the first change. Gives the number of removed
   * files, and whether files that stay look different now.
   */
  private putIntoPlace(starts: () => void): { readonly removed: number; readonly touched: boolean } {
    const { files, folder, aside, place, staged } = this;
    const gone = oldPaths(this.own(), this.manifest);
    if (staged.length + gone.length === 0) return { removed: 0, touched: false };
    // Plugins may have created the folder meanwhile, for images that they write themselves.
    if (place.isNew && files.stat(folder) === undefined) {
      this.journal.record({ isMixed: false, files: staged, gone: [] });
      if (staged.length > 0) {
        files.makeFolder(dirname(folder));
        files.rename(aside, folder);
        starts();
      }
      return { removed: 0, touched: false };
    }
    const exchanged = this.mayExchange() ? this.exchange(gone, starts) : undefined;
    if (exchanged !== undefined && "removed" in exchanged) return { ...exchanged, touched: true };
    const waiting = exchanged?.waiting ?? staged;
    const replace = planReplacement(this.own(), aside, { files: waiting, gone });
    this.journal.record({ isMixed: true, files: waiting, gone });
    return { removed: replace(starts), touched: exchanged !== undefined };
  }

  private mayExchange(): boolean {
    const { folder, aside, place, manifest, staged } = this;
    return (
      !place.isNew &&
      dirname(aside) !== folder &&
      isCheap(manifest.size - staged.length, staged.length) &&
      mayExchange(this.own(), aside, manifest)
    );
  }

  /** Exchanges the whole folder; where the system cannot, gives the files that wait for their places. */
  private exchange(
    gone: readonly string[],
    starts: () => void,
  ): { readonly removed: number } | { readonly waiting: readonly Waiting[] } {
    const { files, folder, aside, manifest, staged } = this;
    const waiting = makeAside(files, { folder, aside }, staged, manifest);
    const removed = gone.filter((path) => files.stat(join(folder, path)) !== undefined).length;
    this.journal.record({ isMixed: false, files: staged, gone });
    if (!exchange(files, { folder, aside })) return { waiting };
    starts();
    removeExchanged(files, { folder, aside }, new Set([...this.own().hashes.keys(), ...manifest.keys()]));
    return { removed };
  }

  /** Notes how the files look, for the next build; `all`: also those that were not written. */
  private noteLooks(all: boolean): void {
    const { files, folder, manifest } = this;
    // After a killed build, what is kept is not known either. A second name changes how a file looks: it
    // comes first.
    const before = this.isKnown() ? this.before() : undefined;
    const isNew = new Set(this.kept.follow(before, manifest, (path) => join(folder, path)));
    for (const [path, entry] of manifest) {
      if (all || entry.look === "" || isNew.has(path))
        manifest.set(path, { ...entry, look: files.stat(join(folder, path))?.look ?? "" });
    }
    writeManifests(files, this.manifestPath, {
      last: this.key,
      folders: new Map([...this.known().folders, [this.key, manifest]]),
    });
  }
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

/**
 * Completes what a killed build began; false where something is in its way, which the build that asks will
 * tell.
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
