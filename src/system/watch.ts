/**
 * Watches a site for changed files, with Node's own watcher for each folder. It reports changes at once;
 * libraries wait 50 ms for more events, or open every file. Events are only hints: the reader of the files
 * finds the actual changes.
 */

import { lstatSync, readdirSync, readlinkSync, realpathSync, statSync, watch, type FSWatcher } from "node:fs";
import { join, resolve, sep } from "node:path";
import { ChangeBatch } from "./change-batch.js";
import { isLeftOut, isOfTool } from "./leftovers.js";
import { pollFolders } from "./poll.js";
import { guardFolder } from "./site-folder.js";

export interface WatchOptions {
  /** Absolute path of the site. */
  readonly root: string;
  /** Folders whose files are watched at any depth. They need not exist yet. */
  readonly trees: readonly string[];
  /** Called with the paths of changed files and folders, relative to the root with `/`. */
  changed(paths: readonly string[]): void;
  /**
   * Called if the site's folder no longer exists. When it exists again, `changed` gets the path "", because
   * everything may have changed.
   */
  gone(): void;
  /**
   * Called once with a sentence if the system can no longer watch files. From then on, files are polled every
   * second.
   */
  limited(reason: string): void;
}

export interface Watcher {
  /** Also watches the files directly in these folders, and whether these folders are moved. */
  also(folders: readonly string[]): void;
  close(): void;
}

/** Starts watching. */
export function watchSite(options: WatchOptions): Watcher {
  const folders = new WatchedFolders(options);
  const guard = guardFolder(options.root, options.gone, () => folders.watchAnew());
  folders.watchAll();
  return {
    also: (more) => more.forEach((folder) => folders.watchBeside(folder)),
    close() {
      guard.close();
      folders.close();
    },
  };
}

class WatchedFolders {
  private readonly watchers = new Map<string, FSWatcher>();
  /**
   * Folders next to the trees, and those that hold them, also if they can no longer be watched.
   */
  private readonly others = new Set([""]);
  /** Links in the trees, with their targets. */
  private readonly links = new Map<string, string>();
  private readonly changes: ChangeBatch;
  private readonly top: string;
  private poll: { close(): void } | undefined;

  constructor(private readonly options: WatchOptions) {
    this.top = realpathSync(options.root);
    this.changes = new ChangeBatch(options);
  }

  watchAll(): void {
    for (const tree of this.options.trees) this.follow(tree);
    this.others.forEach((folder) => this.watchFolder(folder));
  }

  /** Another folder is in the site's place. */
  watchAnew(): void {
    for (const watcher of this.watchers.values()) watcher.close();
    this.watchers.clear();
    this.links.clear();
    this.watchAll();
    this.changes.add("");
  }

  /** Watches a folder next to the trees, and its parents. */
  watchBeside(folder: string): void {
    for (const one of [...foldersAbove(folder).filter((above) => !above.endsWith("..")), folder]) {
      if (this.isTree(one)) continue;
      this.others.add(one);
      this.watchFolder(one);
    }
  }

  close(): void {
    this.changes.close();
    this.poll?.close();
    for (const watcher of this.watchers.values()) watcher.close();
  }

  private isTree(folder: string): boolean {
    return this.options.trees.some((tree) => folder === tree || folder.startsWith(`${tree}/`));
  }

  private watchFolder(folder: string): void {
    if (this.poll !== undefined || this.watchers.has(folder)) return;
    try {
      const watcher = watch(join(this.options.root, folder), (event, name) =>
        this.onEvent(folder, event, name),
      );
      watcher.on("error", (error) => this.fail(error));
      this.watchers.set(folder, watcher);
    } catch (error) {
      this.fail(error);
    }
  }

