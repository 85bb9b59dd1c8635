/** Reads the URLs and anchors of a previous release from its output, a sitemap or a list. */

import { decode } from "../../utils/percent.js";
import { unsliceText } from "../../utils/unslice.js";
import { decodeEntities as plain } from "../../content/html/entities.js";
import { idsOf, scanTags, type HtmlTag } from "../../content/html/scan.js";
import { createPlaces } from "../../content/markdown/positions.js";
import type { Place } from "../../diagnostics/catalogue.js";
import { urlOfFile } from "../../utils/output-files.js";

/** A published URL. */
export interface Published {
  /** Decoded, without the base, query and fragment: `/docs/start/`. */
  readonly path: string;
  /** The possible names of a #fragment. */
  readonly anchors: readonly string[];
  /** The text of the first heading of level 1; empty if unknown. */
  readonly heading: string;
  /**
   * The target, if the page was only a redirect: `path` (as above) if it is below the base, and `address`,
   * the full URL, if it has a host.
   */
  readonly redirectsTo?: { readonly path?: string; readonly address?: string };
  /** The origin of this entry. */
  readonly place: Place;
}

/**
 * Files that others link or subscribe to. Images, style sheets and scripts belong to pages and change with
 * them.
 */
const LINKED =
  /(?:^|\/)feed\.json$|\.(?:html?|xml|atom|rss|pdf|epub|zip|t?gz|csv|ics|docx?|xlsx?|pptx?|od[tsp]|mp3|mp4|webm)$/i;

/** Whether others may link to a file of an output folder. */
export function isLinked(path: string): boolean {
  return LINKED.test(path) && !/(?:^|\/)404\.html$/.test(path);
}

/**
 * A file of an output folder, with its text if it is a page. `base` is the path below which it was served.
 */
export function publishedFile(file: string, html: string, place: Place, base = "/"): Published {
  const tags = scanTags(html);
  const path = `/${urlOfFile(file)}`;
  const redirectsTo = redirectTarget(tags, path, base);
  return {
    path,
    anchors: anchorsOf(tags).map((id) => unsliceText(plain(id))),
    heading: unsliceText(headingOf(html, tags)),
    ...(redirectsTo !== undefined && { redirectsTo }),
    place,
  };
}

/**
 * The target of a page that only redirects, as many generators write aliases (HTML Living Standard, 4.2.5.3,
 * "refresh").
 */
