/** Checks that the pages in the `sidebar` setting exist. */

import type { NavEntry, SiteConfig } from "../../config/options.js";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Diagnostic } from "../../model/model.js";
import { nearest } from "../../utils/nearest.js";
import type { LanguageFolders } from "../i18n/languages.js";
import { didYouMean } from "../../utils/look-alikes.js";
import { sourcesOf } from "./nav-tree.js";

/** The pages in the setting, in order. */
export function sidebarPages({ sidebar }: Pick<SiteConfig, "sidebar">): readonly string[] {
  const pagesIn = (entries: readonly NavEntry[]): readonly string[] =>
    entries.flatMap((entry) =>
      typeof entry === "string" ? [entry] : "items" in entry ? pagesIn(entry.items) : [],
    );
  return Object.values(sidebar).flatMap(pagesIn);
}

/** The URLs of links in the setting. */
export function sidebarLinks({ sidebar }: Pick<SiteConfig, "sidebar">): readonly string[] {
  const linksIn = (entries: readonly NavEntry[]): readonly string[] =>
    entries.flatMap((entry) =>
      typeof entry === "string" ? [] : "items" in entry ? linksIn(entry.items) : [entry.link],
    );
  return Object.values(sidebar).flatMap(linksIn);
}

/**
 * A finding for each page that exists in no language. `sources` are the sources of all Markdown pages, by
 * which they are placed.
 */
export function checkSidebar(
  config: SiteConfig,
  folders: LanguageFolders,
  sources: Iterable<string>,
): readonly Diagnostic[] {
  const wanted = sidebarPages(config);
  if (wanted.length === 0) return [];
  const roots = [...folders.values()].map((folder) => `content/${folder}/`);
  const paths = new Set(
    [...sources].map((source) =>
      source.replace(roots.find((root) => source.startsWith(root)) ?? "content/", ""),
    ),
  );
  return wanted.flatMap((path, index): readonly Diagnostic[] => {
    if (sourcesOf(path).some((one) => paths.has(one))) return [];
    const place = config.sidebarPlaces[index];
    const meant = nearest(path, paths);
    return [
      diagnostic(
        "broken-link",
        { file: config.file ?? ".eleventy.ts", ...(place && { ...place, length: path.length }) },
        `\`sidebar\` contains ${path}, which is not a Markdown page in content/.`,
        meant === undefined ? undefined : didYouMean(path, meant, meant),
      ),
    ];
  });
}
