/**
 * Tells which files of a site change. Node's own watcher, a folder at a time: it tells at once, where libraries wait 50 ms
 * for more or open every file. It is believed for hints only: what really changed, the reader of the files finds out.
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
  /** Folders whose files are watched at any depth; they need not exist yet. */
  readonly trees: readonly string[];
  /** Told the paths of files and folders, from the root with `/`, at which something happened. */
  changed(paths: readonly string[]): void;
  /** Told when the site itself is not there any more; where it comes again, all of it has changed: the path is "". */
  gone(): void;
  /** Told once, in a sentence, when the system cannot watch any more: from then on, files are looked at every second. */
  limited(reason: string): void;
}

export interface Watcher {
  /** Watches the files in these folders too, not those below; and that these folders stay where they are. */
  also(folders: readonly string[]): void;
  close(): void;
}

/** After the last event, in milliseconds: a save is several. */
const QUIET = 4;
/** A folder that never gets quiet is heard so often, in milliseconds. */
const MAX_DELAY = 50;
/** How often the site itself is looked at, in milliseconds: nobody tells that another folder is in its place. */
const EVERY = 500;

/** Starts watching. */
export function watchSite({ root, trees, changed, gone, limited }: WatchOptions): Watcher {
  const watchers = new Map<string, FSWatcher>();
  /** Folders beside the trees, and those that hold them; those that cannot be watched any more are among them. */
  const others = new Set([""]);
  const top = realpathSync(root);
  /** Links in the trees, and where they lead. */
  const links = new Map<string, string>();
  let poll: { close(): void } | undefined;
  let waiting = new Set<string>();
  let since = 0;
  let timer: NodeJS.Timeout | undefined;
  let place = placeOf(root);
  const tell = (): void => {
    // Without its folder, a site is none; what it was stays until the folder is there again.
    if (placeOf(root) === undefined) return;
    const paths = [...waiting].sort();
    waiting = new Set();
    changed(paths);
  };
  const happened = (path: string): void => {
    const now = performance.now();
    if (waiting.size === 0) since = now;
    waiting.add(path);
    clearTimeout(timer);
    timer = setTimeout(tell, Math.max(0, Math.min(QUIET, since + MAX_DELAY - now)));
  };
  const isTree = (folder: string): boolean =>
    trees.some((tree) => folder === tree || folder.startsWith(`${tree}/`));
  const inner = (folder: string, name: string): string => (folder === "" ? name : `${folder}/${name}`);

  const fail = (error: unknown): void => {
    if (poll !== undefined) return;
    const { code = "" } = error as NodeJS.ErrnoException;
    // A folder that went while it was opened is told by the one above it, and so is one that may be read again.
    if (["ENOENT", "ENOTDIR", "EACCES", "EPERM"].includes(code)) return;
    for (const watcher of watchers.values()) watcher.close();
    limited(
      code === "ENOSPC" || code === "EMFILE"
        ? `the system cannot watch more folders (${code}; on Linux, raise fs.inotify.max_user_watches)`
        : `the system cannot watch folders (${code})`,
    );
    poll = pollFolders(root, trees, others, happened);
  };

  const watchFolder = (folder: string): void => {
    if (poll !== undefined || watchers.has(folder)) return;
    try {
      const watcher = watch(join(root, folder), (event, name) => {
        if (name === null) return happened(folder);
        const path = inner(folder, name);
        // The configuration, beside the trees, is hidden itself.
        if (isTree(folder) ? isLeftOut(name) : isOfTool(name)) return;
        for (const one of [path, ...throughLinks(path)]) {
          // Another folder may stand there now: what watches the old one hears nothing of it.
          if (event === "rename") forget(one);
          if (isTree(one)) follow(one);
          happened(one);
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
  /** Other paths that the trees have, by links, for a path, for what is in it, or for what holds it. */
  const throughLinks = (path: string): string[] =>
    [...links].flatMap(([link, target]) =>
      isAt(target, path) ? [link] : isAt(path, target) ? [link + path.slice(target.length)] : [],
    );
  /** Watches a folder beside the trees, and those that hold it. */
  const watchBeside = (folder: string): void => {
    for (const one of [...foldersAbove(folder).filter((above) => !above.endsWith("..")), folder]) {
      if (isTree(one)) continue;
      others.add(one);
      watchFolder(one);
    }
  };
  /** Nothing happens at a link when the file to which it leads is saved. */
  const noteLink = (path: string): void => {
    const target = targetOf(join(root, path));
    if (target?.startsWith(top + sep) !== true) return;
    const inSite = target.slice(top.length + 1).replaceAll(sep, "/");
    links.set(path, inSite);
    watchBeside(inSite.split("/").slice(0, -1).join("/"));
  };
  /** Watches what stands at a path, when that is a folder; forgets it, when nothing does. */
  const follow = (path: string): void => {
    const real = realFolder(join(root, path));
    if (real === undefined) forget(path);
    noteLink(path);
    if (real === undefined) return;
    // As the files are listed: no link out of the site, and none that leads round in a circle.
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
      // It went meanwhile; the folder above tells.
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
    // Eleventy names files from the working directory, which is the folder that went.
    process.chdir(root);
    watchAll();
    happened("");
  }, EVERY);
  return {
    also(folders) {
      folders.forEach(watchBeside);
    },
    close() {
      clearTimeout(timer);
      clearInterval(guard);
      poll?.close();
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

/** What tells a folder from others; undefined when there is none. */
function placeOf(folder: string): Stats | undefined {
  try {
    const stats = statSync(folder);
    return stats.isDirectory() ? stats : undefined;
  } catch {
    return undefined;
  }
}

/** Whether another folder stands there, also one that took the number of the first. A system that does not know when a folder was made says when it was changed. */
function isReplaced(before: Stats, now: Stats): boolean {
  return (
    before.dev !== now.dev ||
    before.ino !== now.ino ||
    (before.birthtimeMs !== now.birthtimeMs && now.birthtimeMs !== now.ctimeMs)
  );
}

/** Where a link leads, also when nothing is there; undefined for what is no link. */
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

/** The real path of a folder; undefined when there is none. */
function realFolder(path: string): string | undefined {
  try {
    return statSync(path).isDirectory() ? realpathSync(path) : undefined;
  } catch {
    return undefined;
  }
}

/** `a/b/c` is in the root, in `a` and in `a/b`. */
function foldersAbove(path: string): string[] {
  const parts = path.split("/");
  return parts.map((_, index) => parts.slice(0, index).join("/"));
}

/** Whether a path is that of a folder, or one in it. */
function isAt(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
