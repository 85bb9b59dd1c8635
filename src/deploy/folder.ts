/** A folder of this machine, possibly mounted. */

import { randomUUID } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { hashOf } from "../writer/manifest.js";
import { readEach, type Store } from "./store.js";

/**
 * `folder`: absolute path. Every file is written next to its final path and renamed, so that readers never
 * get half of it.
 */
export function folderStore(folder: string): Store {
  const at = (key: string) => join(folder, key);
  const into = (key: string, bring: (temporary: string) => void): void => {
    const path = at(key);
    const temporary = `${path}.handbill-tmp`;
    mkdirSync(dirname(path), { recursive: true });
    bring(temporary);
    renameSync(temporary, path);
  };
  const read = (key: string): Uint8Array | undefined => {
    try {
      return readFileSync(at(key));
    } catch (error) {
      if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
      throw error;
    }
  };
  return {
    place: folder,
    canCopy: true,
    read: async (key) => read(key),
    readAll: (keys) => readEach(keys, 1, async (key) => read(key)),
    async hashOf(key) {
      const bytes = read(key);
      return bytes && hashOf(bytes);
    },
    async put(files, onDone) {
      for (const file of files) {
        into(file.key, (temporary) => writeFileSync(temporary, file.bytes()));
        onDone();
      }
    },
    async create(file) {
      const temporary = `${at(file.key)}.${randomUUID()}`;
      mkdirSync(dirname(temporary), { recursive: true });
      writeFileSync(temporary, file.bytes());
      try {
        // A hard link is created in one step, or not at all.
        linkSync(temporary, at(file.key));
        return true;
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === "EEXIST") return false;
        // A network share without hard links.
        if (!existsSync(at(file.key))) renameSync(temporary, at(file.key));
        return true;
      } finally {
        rmSync(temporary, { force: true });
      }
    },
    async copy(pairs, missing) {
      for (const { from, to } of pairs)
        if (missing === "must be there" || existsSync(at(from)))
          into(to, (temporary) => copyFileSync(at(from), temporary));
    },
    async remove(keys) {
      for (const key of keys) {
        rmSync(at(key), { force: true });
        removeEmpty(folder, dirname(key));
      }
    },
  };
}

/** Removes folders that became empty. */
function removeEmpty(root: string, path: string): void {
  if (path === "." || path === "" || path.startsWith("..") || isAbsolute(path)) return;
  try {
    rmdirSync(join(root, path));
  } catch {
    return;
  }
  removeEmpty(root, dirname(path));
}
