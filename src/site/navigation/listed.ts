/** Which pages the navigation shows, told without making its trees. */

import type { SiteConfig } from "../../config/options.js";
import type { SitePage } from "../../model/model.js";
import { languageFolders } from "../i18n/languages.js";
import { sidebarPages } from "./check-sidebar.js";
import { isShown } from "./navigation.js";
import { sourcesOf } from "./nav-tree.js";

export interface NavListing {
  /** Whether a sidebar can show the page: its folder's, or the one that the configuration arranges. */
  isListed(page: SitePage): boolean;
  /** The key of `sidebar` for the page's folder, if its entry leaves the page out; otherwise undefined. */
  forgottenBy(page: SitePage): string | undefined;
  /** The page's top-level folder; empty for a page outside the folders. */
  sectionOf(page: SitePage): string;
}

export function navListing(
  config: Pick<SiteConfig, "sidebar" | "languages" | "tabs">,
  pages: readonly SitePage[],
): NavListing {
  const folders = languageFolders(
    pages.map(({ page }) => page.source),
    config.languages,
  );
  const roots = [...folders.values()].map((folder) => `content/${folder}/`);
  const pathOf = ({ placedAs }: SitePage) =>
    placedAs.slice((roots.find((root) => placedAs.startsWith(root)) ?? "content/").length);
  const named = new Set(sidebarPages(config).flatMap(sourcesOf));
  const keys = Object.keys(config.sidebar);
  const isNamed = (page: SitePage) =>
    named.has(pathOf(page)) || named.has(page.page.source.slice("content/".length));
  const forgottenBy = (page: SitePage): string | undefined => {
    if (keys.length === 0 || isNamed(page)) return undefined;
    const path = pathOf(page);
    // The page of a folder is the title of its sidebar.
    return keys.find(
      (key) => (key === "" ? !path.includes("/") : path.startsWith(`${key}/`)) && !isIndex(path, key),
    );
  };
  return {
    forgottenBy: (page) => (isShown(page) ? forgottenBy(page) : undefined),
    isListed: (page) => isShown(page) && forgottenBy(page) === undefined,
    sectionOf: (page) => (config.tabs ? (/^[^/]+(?=\/)/.exec(pathOf(page))?.[0] ?? "") : ""),
  };
}

function isIndex(path: string, folder: string): boolean {
  return path.replace(/^\//, "") === `${folder === "" ? "" : `${folder}/`}index.md`;
}
