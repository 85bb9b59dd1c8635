/** Decides which feeds a site has. */

import type { FeedOptions, SiteConfig } from "../config/options.js";
import { isDraft } from "../content/frontmatter/draft.js";
import type { Data, Page } from "../model/model.js";
import type { FolderPages } from "./folder-pages.js";
import { titleFromName } from "./navigation/nav-tree.js";
import { pageDate } from "./permalinks.js";

/**
 * A feed as in `site.feeds` of templates; plain data. URLs are relative to the base path: `/blog/feed.xml`.
 */
export interface Feed {
  readonly title: string;
  readonly description: string;
  /** The pages in the feed: those in a folder of content/, those with a tag, or those with a layout. */
  readonly folder: string;
  readonly tag: string;
  readonly layout: string;
  readonly limit: number;
  readonly atom: string;
  readonly rss: string;
  readonly json: string;
}

/** Folders with a feed by default. */
const USUAL = ["blog", "changelog", "news", "posts"];

/**
 * The configured feeds, or by default one for each usual folder with a dated page. None if the site has no
 * `url`, because feeds need absolute URLs.
 */
export function feedsOf(
  config: Pick<SiteConfig, "url" | "feeds" | "description">,
  siteTitle: string,
  pages: readonly Page[],
  { placedAs }: Pick<FolderPages, "placedAs">,
): readonly Feed[] {
  if (config.url === "" || config.feeds === false) return [];
  const titles = new Map<string, Data>();
  for (const page of pages) {
    const path = placedAs(page);
    if (/^content\/(?:.*\/index|[^/]*)\.\w+$/.test(path))
      titles.set(path.slice("content/".length).replace(/(?:\/index)?\.\w+$/, ""), page.frontMatter);
  }
  const isDated = ({ frontMatter, source }: Page) =>
    !isDraft(frontMatter) && pageDate(frontMatter["date"], source).getTime() !== 0;
  const wanted =
    config.feeds ??
    USUAL.filter((folder) =>
      pages.some((page) => page.source.startsWith(`content/${folder}/`) && isDated(page)),
    ).map((folder) => ({ folder }));
  return wanted.map((options) => feedOf(options, siteTitle, config.description, titles));
}

function feedOf(
  options: FeedOptions,
  siteTitle: string,
  description: string,
  indexes: ReadonlyMap<string, Data>,
): Feed {
  const folder = (options.folder ?? "").replace(/^\/+|\/+$/g, "");
  const index = indexes.get(folder);
  const name = options.tag ?? (folder === "" ? "" : titleFromName(folder.replace(/^.*\//, "")));
  const own = typeof index?.["title"] === "string" ? index["title"] : name;
  const path = (options.path ?? folder).replace(/^\/+|\/+$/g, "");
  const at = (file: string) => `/${path === "" ? "" : `${path}/`}${file}`;
  return {
    title: options.title ?? (own === "" ? siteTitle : `${siteTitle}: ${own}`),
    description:
      options.description ??
      (typeof index?.["description"] === "string" ? index["description"] : description),
    folder,
    tag: options.tag ?? "",
    layout: options.layout ?? "",
    limit: options.limit ?? 20,
    atom: at("feed.xml"),
    rss: at("rss.xml"),
    json: at("feed.json"),
  };
}
