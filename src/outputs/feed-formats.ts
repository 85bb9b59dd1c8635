/**
 * Atom (RFC 4287), RSS 2.0 (https://www.rssboard.org/rss-specification) and JSON Feed 1.1
 * (https://www.jsonfeed.org/version/1.1/).
 */

import type { FeedEntry, FilledFeed } from "./feed-entries.js";
import { escapeXml } from "./xml.js";

/** An element; empty if its text is empty. */
function element(name: string, text: string, attributes = ""): string {
  return text === "" ? "" : `<${name}${attributes}>${escapeXml(text)}</${name}>\n`;
}

export function atomText(feed: FilledFeed): string {
  const head = [
    element("title", feed.title),
    element("subtitle", feed.description),
    `<link href="${escapeXml(feed.atom)}" rel="self" type="application/atom+xml"/>\n<link ` +
      `href="${escapeXml(feed.home)}" rel="alternate" type="text/html"/>\n`,
    element("id", feed.atom),
    element("updated", timeText(feed.updated)),
    `<author>\n${element("name", feed.author)}</author>\n`,
  ];
  return (
    `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" ` +
    `xml:lang="${escapeXml(feed.language)}">\n` +
    `${head.join("")}${feed.entries.map(atomEntry).join("")}</feed>\n`
  );
}

function atomEntry(entry: FeedEntry): string {
  return `<entry>\n${[
    element("title", entry.title),
    `<link href="${escapeXml(entry.url)}" rel="alternate" type="text/html"/>\n`,
    element("id", entry.url),
    element("published", timeText(entry.published)),
    element("updated", timeText(entry.updated)),
    ...entry.authors.map((name) => `<author>\n${element("name", name)}</author>\n`),
    ...entry.tags.map((tag) => `<category term="${escapeXml(tag)}"/>\n`),
    element("summary", entry.summary),
    element("content", entry.html, ' type="html"'),
  ].join("")}</entry>\n`;
}

export function rssText(feed: FilledFeed): string {
  const head = [
    element("title", feed.title),
    element("link", feed.home),
    // The element is required (RSS 2.0, "Required channel elements").
    element("description", feed.description === "" ? feed.title : feed.description),
    element("language", feed.language),
    feed.entries.length === 0 ? "" : element("lastBuildDate", feed.updated.toUTCString()),
    `<atom:link href="${escapeXml(feed.rss)}" rel="self" type="application/rss+xml"/>\n`,
  ];
  const spaces =
    'xmlns:atom="http://www.w3.org/2005/Atom" ' +
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" ' +
    'xmlns:dc="http://purl.org/dc/elements/1.1/"';
  return (
    `<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" ${spaces}>\n<channel>\n` +
    `${head.join("")}${feed.entries.map(rssItem).join("")}</channel>\n</rss>\n`
  );
}

function rssItem(entry: FeedEntry): string {
  return `<item>\n${[
    element("title", entry.title),
    element("link", entry.url),
    element("guid", entry.url, ' isPermaLink="true"'),
    element("pubDate", entry.published.toUTCString()),
    // `author` would have to be an email address.
    ...entry.authors.map((name) => element("dc:creator", name)),
    ...entry.tags.map((tag) => element("category", tag)),
    element("description", entry.summary),
    element("content:encoded", entry.html),
  ].join("")}</item>\n`;
}

export function jsonFeedText(feed: FilledFeed): string {
  const value = {
    version: "https://jsonfeed.org/version/1.1",
    title: feed.title,
    home_page_url: feed.home,
    feed_url: feed.json,
    ...(feed.description !== "" && { description: feed.description }),
    language: feed.language,
    authors: [{ name: feed.author }],
    items: feed.entries.map((entry) => ({
      id: entry.url,
      url: entry.url,
      title: entry.title,
      ...(entry.summary !== "" && { summary: entry.summary }),
      content_html: entry.html,
      date_published: timeText(entry.published),
      date_modified: timeText(entry.updated),
      ...(entry.authors.length > 0 && { authors: entry.authors.map((name) => ({ name })) }),
      ...(entry.tags.length > 0 && { tags: entry.tags }),
    })),
  };
  return `${JSON.stringify(value, undefined, 1)}\n`;
}

/** RFC 3339, in UTC. */
function timeText(date: Date): string {
  return date.toISOString().replace(".000Z", "Z");
}
