/** The lock of a site: only one build at a time writes it. A file names the process. */

import type { FileSystem } from "./file-system.js";

/**
 * Takes the lock, or gives the id of the process that holds it. A lock whose process has ended is taken over.
 * The file also contains the start time of its process, so that a reused process id does not count.
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
    // Renamed to a unique name first: if two builds find a dead lock, only one gets it.
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

/** Releases the lock if this process still holds it. */
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
