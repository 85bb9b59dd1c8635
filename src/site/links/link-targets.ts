/** What links can lead to, and how it is found by its address. */

import { decode } from "../../utils/percent.js";
import type { ImageSize } from "../../model/placeholders.js";
import type { SitePage, StaticFile } from "../../model/model.js";
import type { Redirect } from "../../model/redirect.js";

/** What a link can lead to. */
export interface LinkTargets {
  /** Markdown pages of the site by source. */
  readonly pages: ReadonlyMap<string, SitePage>;
  /** Pages that Eleventy evaluates, by source, with the address they have if they set none. */
  readonly templates: ReadonlyMap<string, string | false>;
  /** Sources of pages that are left out because they are drafts. */
  readonly drafts: ReadonlySet<string>;
  readonly staticFiles: readonly StaticFile[];
  readonly base: string;
  /** The source that is the page of a folder, as far as there may be one: `content/docs` → `content/docs/index.md`. */
  folderPage(folder: string): string;
  /** Whether another program of the same host answers at a path. */
  isElsewhere?(path: string): boolean;
  /** The redirect that answers a path, if one does. */
  redirectOf?(path: string): Redirect | undefined;
  /** How large the picture in a file is; undefined where it does not say it. */
  sizeOf?(source: string): ImageSize | undefined;
}

export interface TargetIndex {
  /** By decoded address. */
  readonly byUrl: ReadonlyMap<string, SitePage>;
  /** By address without what does not tell pages apart. */
  readonly byBareUrl: ReadonlyMap<string, SitePage>;
  readonly statics: ReadonlyMap<string, StaticFile>;
  /** The file at a path of the output folder. */
  staticAt(output: string): StaticFile | undefined;
  /** The source that is there for one that a link names: an accent may be written in two ways (Unicode, NFC and NFD). */
  exact(source: string): string;
}

/** Pages and files by their addresses. */
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

/** Finds, of these paths and the folders of theirs, the one that is equal to another in NFC; gives the other itself where none is. */
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

/** An address without what does not tell pages apart: the last slash, `index.html`, `.html`. */
export function bare(url: string): string {
  const one = ASCII.test(url) ? url : url.normalize("NFC");
  return one
    .replace(/(?:^|\/)index\.html$/, "/")
    .replace(/\.html$/, "")
    .replace(/(.)\/$/, "$1");
}

/** An address with the slash at its end that it has not, or without the one that it has. */
export function otherSlash(url: string): string {
  return url.endsWith("/") ? url.replace(/(.)\/$/, "$1") : `${url}/`;
}

/** A path with a part that is no name; few links have one. */
const ODD = /(?:^|\/)(?:\.{1,2}(?:\/|$)|\/)/;

/** `path` seen from the folder of `from`; undefined when it leads above the root. */
export function joinPath(from: string, path: string): string | undefined {
  const folder = from.slice(0, from.lastIndexOf("/") + 1);
  if (path !== "" && !ODD.test(path)) return folder + path;
  const parts = folder.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
      // Two slashes are one, on GitHub and on every file system; a last empty part is the slash of a folder.
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/") + (/(?:^|\/)$/.test(path) ? "/" : "");
}
