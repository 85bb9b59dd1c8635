/** The rendered pages of the last build, kept beside the output folder by the hash of their bytes: a lost site comes back without rendering. */

import { join } from "node:path";
import type { FileSystem } from "./file-system.js";
import { hashOf, type Manifest } from "./manifest.js";

export interface KeptPages {
  /** The page whose bytes have this hash; undefined when it is not kept, or not as it was. */
  find(hash: string): Uint8Array | undefined;
  /** Keeps the pages that `now` has more than `before`, and drops those that it has no longer; all, where `before` is not known. `fileOf` tells where one is. Gives the paths of those that it has kept now. */
  follow(before: Manifest | undefined, now: Manifest, fileOf: (path: string) => string): readonly string[];
}

export function openKeptPages(files: FileSystem, cache: string): KeptPages {
  const folder = join(cache, "pages");
  // In as many folders as a hash has first letters, for the sake of those who look.
  const placeOf = (hash: string) => join(folder, hash.charAt(0), hash);
  return {
    find(hash) {
      try {
        const bytes = files.readBytes(placeOf(hash));
        return hashOf(bytes) === hash ? bytes : undefined;
      } catch {
        return undefined;
      }
    },
    follow(before, now, fileOf) {
      if (before === undefined) files.remove(folder);
      const [old, kept] = [hashesOf(before ?? new Map()), hashesOf(now)];
      const folders = new Set<string>();
      const added: string[] = [];
      for (const [hash, path] of kept) {
        if (old.has(hash)) continue;
        const inner = join(folder, hash.charAt(0));
        if (!folders.has(inner)) files.makeFolder(inner);
        folders.add(inner);
        files.link(fileOf(path), placeOf(hash));
        added.push(path);
      }
      for (const hash of old.keys()) if (!kept.has(hash)) files.remove(placeOf(hash));
      return added;
    },
  };
}

/** A path for each hash; what is copied has its source, and is not kept. */
function hashesOf(manifest: Manifest): ReadonlyMap<string, string> {
  return new Map([...manifest].filter(([, { from }]) => from === undefined).map(([path, { hash }]) => [hash, path]));
}
