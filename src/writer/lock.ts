/** One build at a time writes a site: a file says which process does. */

import type { FileSystem } from "./file-system.js";

/**
 * Takes the lock, or gives the number of the process that holds it. A lock whose process is gone is taken over, also
 * when another process has got its number since: the file holds the time at which its process started, too.
 */
export function takeLock(files: FileSystem, lock: string, pid: number): number | undefined {
  const own = lockText(files, pid);
  for (let tries = 0; tries < 3; tries += 1) {
    if (files.create(lock, own)) return undefined;
    const found = textOf(files, lock);
    if (found === undefined) continue;
    const [holder = 0, start = ""] = [Number(found.split(" ")[0]), found.split(" ")[1]];
    const running = holder > 0 && holder !== pid ? files.processStart(holder) : undefined;
    if (running !== undefined && (start === "" || running === "" || start === running)) return holder;
    // Taken away under a name of its own: of two builds that find a dead lock, one gets it.
    const dead = `${lock}.${pid}`;
    try {
      files.rename(lock, dead);
    } catch {
      continue;
    }
    const taken = textOf(files, dead);
    if (taken === found) files.remove(dead);
    else files.rename(dead, lock);
  }
  return Number(textOf(files, lock)?.split(" ")[0] ?? 0);
}

/** Gives the lock back, if it is still this process's. */
export function dropLock(files: FileSystem, lock: string, pid: number): void {
  if (textOf(files, lock) === lockText(files, pid)) files.remove(lock);
}

function lockText(files: FileSystem, pid: number): string {
  return `${pid} ${files.processStart(pid) ?? ""}`.trim();
}

function textOf(files: FileSystem, path: string): string | undefined {
  try {
    return files.readText(path);
  } catch {
    return undefined;
  }
}
