/** What links can lead to, and how it is found by its address. */

import type { ImageSize } from "../marks.js";
import type { SitePage, StaticFile } from "../model.js";
import type { Redirect } from "../redirect.js";

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
  readonly staticOutputs: ReadonlyMap<string, StaticFile>;
}

/** Pages and files by their addresses. */
export function indexTargets({ pages, staticFiles }: LinkTargets): TargetIndex {
  const byUrl = new Map<string, SitePage>();
  const byBareUrl = new Map<string, SitePage>();
  for (const page of pages.values()) {
    if (page.url === false) continue;
    const url = decode(page.url);
    byUrl.set(url, page);
    if (!byBareUrl.has(bare(url))) byBareUrl.set(bare(url), page);
  }
  const statics = new Map(staticFiles.map((file) => [file.source, file]));
  const staticOutputs = new Map(staticFiles.map((file) => [file.output, file]));
  return { byUrl, byBareUrl, statics, staticOutputs };
}

/** An address without what does not tell pages apart: the last slash, `index.html`, `.html`. */
export function bare(url: string): string {
  return url
    .replace(/(?:^|\/)index\.html$/, "/")
    .replace(/\.html$/, "")
    .replace(/(.)\/$/, "$1");
}

/** A path with its percent escapes resolved; as it is, when they are none. */
export function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
