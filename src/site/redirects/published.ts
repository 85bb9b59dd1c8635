/** What an earlier release had that others may link to, as it is read from what is left of that release. */

import { decode } from "../../utils/percent.js";
import { unsliceText } from "../../utils/unslice.js";
import { decodeEntities as plain } from "../../content/html/entities.js";
import { idsOf, scanTags, type HtmlTag } from "../../content/html/scan.js";
import { createPlaces } from "../../content/markdown/positions.js";
import type { Place } from "../../diagnostics/catalogue.js";

/** An address that was published. */
export interface Published {
  /** Without its percent escapes, the base, query and fragment: `/docs/start/`. */
  readonly path: string;
  /** The names that a #fragment of it could have. */
  readonly anchors: readonly string[];
  /** The first heading of level 1 as text; empty where none is known. */
  readonly heading: string;
  /** Where the page led on to, if it was there for that alone: a path as `path` is, where it is below the base; and the whole address, where it has a host. */
  readonly ledTo?: { readonly path?: string; readonly address?: string };
  /** Where it is known from. */
  readonly place: Place;
}

/** Files that others link to by their address, or subscribe to; pictures, style sheets and scripts come with pages, and change with them. */
const LINKED =
  /(?:^|\/)feed\.json$|\.(?:html?|xml|atom|rss|pdf|epub|zip|t?gz|csv|ics|docx?|xlsx?|pptx?|od[tsp]|mp3|mp4|webm)$/i;

/** Whether a file of an output folder is one that others link to. */
export function isLinked(path: string): boolean {
  return LINKED.test(path) && !/(?:^|\/)404\.html$/.test(path);
}

/** A file of an output folder, with its text where it is a page. `base`: the path below which it was served. */
export function publishedFile(file: string, html: string, place: Place, base = "/"): Published {
  const tags = scanTags(html);
  const path = `/${file.replace(/(^|\/)index\.html$/, "$1")}`;
  const ledTo = leadsTo(tags, path, base);
  return {
    path,
    anchors: anchorsOf(tags).map((id) => unsliceText(plain(id))),
    heading: unsliceText(headingOf(html, tags)),
    ...(ledTo !== undefined && { ledTo }),
    place,
  };
}

/** Where a page leads that is there for nothing else: an alias, as many generators write them (HTML Living Standard, 4.2.5.3, "refresh"). */
function leadsTo(tags: readonly HtmlTag[], path: string, base: string): Published["ledTo"] {
  const valueOf = (tag: HtmlTag | undefined, wanted: string) =>
    tag?.attributes.find(({ name }) => name === wanted)?.value ?? "";
  const refresh = tags.find(
    (tag) => tag.name === "meta" && valueOf(tag, "http-equiv").toLowerCase() === "refresh",
  );
  const [, written] =
    /^\s*0*\s*[;,]\s*url\s*=\s*['"]?([^'"]+)/i.exec(plain(valueOf(refresh, "content"))) ?? [];
  const from = `http://${NOWHERE}${base.slice(0, -1)}${path}`;
  if (written === undefined || !URL.canParse(written, from)) return undefined;
  const { href, host, pathname } = new URL(written, from);
  return {
    ...(pathname.startsWith(base) && { path: decode(pathname.slice(base.length - 1)) }),
    ...(host !== NOWHERE && { address: href }),
  };
}

/** The host of addresses that name none (RFC 2606, 2). */
const NOWHERE = "site.invalid";

/**
 * Ids of headings, of their sections, and of what is there to be linked. Others belong to the theme, to forms and scripts;
 * and whoever finds no first heading is at the top all the same, where its section starts, too (Sphinx). A link that leads
 * elsewhere on its page has an id for the way back from a note.
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
  return [...new Set(ids)].filter((id) => !OF_GENERATORS.test(id));
}

/** Lines of code as MkDocs numbers them, and the heading of notes as remark writes it. */
const OF_GENERATORS = /^(?:__codelineno-|footnote-label$)/;

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
  // Many generators print the sign of a link behind a heading.
  return plain(inner.join(""))
    .replace(/[\s¶#\u200b]+$/, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** The addresses of a list: one in each line, with a fragment or without. Empty lines, and those that start with `#`, say nothing. */
export function publishedList(text: string, file: string): readonly Published[] {
  return text.split(/\r\n?|\n/).flatMap((line, index) => {
    const address = line.trim();
    return address === "" || address.startsWith("#")
      ? []
      : publishedAddress(address, {
          file,
          line: index + 1,
          column: line.indexOf(address) + 1,
          length: address.length,
        });
  });
}

/** Addresses of a sitemap, or of the sitemaps that an index of them names (https://www.sitemaps.org/protocol.html). */
export interface Sitemap {
  readonly pages: readonly Published[];
  readonly sitemaps: readonly string[];
}

/** What a sitemap says; undefined for a text that is none. Pictures that it names beside its pages (`image:loc`) come with these. */
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
      publishedAddress(address, file === undefined ? {} : { file, ...placeAt(at), length }),
    ),
    sitemaps: [],
  };
}

/** Of an address only the path counts: a site may have been published under another name. */
function publishedAddress(address: string, place: Place): Published {
  const [, path = "", fragment = ""] =
    /^(?:[a-z][a-z+.-]*:\/\/[^/?#]*)?([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/i.exec(address) ?? [];
  return {
    path: decode(path.startsWith("/") ? path : `/${path}`),
    anchors: fragment === "" ? [] : [decode(fragment)],
    heading: "",
    place,
  };
}

/** The addresses that are below the base, seen from there: `/docs/a/` is `/a/` below `/docs/`, and `/docs` its home. */
export function belowBase(published: readonly Published[], base: string): readonly Published[] {
  return published.flatMap((one) =>
    `${one.path}/` === base
      ? [{ ...one, path: "/" }]
      : one.path.startsWith(base)
        ? [{ ...one, path: one.path.slice(base.length - 1) }]
        : [],
  );
}
