/** The rendered pages of the last build, kept beside the output folder by the hash of their bytes: a lost site comes back without rendering. */

import { join } from "node:path";
import type { FileSystem } from "../../writer/file-system.js";
import { hashOf, type Manifest } from "../../writer/manifest.js";

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
      const [added, gone] = [differing(now, before ?? new Map()), differing(before ?? new Map(), now)];
      for (const hash of hashesOf(before ?? new Map())) added.delete(hash);
      for (const hash of hashesOf(now)) gone.delete(hash);
      const folders = new Set<string>();
      for (const [hash, path] of added) {
        const inner = join(folder, hash.charAt(0));
        if (!folders.has(inner)) files.makeFolder(inner);
        folders.add(inner);
        files.link(fileOf(path), placeOf(hash));
      }
      for (const hash of gone.keys()) files.remove(placeOf(hash));
      return [...added.values()];
    },
  };
}

/** A path for each hash of the entries that another manifest has not, or has otherwise; what is copied has its source, and is not kept. */
function differing(manifest: Manifest, other: Manifest): Map<string, string> {
  const paths = new Map<string, string>();
  for (const [path, entry] of manifest)
    if (entry.from === undefined && other.get(path) !== entry) paths.set(entry.hash, path);
  return paths;
}

function* hashesOf(manifest: Manifest): Iterable<string> {
  for (const { hash, from } of manifest.values()) if (from === undefined) yield hash;
}