  private onEvent(folder: string, event: string, name: string | null): void {
    if (name === null) return this.changes.add(folder);
    const path = folder === "" ? name : `${folder}/${name}`;
    // The configuration, next to the trees, is itself a hidden file.
    if (this.isTree(folder) ? isLeftOut(name) : isOfTool(name)) return;
    for (const one of [path, ...this.throughLinks(path)]) {
      // Another folder may be there now; a watcher of the old one hears nothing of it.
      if (event === "rename") this.forget(one);
      if (this.isTree(one)) this.follow(one);
      this.changes.add(one);
    }
    for (const other of this.others) if (isAt(other, path)) this.watchFolder(other);
  }

  private fail(error: unknown): void {
    if (this.poll !== undefined) return;
    const { code = "" } = error as NodeJS.ErrnoException;
    // The folder above reports one that went while it was opened, and one that may be read again.
    if (["ENOENT", "ENOTDIR", "EACCES", "EPERM"].includes(code)) return;
    for (const watcher of this.watchers.values()) watcher.close();
    const { root, trees, limited } = this.options;
    limited(
      code === "ENOSPC" || code === "EMFILE"
        ? `the system cannot watch more folders (${code}; on Linux, raise fs.inotify.max_user_watches)`
        : `the system cannot watch folders (${code})`,
    );
    this.poll = pollFolders(root, trees, this.others, (path) => this.changes.add(path));
  }

  private forget(path: string): void {
    for (const [folder, watcher] of this.watchers) {
      if (!isAt(folder, path)) continue;
      watcher.close();
      this.watchers.delete(folder);
    }
    for (const link of this.links.keys()) if (isAt(link, path)) this.links.delete(link);
  }

  /** Other paths in the trees, through links, for a path, its contents or its parents. */
  private throughLinks(path: string): string[] {
    return [...this.links].flatMap(([link, target]) =>
      isAt(target, path) ? [link] : isAt(path, target) ? [link + path.slice(target.length)] : [],
    );
  }

  /** There is no event at a link when its target is saved. */
  private noteLink(path: string): void {
    const target = targetOf(join(this.options.root, path));
    if (target?.startsWith(this.top + sep) !== true) return;
    const inSite = target.slice(this.top.length + 1).replaceAll(sep, "/");
    this.links.set(path, inSite);
    this.watchBeside(inSite.split("/").slice(0, -1).join("/"));
  }

  /** Watches the folder at a path; forgets the path when there is none. */
  private follow(path: string): void {
    const { root } = this.options;
    const real = realFolder(join(root, path));
    if (real === undefined) this.forget(path);
    this.noteLink(path);
    if (real === undefined) return;
    // By the rules for listing files: no link leaves the site, and none forms a circle.
    const isRound = foldersAbove(path).some((folder) => realFolder(join(root, folder)) === real);
    if (!isRound && real.startsWith(this.top + sep)) this.walk(path, real);
  }

  private walk(path: string, real: string): void {
    if (this.watchers.has(path)) return;
    this.watchFolder(path);
    try {
      for (const entry of readdirSync(real, { withFileTypes: true })) {
        if (isLeftOut(entry.name)) continue;
        if (entry.isDirectory()) this.walk(`${path}/${entry.name}`, real + sep + entry.name);
        else if (entry.isSymbolicLink()) this.follow(`${path}/${entry.name}`);
      }
    } catch {
      // It went meanwhile; the folder above reports it.
    }
  }
}

/** The target of a link, even if it does not exist; undefined if the path is not a link. */
function targetOf(path: string): string | undefined {
  try {
    return lstatSync(path).isSymbolicLink()
      ? (realPath(path) ?? resolve(path, "..", readlinkSync(path)))
      : undefined;
  } catch {
    return undefined;
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** The real path of a folder; undefined if it does not exist. */
function realFolder(path: string): string | undefined {
  try {
    return statSync(path).isDirectory() ? realpathSync(path) : undefined;
  } catch {
    return undefined;
  }
}

/** `a/b/c` gives the root, `a` and `a/b`. */
function foldersAbove(path: string): string[] {
  const parts = path.split("/");
  return parts.map((_, index) => parts.slice(0, index).join("/"));
}

/** Whether a path is the folder, or inside it. */
function isAt(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
