/** The URLs in the HTML of templates, except computed ones. */

import { isExternal } from "../content/html/urls.js";
import { isUrlAttribute, replaceCandidates, scanTags } from "../content/html/scan.js";
import { createPlaces } from "../content/markdown/positions.js";
import type { Link } from "../model/model.js";
import type { TemplateLink } from "../site/links/template-links.js";
import type { TemplateText } from "./analyze.js";

/** A URL of the site with the filter `url`. */
const FILTERED = /^\{\{-?\s*(["'])(\/(?!\/)[^"'{}\\]*)\1\s*\|\s*url\s*-?\}\}$/;
const TAG = /\{#[^]*?#\}|\{%[^]*?%\}|\{\{[^]*?\}\}/g;

/**
 * The links of a template to URLs of the site: `href="/docs/"`, `href="{{ '/docs/' | url }}"`. Computed URLs
 * are left out, and so are form targets, which may be handled by a program. Relative URLs only count if the
 * template `isPage` itself, because they depend on the page.
 */
export function linksInTemplate(
  template: TemplateText,
  base: string,
  isPage = false,
): readonly TemplateLink[] {
  const links: TemplateLink[] = [];
  const placeAt = createPlaces(template.body, template.bodyLine);
  for (const { kind, written, offset } of urlsIn(template.body)) {
    const filtered = FILTERED.exec(written)?.[2];
    const [href, from] = filtered === undefined ? unfilteredUrl(written, base) : [filtered, undefined];
    if (href === "" || (from === "page" && !isPage)) continue;
    const at = offset + (filtered === undefined ? 0 : written.indexOf(filtered));
    links.push({
      kind,
      href,
      by: BY[kind],
      written: filtered ?? written,
      source: template.path,
      ...(from !== undefined && { from }),
      ...placeAt(at),
    });
  }
  return links;
}

/**
 * The links of a template to other sites, except computed ones. A URL that is only preconnected may not
 * exist.
 */
export function externalLinksInTemplate({ path, body, bodyLine }: TemplateText): readonly TemplateLink[] {
  const placeAt = createPlaces(body, bodyLine);
  return urlsIn(body).flatMap(({ kind, written, offset, rel }) =>
    !isExternal(written) || /[{}\s]/.test(written) || /preconnect|dns-prefetch/i.test(rel)
      ? []
      : [
          {
            kind,
            href: written.replace(AMPERSAND, "&"),
            by: BY[kind],
            written,
            source: path,
            ...placeAt(offset),
          },
        ],
  );
}

/** The only character of URLs that HTML escapes. */
const AMPERSAND = /&(?:amp|#38|#x26);/gi;

const BY = { link: "The template links to", image: "The template shows" } as const;

interface Written {
  readonly kind: Link["kind"];
  readonly written: string;
  readonly offset: number;
  /** The `rel` attribute of its tag. */
  readonly rel: string;
}

/** All URLs in a template's tags, including computed ones. */
function urlsIn(body: string): readonly Written[] {
  const found: Written[] = [];
  for (const { name, attributes } of scanTags(body.replace(TAG, filler))) {
    const rel = attributes.find((attribute) => attribute.name === "rel")?.value ?? "";
    for (const { name: attribute, value, offset } of attributes) {
      const written = body.slice(offset, offset + value.length);
      if (attribute === "srcset")
        replaceCandidates(
          written,
          (address, at) => (
            found.push({ kind: "image", written: address, offset: offset + at, rel }), address
          ),
        );
      else if (isUrlAttribute(name, attribute) && attribute !== "action")
        found.push({
          kind: attribute === "href" ? "link" : "image",
          written: written.trim(),
          offset: offset + (written.length - written.trimStart().length),
          rel,
        });
    }
  }
  return found;
}

/**
 * The meaning of a URL without the filter: a path below the base, a path outside of it, or a path relative to
 * the page. Empty for other sites and computed URLs.
 */
function unfilteredUrl(written: string, base: string): readonly [href: string, from?: TemplateLink["from"]] {
  if (isExternal(written) || /[{}\s]/.test(written)) return [""];
  if (!written.startsWith("/")) return [written, "page"];
  return written.startsWith(base) ? [`/${written.slice(base.length)}`] : [written, "host"];
}

/**
 * Text as long as a template tag that does not end an attribute: letters if the tag prints, otherwise spaces.
 */
function filler(tag: string): string {
  return tag.replace(/[^\n]/g, tag.startsWith("{{") ? "x" : " ");
}
