/** What an earlier release had that others may link to, as it is read from what is left of that release. */

import { idsOf, scanTags, type HtmlTag } from "../content/html-scan.js";
import type { Place } from "../diagnostics.js";
import { decode } from "./link-targets.js";

/** An address that was published. */
export interface Published {
  /** Without its percent escapes, the base, query and fragment: `/docs/start/`. */
  readonly path: string;
  /** The names that a #fragment of it could have. */
  readonly anchors: readonly string[];
  /** The first heading of level 1 as text; empty where none is known. */
  readonly heading: string;
  /** Where it is known from. */
  readonly place: Place;
}

/** Files that others link to by their address; pictures, style sheets and scripts come with pages, and change with them. */
const LINKED = /\.(?:html?|xml|atom|rss|pdf|epub|zip|t?gz|csv|ics|docx?|xlsx?|pptx?|od[tsp]|mp3|mp4|webm)$/i;

/** Whether a file of an output folder is one that others link to. */
export function isLinked(path: string): boolean {
  return LINKED.test(path) && path !== "404.html";
}

/** A file of an output folder, with its text where it is a page. */
export function publishedFile(file: string, html: string, place: Place): Published {
  const tags = scanTags(html);
  return { path: `/${file.replace(/(^|\/)index\.html$/, "$1")}`, anchors: anchorsOf(tags), heading: headingOf(html, tags), place };
}

/** Ids of headings, of their sections, and of what is there to be linked. Others belong to the theme, to forms and scripts; and whoever finds no first heading is at the top all the same. */
function anchorsOf(tags: readonly HtmlTag[]): readonly string[] {
  return [...new Set(tags.filter(({ name }) => /^(?:h[2-6]|section|a|dt)$/.test(name)).flatMap((tag) => idsOf(tag).map(({ value }) => value)))];
}

function headingOf(html: string, tags: readonly HtmlTag[]): string {
  const start = tags.findIndex(({ name, closing }) => name === "h1" && !closing);
  const end = tags.findIndex(({ name, closing }, index) => index > start && name === "h1" && closing);
  if (start === -1 || end === -1) return "";
  const inner = tags.slice(start, end).map((tag, index) => html.slice(tag.end, tags[start + index + 1]?.start));
  // Many generators print the sign of a link behind a heading.
  return plain(inner.join("")).replace(/[\s¶#\u200b]+$/, "").replace(/\s+/g, " ").trim();
}

/** The addresses of a list: one in each line, with a fragment or without. Empty lines, and those that start with `#`, say nothing. */
export function publishedList(text: string, file: string): readonly Published[] {
  return text.split(/\r\n?|\n/).flatMap((line, index) => {
    const address = line.trim();
    return address === "" || address.startsWith("#") ? [] : publishedAddress(address, { file, line: index + 1, column: line.indexOf(address) + 1, length: address.length });
  });
}

/** Addresses of a sitemap, or of the sitemaps that an index of them names (https://www.sitemaps.org/protocol.html). */
export interface Sitemap {
  readonly pages: readonly Published[];
  readonly sitemaps: readonly string[];
}

/** What a sitemap says; undefined for a text that is none. */
export function publishedSitemap(text: string, file: string | undefined): Sitemap | undefined {
  const kind = /<(?:\w+:)?(urlset|sitemapindex)\b/.exec(text)?.[1];
  if (kind === undefined) return undefined;
  const found = [...text.matchAll(/<(?:\w+:)?loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]*?)\s*(?:\]\]>)?\s*<\/(?:\w+:)?loc>/g)];
  const addresses = found.map((match) => ({ address: plain(match[1] ?? ""), at: match.index + match[0].indexOf(match[1] ?? ""), length: match[1]?.length ?? 0 }));
  if (kind === "sitemapindex") return { pages: [], sitemaps: addresses.map(({ address }) => address) };
  return { pages: addresses.map(({ address, at, length }) => publishedAddress(address, file === undefined ? {} : { file, ...positionOf(text, at), length })), sitemaps: [] };
}

/** Without the escapes of the five characters that sitemaps must escape. */
function plain(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ({ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" })[name] ?? "");
}

function positionOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  return { line: before.split("\n").length, column: at - before.lastIndexOf("\n") };
}

/** Of an address only the path counts: a site may have been published under another name. */
function publishedAddress(address: string, place: Place): Published {
  const [, path = "", fragment = ""] = /^(?:[a-z][a-z+.-]*:\/\/[^/?#]*)?([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/i.exec(address) ?? [];
  return { path: decode(path.startsWith("/") ? path : `/${path}`), anchors: fragment === "" ? [] : [decode(fragment)], heading: "", place };
}

/** The addresses that are below the base, seen from there: `/docs/a/` is `/a/` below `/docs/`. */
export function belowBase(published: readonly Published[], base: string): readonly Published[] {
  return published.flatMap((one) => (one.path.startsWith(base) ? [{ ...one, path: one.path.slice(base.length - 1) }] : []));
}
