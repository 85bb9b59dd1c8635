/**
 * The rendered pages of the last build, kept by the hash of their bytes next to the output folder. Handbill
 * restores a lost site from them without rendering.
 */

import { join } from "node:path";
import type { FileSystem } from "../../writer/file-system.js";
import { hashOf, type Manifest } from "../../writer/manifest.js";

export interface KeptPages {
  /** The page whose bytes have this hash; undefined if it is missing or damaged. */
  find(hash: string): Uint8Array | undefined;
  /**
   * Keeps the pages that `now` adds to `before`, and removes those that it no longer contains. If `before` is
   * not known, keeps all pages. `fileOf` gives the location of a page. Returns the paths that were added.
   */
  follow(before: Manifest | undefined, now: Manifest, fileOf: (path: string) => string): readonly string[];
}

export function openKeptPages(files: FileSystem, cache: string): KeptPages {
  const folder = join(cache, "pages");
  // One folder for each first character of a hash, so that people can list them.
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

/**
 * Maps hashes to paths for the entries that another manifest lacks or has with another hash. Copied files are
 * not kept, because their sources exist.
 */
function differing(manifest: Manifest, other: Manifest): Map<string, string> {
  const paths = new Map<string, string>();
  for (const [path, entry] of manifest)
    if (entry.from === undefined && other.get(path) !== entry) paths.set(entry.hash, path);
  return paths;
}

function* hashesOf(manifest: Manifest): Iterable<string> {
  for (const { hash, from } of manifest.values()) if (from === undefined) yield hash;
}
