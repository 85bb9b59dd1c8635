/** The possible targets of links, indexed by URL. */

import { decode } from "../../utils/percent.js";
import type { ImageSize } from "../../model/placeholders.js";
import type { SitePage, StaticFile } from "../../model/model.js";
import type { Redirect } from "../../model/redirect.js";

/** The possible targets of links. */
export interface LinkTargets {
  /** Markdown pages of the site, by source. */
  readonly pages: ReadonlyMap<string, SitePage>;
  /** Pages that Eleventy evaluates, by source, with their default URL. */
  readonly templates: ReadonlyMap<string, string | false>;
  /** Sources of drafts, which are left out. */
  readonly drafts: ReadonlySet<string>;
  readonly staticFiles: readonly StaticFile[];
  readonly base: string;
  /** The source of the page of a folder, which may not exist: `content/docs` → `content/docs/index.md`. */
  folderPage(folder: string): string;
  /** Whether another program of the same host serves a path. */
  isExternalPath?(path: string): boolean;
  /** The redirect for a path, if there is one. */
  redirectOf?(path: string): Redirect | undefined;
  /** The size of the image in a file; undefined if the file has none. */
  sizeOf?(source: string): ImageSize | undefined;
}

export interface TargetIndex {
  /** Pages by decoded URL. */
  readonly byUrl: ReadonlyMap<string, SitePage>;
  /** Pages by URL without slash, `index.html` and `.html`. */
  readonly byBareUrl: ReadonlyMap<string, SitePage>;
  readonly statics: ReadonlyMap<string, StaticFile>;
  /** The file at a path of the output folder. */
  staticAt(output: string): StaticFile | undefined;
  /**
   * The existing source that equals the given one in Unicode NFC. Accents have two encodings (NFC and NFD).
   */
  exact(source: string): string;
}

/** Indexes pages and files by URL. */
export function indexTargets({ pages, templates, staticFiles }: LinkTargets): TargetIndex {
  const byUrl = new Map<string, SitePage>();
  const byBareUrl = new Map<string, SitePage>();
  for (const page of pages.values()) {
    if (page.url === false) continue;
    const url = decode(page.url);
    byUrl.set(url, page);
    if (!byBareUrl.has(bare(url))) byBareUrl.set(bare(url), page);
  }
  const statics = new Map(staticFiles.map((file) => [file.source, file]));
  const outputs = new Map(staticFiles.map((file) => [file.output, file]));
  const exactOutput = accented(outputs.keys());
  return {
    byUrl,
    byBareUrl,
    statics,
    staticAt: (output) => outputs.get(exactOutput(output)),
    exact: accented([...pages.keys(), ...templates.keys(), ...statics.keys()]),
  };
}

const ASCII = /^[\0-\x7f]*$/;

/**
 * Returns a function that finds the existing path or folder that equals a path in NFC; the path itself if
 * there is none.
 */
function accented(paths: Iterable<string>): (path: string) => string {
  const [own, byForm] = [new Set<string>(), new Map<string, string>()];
  for (const path of paths) {
    if (ASCII.test(path)) continue;
    for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) {
      const part = path.slice(0, end);
      own.add(part);
      byForm.set(part.normalize("NFC"), part);
    }
  }
  return (path) => (ASCII.test(path) || own.has(path) ? path : (byForm.get(path.normalize("NFC")) ?? path));
}

/** A URL without the parts that distinguish no pages: the final slash, `index.html`, `.html`. */
export function bare(url: string): string {
  const one = ASCII.test(url) ? url : url.normalize("NFC");
  return one
    .replace(/(?:^|\/)index\.html$/, "/")
    .replace(/\.html$/, "")
    .replace(/(.)\/$/, "$1");
}

/** A URL with its final slash added or removed. */
export function toggleSlash(url: string): string {
  return url.endsWith("/") ? url.replace(/(.)\/$/, "$1") : `${url}/`;
}

/** A path with an empty, `.` or `..` part. Few links have one. */
const DOT_PARTS = /(?:^|\/)(?:\.{1,2}(?:\/|$)|\/)/;

/** `path` resolved from the folder of `from`; undefined if it is above the root. */
export function joinPath(from: string, path: string): string | undefined {
  const folder = from.slice(0, from.lastIndexOf("/") + 1);
  if (path !== "" && !DOT_PARTS.test(path)) return folder + path;
  const parts = folder.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
      // Repeated slashes count as one, as on GitHub and file systems. An empty last part is the slash of a
      // folder.
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/") + (/(?:^|\/)$/.test(path) ? "/" : "");
}
