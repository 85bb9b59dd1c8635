/**
 * Watches a site for changed files, with Node's own watcher for each folder. It reports changes at once;
 * libraries wait 50 ms for more events, or open every file. Events are only hints: the reader of the files
 * finds the actual changes.
 */

import {
  lstatSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  statSync,
  watch,
  type FSWatcher,
  type Stats,
} from "node:fs";
import { join, resolve, sep } from "node:path";
import { isLeftOut, isOfTool } from "./leftovers.js";
import { pollFolders } from "./poll.js";

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

/** Wait after the last event, in milliseconds: one save causes several events. */
const QUIET = 4;
/** The longest wait in a folder with constant events, in milliseconds. */
const MAX_DELAY = 50;
/**
 * How often the site's folder itself is checked, in milliseconds: there is no event if another folder
 * replaces it.
 */
const EVERY = 500;

/** Starts watching. */
export function watchSite({ root, trees, changed, gone, limited }: WatchOptions): Watcher {
  const watchers = new Map<string, FSWatcher>();
  /** Folders next to the trees, and their parents, including those that can no longer be watched. */
  const others = new Set([""]);
  const top = realpathSync(root);
  /** Links in the trees, with their targets. */
  const links = new Map<string, string>();
  let poll: { close(): void } | undefined;
  let waiting = new Set<string>();
  let since = 0;
  let timer: NodeJS.Timeout | undefined;
  let place = placeOf(root);
  const reportChanges = (): void => {
    // Without its folder, there is no site. Changes wait until the folder exists again.
    if (placeOf(root) === undefined) return;
    const paths = [...waiting].sort();
    waiting = new Set();
    changed(paths);
  };
  const noteChange = (path: string): void => {
    const now = performance.now();
    if (waiting.size === 0) since = now;
    waiting.add(path);
    clearTimeout(timer);
    timer = setTimeout(reportChanges, Math.max(0, Math.min(QUIET, since + MAX_DELAY - now)));
  };
  const isTree = (folder: string): boolean =>
    trees.some((tree) => folder === tree || folder.startsWith(`${tree}/`));
  const inner = (folder: string, name: string): string => (folder === "" ? name : `${folder}/${name}`);

  const fail = (error: unknown): void => {
    if (poll !== undefined) return;
    const { code = "" } = error as NodeJS.ErrnoException;
    // Events of the parent report a folder that disappeared while it was opened, or that became readable
    // again.
    if (["ENOENT", "ENOTDIR", "EACCES", "EPERM"].includes(code)) return;
    for (const watcher of watchers.values()) watcher.close();
    limited(
      code === "ENOSPC" || code === "EMFILE"
        ? `the system cannot watch more folders (${code}; on Linux, raise fs.inotify.max_user_watches)`
        : `the system cannot watch folders (${code})`,
    );
    poll = pollFolders(root, trees, others, noteChange);
  };

  const watchFolder = (folder: string): void => {
    if (poll !== undefined || watchers.has(folder)) return;
    try {
      const watcher = watch(join(root, folder), (event, name) => {
        if (name === null) return noteChange(folder);
        const path = inner(folder, name);
        // The configuration, next to the trees, is itself a hidden file.
        if (isTree(folder) ? isLeftOut(name) : isOfTool(name)) return;
        for (const one of [path, ...throughLinks(path)]) {
          // Another folder may have replaced the watched one, whose watcher then gets no events.
          if (event === "rename") forget(one);
          if (isTree(one)) follow(one);
          noteChange(one);
        }
        for (const other of others) if (isAt(other, path)) watchFolder(other);
      });
      watcher.on("error", fail);
      watchers.set(folder, watcher);
    } catch (error) {
      fail(error);
    }
  };

  const forget = (path: string): void => {
    for (const [folder, watcher] of watchers) {
      if (!isAt(folder, path)) continue;
      watcher.close();
      watchers.delete(folder);
    }
    for (const link of links.keys()) if (isAt(link, path)) links.delete(link);
  };
  /** Other paths in the trees, through links, for a path, its contents or its parents. */
  const throughLinks = (path: string): string[] =>
    [...links].flatMap(([link, target]) =>
      isAt(target, path) ? [link] : isAt(path, target) ? [link + path.slice(target.length)] : [],
    );
  /** Watches a folder next to the trees, and its parents. */
  const watchOther = (folder: string): void => {
    for (const one of [...foldersAbove(folder).filter((above) => !above.endsWith("..")), folder]) {
      if (isTree(one)) continue;
      others.add(one);
      watchFolder(one);
    }
  };
  /** There is no event at a link when its target is saved. */
  const recordLink = (path: string): void => {
    const target = targetOf(join(root, path));
    if (target?.startsWith(top + sep) !== true) return;
    const inSite = target.slice(top.length + 1).replaceAll(sep, "/");
    links.set(path, inSite);
    watchOther(inSite.split("/").slice(0, -1).join("/"));
  };
  /** Watches the folder at a path, or stops watching if there is no folder. */
  const follow = (path: string): void => {
    const real = realFolder(join(root, path));
    if (real === undefined) forget(path);
    recordLink(path);
    if (real === undefined) return;
    // By the rules for listing files: no link leaves the site, and none forms a circle.
    const isRound = foldersAbove(path).some((folder) => realFolder(join(root, folder)) === real);
    if (!isRound && real.startsWith(top + sep)) walk(path, real);
  };
  const walk = (path: string, real: string): void => {
    if (watchers.has(path)) return;
    watchFolder(path);
    try {
      for (const entry of readdirSync(real, { withFileTypes: true })) {
        if (isLeftOut(entry.name)) continue;
        if (entry.isDirectory()) walk(`${path}/${entry.name}`, real + sep + entry.name);
        else if (entry.isSymbolicLink()) follow(`${path}/${entry.name}`);
      }
    } catch {
      // The folder disappeared meanwhile; its parent reports that.
    }
  };
  const watchAll = (): void => {
    for (const tree of trees) follow(tree);
    others.forEach(watchFolder);
  };

  watchAll();
  const guard = setInterval(() => {
    const now = placeOf(root);
    if (now !== undefined && place !== undefined && !isReplaced(place, now)) return;
    const wasThere = place !== undefined;
    place = now;
    if (now === undefined) {
      if (wasThere) gone();
      return;
    }
    for (const watcher of watchers.values()) watcher.close();
    watchers.clear();
    links.clear();
    // Eleventy resolves file names from the working directory, which is the folder that disappeared.
    process.chdir(root);
    watchAll();
    noteChange("");
  }, EVERY);
  return {
    also(folders) {
      folders.forEach(watchOther);
    },
    close() {
      clearTimeout(timer);
      clearInterval(guard);
      poll?.close();
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

/** Identifies a folder; undefined if it does not exist. */
function placeOf(folder: string): Stats | undefined {
  try {
    const stats = statSync(folder);
    return stats.isDirectory() ? stats : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether another folder is at this path now, even one with the same inode number. If a system does not
 * record creation times, the time of the last change is used.
 */
function isReplaced(before: Stats, now: Stats): boolean {
  return (
    before.dev !== now.dev ||
    before.ino !== now.ino ||
    (before.birthtimeMs !== now.birthtimeMs && now.birthtimeMs !== now.ctimeMs)
  );
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
