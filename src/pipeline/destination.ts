/** The destination of a site's files, which may already contain some of them. */

import { dirname, join } from "node:path";
import type { OutputFile } from "../model/model.js";
import type { GeneratedFile } from "../outputs/generator.js";
import type { Made } from "../render/worker.js";
import { disk } from "../system/disk.js";
import { listPublished } from "../system/files.js";
import { prepareFile, type Place } from "../writer/prepare.js";
import type { SiteWriter } from "../writer/site-writer.js";

export interface Destination {
  /** Keeps a file of the output folder, or restores it. Returns false if neither is possible. */
  keep(path: string): boolean;
  /** Receives each page that this thread rendered, and each file that is generated from the site. */
  take(output: OutputFile | GeneratedFile): void;
  /** Receives each page that another thread rendered. */
  takeMade(made: Made): void;
  /**
   * Receives a file by its absolute path, and moves it. `isKept`: whether the next build may keep it without
   * making it again.
   */
  takeFile(path: string, from: string, isKept: boolean): void;
  /** Copies a file from an absolute path. */
  copy(from: string, path: string): void;
  /** Removes a file that it received or kept. */
  drop(path: string): void;
  /** Copies all its files to a folder by its absolute path. */
  stage(folder: string): void;
  /** The text of a rendered page; undefined if nothing is written. */
  read(path: string): string | undefined;
  /** Copies a file that the output folder lost to an absolute path. */
  rescue(path: string, to: string): void;
}

/** Writes nothing and contains nothing, so that every file is made. */
export const NOWHERE: Destination = {
  keep: () => false,
  take: () => undefined,
  takeMade: () => undefined,
  takeFile: () => undefined,
  copy: () => undefined,
  drop: () => undefined,
  stage: () => undefined,
  read: () => undefined,
  rescue: () => undefined,
};

/** Writes nothing and contains every file of the last build. For callers that need only the plan. */
export const AS_LEFT: Destination = { ...NOWHERE, keep: () => true };

/** The output folder. */
export function outputFolder(writer: SiteWriter): Destination {
  let rendered: ReadonlyMap<string, string> | undefined;
  return {
    keep: (path) => writer.keep(path) || writer.restore(path),
    take: ({ path, content }) => writer.write(path, content),
    takeMade: (made) => writer.add(made),
    takeFile: (path, from, isKept) => writer.move(from, path, isKept),
    copy: (from, path) => writer.copy(from, path),
    drop: (path) => writer.drop(path),
    stage(folder) {
      for (const [path, from] of writer.current()) copyInto(folder, path, from);
    },
    read(path) {
      // Called when all pages are rendered.
      rendered ??= new Map(writer.current());
      const from = rendered.get(path);
      return from === undefined ? undefined : new TextDecoder().decode(disk.readBytes(from));
    },
    rescue: (path, to) => writer.rescue(path, to),
  };
}

/** A folder that holds the whole site for a check. The caller removes it. */
export function checkedFolder(place: Place): Destination {
  return {
    ...NOWHERE,
    take: ({ path, content }) => void prepareFile(disk, place, path, path, content),
    copy: (from, path) => copyInto(place.aside, path, from),
    stage(folder) {
      for (const path of listPublished(place.aside)) copyInto(folder, path, join(place.aside, path));
    },
  };
}

function copyInto(folder: string, path: string, from: string): void {
  const to = join(folder, path);
  disk.makeFolder(dirname(to));
  // Copied, not linked: code that overwrites the file must not change the published site.
  disk.copy(from, to);
}