function redirectTarget(tags: readonly HtmlTag[], path: string, base: string): Published["redirectsTo"] {
  const valueOf = (tag: HtmlTag | undefined, wanted: string) =>
    tag?.attributes.find(({ name }) => name === wanted)?.value ?? "";
  const refresh = tags.find(
    (tag) => tag.name === "meta" && valueOf(tag, "http-equiv").toLowerCase() === "refresh",
  );
  const [, written] =
    /^\s*0*\s*[;,]\s*url\s*=\s*['"]?([^'"]+)/i.exec(plain(valueOf(refresh, "content"))) ?? [];
  const from = `http://${NO_HOST}${base.slice(0, -1)}${path}`;
  if (written === undefined || !URL.canParse(written, from)) return undefined;
  const { href, host, pathname } = new URL(written, from);
  return {
    ...(pathname.startsWith(base) && { path: decode(pathname.slice(base.length - 1)) }),
    ...(host !== NO_HOST && { address: href }),
  };
}

/** A host for URLs without one (RFC 2606, 2). */
const NO_HOST = "site.invalid";

/**
 * The ids of headings, of their sections, and of link targets. Ids of the theme, forms and scripts are left
 * out. The first heading is left out too, because it is at the top of the page, and so is the section around
 * it (Sphinx). A link to another part of its page has its id for the way back from a footnote.
 */
function anchorsOf(tags: readonly HtmlTag[]): readonly string[] {
  const first = tags.findIndex(isFirstHeading);
  const before = tags.slice(0, Math.max(0, first)).findLast(({ name }) => name !== "span");
  const ids = tags.flatMap((tag) =>
    /^(?:h[2-6]|section|a|dt)$/.test(tag.name) &&
    !(tag === before && tag.name === "section") &&
    !isReference(tag)
      ? idsOf(tag).map(({ value }) => value)
      : [],
  );
  return [...new Set(ids)].filter((id) => !GENERATOR_IDS.test(id));
}

/** Line numbers of code in MkDocs, and the heading of footnotes in remark. */
const GENERATOR_IDS = /^(?:__codelineno-|footnote-label$)/;

function isReference(tag: HtmlTag): boolean {
  const href = tag.attributes.find(({ name }) => name === "href")?.value ?? "";
  return href.startsWith("#") && href !== "#" && !idsOf(tag).some(({ value }) => `#${value}` === href);
}

function isFirstHeading({ name, closing }: HtmlTag): boolean {
  return name === "h1" && !closing;
}

function headingOf(html: string, tags: readonly HtmlTag[]): string {
  const start = tags.findIndex(isFirstHeading);
  const end = tags.findIndex(({ name, closing }, index) => index > start && name === "h1" && closing);
  if (start === -1 || end === -1) return "";
  const inner = tags
    .slice(start, end)
    .map((tag, index) => html.slice(tag.end, tags[start + index + 1]?.start));
  // Many generators print a permalink symbol after a heading.
  return plain(inner.join(""))
    .replace(/[\s¶#\u200b]+$/, "")
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * The URLs of a list: one in each line, with an optional fragment. Empty lines and lines that start with `#`
 * are ignored.
 */
export function publishedList(text: string, file: string): readonly Published[] {
  return text.split(/\r\n?|\n/).flatMap((line, index) => {
    const address = line.trim();
    return address === "" || address.startsWith("#")
      ? []
      : publishedUrl(address, {
          file,
          line: index + 1,
          column: line.indexOf(address) + 1,
          length: address.length,
        });
  });
}

/** URLs of a sitemap, or the sitemaps of a sitemap index (https://www.sitemaps.org/protocol.html). */
export interface Sitemap {
  readonly pages: readonly Published[];
  readonly sitemaps: readonly string[];
}

/** Reads a sitemap; undefined if the text is not one. Images of pages (`image:loc`) are left out. */
export function publishedSitemap(text: string, file: string | undefined): Sitemap | undefined {
  const [, prefix = "", kind] = /<(\w+:)?(urlset|sitemapindex)\b/.exec(text) ?? [];
  if (kind === undefined) return undefined;
  const found = [...text.matchAll(new RegExp(`<${prefix}loc>\\s*(?:<!\\[CDATA\\[\\s*)?([^<\\]]*)`, "g"))];
  const addresses = found.map(({ 0: all, 1: written = "", index }) => ({
    address: plain(written.trim()),
    at: index + all.length - written.length,
    length: written.trim().length,
  }));
  if (kind === "sitemapindex") return { pages: [], sitemaps: addresses.map(({ address }) => address) };
  const placeAt = createPlaces(text);
  return {
    pages: addresses.map(({ address, at, length }) =>
      publishedUrl(address, file === undefined ? {} : { file, ...placeAt(at), length }),
    ),
    sitemaps: [],
  };
}

/** Only the path of a URL counts, because the site may have been published on another domain. */
function publishedUrl(address: string, place: Place): Published {
  const [, path = "", fragment = ""] =
    /^(?:[a-z][a-z+.-]*:\/\/[^/?#]*)?([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/i.exec(address) ?? [];
  return {
    path: decode(path.startsWith("/") ? path : `/${path}`),
    anchors: fragment === "" ? [] : [decode(fragment)],
    heading: "",
    place,
  };
}

/**
 * The URLs below the base, relative to it: below `/docs/`, `/docs/a/` is `/a/`, and `/docs` is the home page.
 */
export function belowBase(published: readonly Published[], base: string): readonly Published[] {
  return published.flatMap((one) =>
    `${one.path}/` === base
      ? [{ ...one, path: "/" }]
      : one.path.startsWith(base)
        ? [{ ...one, path: one.path.slice(base.length - 1) }]
        : [],
  );
}
