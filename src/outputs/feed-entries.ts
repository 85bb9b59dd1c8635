/** What is in a feed, whatever its format. */

import { authorNames } from "../authors.js";
import { tagsOf } from "../site/collections.js";
import { tagList } from "../site/data.js";
import type { Feed } from "../site/feeds.js";
import { absoluteHtml } from "./absolute-html.js";
import { absoluteUrl, isFindable, lastChanged } from "./address.js";
import type { GeneratorInput, MadePage } from "./generator.js";

export interface FeedEntry {
  /** The page's absolute address: it survives every rebuild, and changes only when the page moves. */
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly published: Date;
  readonly updated: Date;
  readonly authors: readonly string[];
  readonly tags: readonly string[];
  /** The whole page, every address absolute. Made when it is asked for. */
  readonly html: string;
  /** Equal versions, equal entry. */
  readonly version: string;
}

/** A feed with its entries, the newest first. */
export interface FilledFeed {
  readonly title: string;
  readonly description: string;
  readonly language: string;
  /** Absolute addresses. */
  readonly home: string;
  readonly atom: string;
  readonly rss: string;
  readonly json: string;
  /** Name of the site, for entries without an author. */
  readonly author: string;
  /** The latest change of an entry; 1970 when there is none. */
  readonly updated: Date;
  readonly entries: readonly FeedEntry[];
}

/** Pages without a date are not in it: no feed can place them. */
export function fillFeed(feed: Feed, { config, site, pages }: GeneratorInput): FilledFeed {
  const isIn = (page: MadePage) => isFindable(page) && page.date.getTime() !== 0 && belongs(page, feed);
  const newest = pages
    .filter(isIn)
    .sort((a, b) => b.date.getTime() - a.date.getTime() || (a.url < b.url ? -1 : 1))
    .slice(0, feed.limit);
  const entries = newest.map((page) => entryOf(page, absoluteUrl(config, page.url)));
  const { title } = site.globalData["site"] as { readonly title: string };
  const at = (path: string) => absoluteUrl(config, path);
  const index =
    feed.folder === ""
      ? undefined
      : pages.find(({ placedAs }) => placedAs.startsWith(`content/${feed.folder}/index.`));
  const updated = new Date(Math.max(0, ...entries.map((entry) => entry.updated.getTime())));
  return {
    title: feed.title,
    description: feed.description,
    language: config.language,
    home: at(index?.url ?? "/"),
    atom: at(feed.atom),
    rss: at(feed.rss),
    json: at(feed.json),
    author: title,
    updated,
    entries,
  };
}

function belongs({ source, placedAs, data }: MadePage, { folder, tag, layout }: Feed): boolean {
  const isIndex = placedAs.startsWith(`content/${folder}/index.`);
  if (folder !== "" && (!source.startsWith(`content/${folder}/`) || isIndex)) return false;
  if (tag !== "" && !tagsOf(data).includes(tag)) return false;
  return layout === "" || data["layout"] === layout;
}

function entryOf(page: MadePage, url: string): FeedEntry {
  const { data, date } = page;
  const updated = lastChanged(page) ?? date;
  // Atom asks for a title (RFC 4287, 4.1.2), RSS for a title or a summary.
  const title = text(data["title"]) || url;
  const summary = text(data["description"]);
  const authors = authorNames(data["authors"] ?? data["author"]);
  const tags = tagList(data["tags"]).filter((tag) => tag.trim() !== "");
  return {
    url,
    title,
    summary,
    published: date,
    // A change before the first day is a slip of the pen.
    updated: updated < date ? date : updated,
    authors,
    tags,
    get html() {
      return absoluteHtml(page.html, url);
    },
    get version() {
      return JSON.stringify([url, title, summary, date, updated, authors, tags, page.version]);
    },
  };
}

function text(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}
