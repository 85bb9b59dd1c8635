/**
 * Finds the URLs of a previous release that a built site loses, from its files and the record of its build.
 */

import { isPageFile } from "../utils/output-files.js";
import { decodePath } from "../utils/percent.js";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SiteConfig } from "../config/options.js";
import { decodeEntities } from "../content/html/entities.js";
import { idsIn } from "../content/html/scan.js";
import { redirectFinder } from "../hosting/paths.js";
import type { Diagnostic } from "../model/model.js";
import { lostFrom } from "../site/redirects/lost-urls.js";
import { fileAt } from "../site/links/rendered-links.js";
import { isLinked, publishedFile, type Published } from "../site/redirects/published.js";
import type { BuildRecord } from "../sources/build-record.js";

export interface BuiltAnswers {
  readonly config: Pick<SiteConfig, "output" | "base" | "gone">;
  /** The files of the output folder. */
  readonly files: ReadonlyMap<string, unknown>;
  readonly record: Pick<BuildRecord, "pages" | "redirects" | "folderRedirects">;
}

/** Findings about each `published` URL and heading id that the built site does not have. */
export function lostByRelease(
  published: readonly Published[],
  { config, files, record }: BuiltAnswers,
): readonly Diagnostic[] {
  const paths = new Set(files.keys());
  const redirectAt = redirectFinder(record);
  const textOf = (file: string) => readFileSync(join(config.output, file), "utf8");
  const pageAt = (
    path: string,
    wasRedirected = false,
  ): ReturnType<Parameters<typeof lostFrom>[1]["pageAt"]> => {
    const file = fileAt(path, paths);
    if (file === undefined || !isPageFile(file)) return undefined;
    const html = textOf(file);
    const { redirectsTo } = publishedFile(file, html, {}, config.base);
    // A page that only redirects has the ids of its target.
    if (redirectsTo !== undefined)
      return wasRedirected || redirectsTo.path === undefined ? undefined : pageAt(redirectsTo.path, true);
    const source = record.pages.find(({ url }) => decodePath(url) === path)?.source;
    return { source: source ?? file, ids: idsIn(html).map(decodeEntities) };
  };
  return lostFrom(
    published,
    {
      pages: record.pages,
      redirectAt,
      pageAt,
      has: (path) => fileAt(path, paths) !== undefined,
      hasAround: () => false,
    },
    config.gone,
  );
}

/**
 * The redirects of a built site, as a release remembers them: targets by path; a redirect of a folder by the
 * folder.
 */
export function redirectsOf({
  redirects,
  folderRedirects,
}: Pick<BuildRecord, "redirects" | "folderRedirects">): Readonly<Record<string, string>> {
  return Object.fromEntries([
    ...redirects.map(({ from, to }) => [from, to] as const),
    ...folderRedirects.map(({ folder, to }) => [folder, to] as const),
  ]);
}

/** These redirects as published URLs. */
export function publishedRedirects(redirects: Readonly<Record<string, string>> = {}): readonly Published[] {
  return Object.entries(redirects).map(([from, to]) => ({
    path: decodePath(from) ?? from,
    anchors: [],
    heading: "",
    redirectsTo: to.startsWith("/")
      ? { path: decodePath(to.replace(/[?#].*$/s, "")) ?? to }
      : { address: to },
    place: {},
  }));
}

/**
 * The files of a release that other sites may link to. Pages whose bytes changed are read for the ids of
 * their headings.
 */
export function publishedFiles(
  files: Iterable<string>,
  texts: ReadonlyMap<string, string>,
  base: string,
): readonly Published[] {
  return [...files].filter(isLinked).map((file) => publishedFile(file, texts.get(file) ?? "", {}, base));
}
