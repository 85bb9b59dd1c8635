/** The content of feeds, independent of their format. */

import { authorNames } from "../content/frontmatter/authors.js";
import { tagsOf } from "../site/collections.js";
import { tagList } from "../site/cascade.js";
import type { Feed } from "../site/feeds.js";
import { absoluteHtml } from "./absolute-html.js";
import { bodyOf, versionsOf, type Version } from "./changelog-entries.js";
import { absoluteUrl, isFindable, lastChanged } from "./absolute-url.js";
import type { GeneratorInput, MadePage } from "./generator.js";

export interface FeedEntry {
  /** The page's absolute URL. It only changes if the page moves. */
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly published: Date;
  readonly updated: Date;
  readonly authors: readonly string[];
  readonly tags: readonly string[];
  /** The whole page with absolute URLs, computed on demand. */
  readonly html: string;
  /** Equal versions mean an equal entry. */
  readonly version: string;
}

/** A feed with its entries, the newest first. */
export interface FilledFeed {
  readonly title: string;
  readonly description: string;
  readonly language: string;
  /** Absolute URLs. */
  readonly home: string;
  readonly atom: string;
  readonly rss: string;
  readonly json: string;
  /** The site's name, for entries without an author. */
  readonly author: string;
  /** The latest change of an entry; 1970 if there are no entries. */
  readonly updated: Date;
  readonly entries: readonly FeedEntry[];
}

/** Fills a feed. Pages without a date are left out, because feed entries need one. */
export function fillFeed(feed: Feed, { config, site, pages }: GeneratorInput): FilledFeed {
  const entries = pages
    .filter(isFindable)
    .flatMap((page): { page: MadePage; date: Date; version?: Version }[] => {
      if (isChangelog(page, feed))
        return versionsOf(page).map((version) => ({ page, date: version.date, version }));
      return page.date.getTime() !== 0 && belongs(page, feed) ? [{ page, date: page.date }] : [];
    })
    .sort((a, b) => b.date.getTime() - a.date.getTime() || compare(a.page.url, b.page.url))
    .slice(0, feed.limit)
    .map(({ page, version }) => {
      const url = absoluteUrl(config, page.url);
      return version === undefined ? entryOf(page, url) : versionEntry(page, version, url);
    });
  const { title } = site.globalData["site"] as { readonly title: string };
  const at = (path: string) => absoluteUrl(config, path);
  const index = feed.folder === "" ? undefined : pages.find((page) => isListOf(page, feed.folder));
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

/** Equal URLs keep the order of the page. */
function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Whether a page is that of a folder: `content/blog/index.md` or `content/blog.md`. */
function isListOf({ placedAs }: MadePage, folder: string): boolean {
  return placedAs.startsWith(`content/${folder}/index.`) || placedAs.startsWith(`content/${folder}.`);
}

/**
 * Whether a feed's entries are the versions on this page: it is the page of the feed's folder, or matches the
 * feed's tag or layout.
 */
function isChangelog(page: MadePage, feed: Feed): boolean {
  if (page.data["layout"] !== "changelog") return false;
  if (feed.folder !== "") return isListOf(page, feed.folder);
  return page.date.getTime() === 0 && belongs(page, feed);
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
  // Atom requires a title (RFC 4287, 4.1.2), RSS a title or a summary.
  const title = text(data["title"]) || url;
  const summary = text(data["description"]);
  const authors = authorNames(data["authors"] ?? data["author"]);
  const tags = tagList(data["tags"]).filter((tag) => tag.trim() !== "");
  return {
    url,
    title,
    summary,
    published: date,
    // A change before the page's date is a mistake.
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

function versionEntry(page: MadePage, { id, title, date }: Version, address: string): FeedEntry {
  const url = `${address}#${encodeURIComponent(id)}`;
  return {
    authors: authorNames(page.data["authors"] ?? page.data["author"]),
    tags: [],
    url,
    title,
    summary: "",
    published: date,
    updated: date,
    get html() {
      return absoluteHtml(bodyOf(page.html, { id, title, date }), address);
    },
    get version() {
      return JSON.stringify([url, title, date, page.version]);
    },
  };
}

function text(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}
