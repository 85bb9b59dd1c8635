/** Snapshots of sources from a build. A source with the same stat key need not be read again. */

import type { ImageSize } from "../model/placeholders.js";
import type { Diagnostic } from "../model/model.js";
import type { Assets } from "../templates/assets/assets.js";
import { BETWEEN } from "../writer/manifest.js";
import type { Left } from "../writer/site-writer.js";

/** The inputs of a build and its findings. */
export interface InputSnapshot {
  /** Hash of all inputs of the site; empty if stat keys cannot prove that they are unchanged. */
  readonly everything: string;
  /** The same without the bytes of pages. It includes their paths. */
  readonly allButPages: string;
  /** The output folder as the build left it. */
  readonly left: Left;
  readonly pages: number;
  /** The modules of the configuration, including those that a page imported on demand. */
  readonly modules: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** Hash of all inputs of the Site, without bodies and the texts of templates; empty if it is unknown. */
  readonly site: string;
  /** The same without its pages. */
  readonly siteButPages: string;
  /** Hash of the texts of templates, style sheets and scripts. */
  readonly templates: string;
  /** Findings about the links of its pages. */
  readonly links: readonly Diagnostic[];
  /** Whether a page is left out because it is a draft. */
  readonly hidesDrafts: boolean;
  /** Whether a page shows the texts of others. */
  readonly showsTexts: boolean;
  readonly assets: Assets;
  /** Files that code of the site wrote and read while pages rendered; absent without code. */
  readonly siteCode?: CodeSnapshot;
}

export interface CodeSnapshot {
  /** Paths in the output folder of the files that it wrote. */
  readonly made: readonly string[];
  /** How the files that it read looked, by path relative to the root. */
  readonly reads: readonly (readonly [path: string, look: string])[];
  /** Whether it listens to `eleventy.after`, which every build that writes files calls. */
  readonly hasEnd: boolean;
  /** Hash of the URLs that its plugins know; empty if none listens. */
  readonly maps: string;
}

/** By source: everything about a page that other pages can see, without its body. */
export type PublicPages = ReadonlyMap<string, PublicPage>;

export interface PublicPage {
  /** Hash of the document's public metadata. */
  readonly metadataHash: string;
  /** Its file in the output folder; empty if it has none. */
  readonly output: string;
}

/** By path: the hash of a file or the size of an image, and its stat key. */
export type FileSnapshots = ReadonlyMap<string, { readonly look: string; readonly hash: string }>;

/** Snapshots as stored. Three long texts are read at once, which is faster than 10,000 objects. */
export interface SnapshotColumns {
  readonly paths: string;
  readonly looks: string;
  readonly hashes: string;
}

export function toColumns(files: FileSnapshots): SnapshotColumns {
  const seen = [...files.values()];
  return {
    paths: [...files.keys()].join(BETWEEN),
    looks: seen.map(({ look }) => look).join(BETWEEN),
    hashes: seen.map(({ hash }) => hash).join(BETWEEN),
  };
}

export function fromColumns({ paths, looks, hashes }: SnapshotColumns): FileSnapshots {
  if (paths === "") return new Map();
  const [allLooks, allHashes] = [looks.split(BETWEEN), hashes.split(BETWEEN)];
  return new Map(
    paths
      .split(BETWEEN)
      .map((path, index) => [path, { look: allLooks[index] ?? "", hash: allHashes[index] ?? "" }]),
  );
}

/** The size of an image, stored instead of a hash; empty if it is unknown. */
export function textOfSize(size: ImageSize | undefined): string {
  return size === undefined ? "" : `${size.width}x${size.height}`;
}

export function sizeOfText(text: string): ImageSize | undefined {
  const [width, height] = text.split("x").map(Number);
  return width === undefined || height === undefined ? undefined : { width, height };
}

/** The identity of a file's state in the file system. */
export interface StatKey {
  /** Size, times and inode as text. */
  readonly text: string;
  /** Its latest time, in milliseconds since 1970. */
  readonly time: number;
}

/**
 * Whether a stat key proves that a file is unchanged. A file that changed just before the lookup could change
 * again with the same key. File systems record times in steps of a few milliseconds, or of up to 2 seconds
 * without fractions (FAT). `now` is the time before the lookup.
 */
export function isSettled({ time }: StatKey, now: number): boolean {
  return time < now - (time % 1000 === 0 ? 2000 : 100);
}
