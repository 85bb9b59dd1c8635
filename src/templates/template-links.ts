/** The addresses that templates write out: in their HTML, the same on every page. */

import { isExternal } from "../content/html/urls.js";
import { isAddress, replaceCandidates, scanTags } from "../content/html/scan.js";
import { createPlaces } from "../content/markdown/positions.js";
import type { Link } from "../model/model.js";
import type { TemplateLink } from "../site/links/template-links.js";
import type { TemplateText } from "./analyze.js";

/** An address of the site, as the filter `url` takes it. */
const FILTERED = /^\{\{-?\s*(["'])(\/(?!\/)[^"'{}\\]*)\1\s*\|\s*url\s*-?\}\}$/;
const TAG = /\{#[^]*?#\}|\{%[^]*?%\}|\{\{[^]*?\}\}/g;

/**
 * The links of a template to addresses of the site: `href="/docs/"`, `href="{{ '/docs/' | url }}"`. What is computed is left out,
 * and so are addresses that forms post to, where a program may answer. Those that are relative lead elsewhere from each
 * page: they are links of a template only if it `isPage` itself.
 */
export function linksInTemplate(
  template: TemplateText,
  base: string,
  isPage = false,
): readonly TemplateLink[] {
  const links: TemplateLink[] = [];
  const placeAt = createPlaces(template.body, template.bodyLine);
  for (const { kind, written, offset } of addressesIn(template.body)) {
    const filtered = FILTERED.exec(written)?.[2];
    const [href, from] = filtered === undefined ? seen(written, base) : [filtered, undefined];
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

/** The links of a template to other sites, as far as they are not computed. Where a connection is only made ready, nothing need be at the address. */
export function externalLinksInTemplate({ path, body, bodyLine }: TemplateText): readonly TemplateLink[] {
  const placeAt = createPlaces(body, bodyLine);
  return addressesIn(body).flatMap(({ kind, written, offset, rel }) =>
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

/** The one character that addresses have and HTML escapes. */
const AMPERSAND = /&(?:amp|#38|#x26);/gi;

const BY = { link: "The template links to", image: "The template shows" } as const;

interface Written {
  readonly kind: Link["kind"];
  readonly written: string;
  readonly offset: number;
  /** The `rel` of its tag. */
  readonly rel: string;
}

/** All addresses in a template's tags, computed or not. */
function addressesIn(body: string): readonly Written[] {
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
      else if (isAddress(name, attribute) && attribute !== "action")
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

/** What an address without the filter means: a path below the base, one that leads out of the base, or one seen from the page; nothing where it is another site's, or computed. */
function seen(written: string, base: string): readonly [href: string, from?: TemplateLink["from"]] {
  if (isExternal(written) || /[{}\s]/.test(written)) return [""];
  if (!written.startsWith("/")) return [written, "page"];
  return written.startsWith(base) ? [`/${written.slice(base.length)}`] : [written, "host"];
}

/** As long as a tag of the template, and nothing that ends an attribute: a value where it prints one. */
function filler(tag: string): string {
  return tag.replace(/[^\n]/g, tag.startsWith("{{") ? "x" : " ");
}
