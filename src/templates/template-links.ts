/** The addresses that templates write out: in their HTML, the same on every page. */

import { isExternal } from "../content/addresses.js";
import { isAddress, replaceCandidates, scanTags } from "../content/html-scan.js";
import { createPlaces } from "../content/positions.js";
import type { Link } from "../model.js";
import type { WrittenLink } from "../site/written-links.js";
import type { TemplateText } from "./check-templates.js";

/** An address of the site, as the filter `url` takes it. */
const FILTERED = /^\{\{-?\s*(["'])(\/(?!\/)[^"'{}\\]*)\1\s*\|\s*url\s*-?\}\}$/;
const TAG = /\{#[^]*?#\}|\{%[^]*?%\}|\{\{[^]*?\}\}/g;

/**
 * The links of a template to addresses of the site: `href="/docs/"`, `href="{{ '/docs/' | url }}"`. What is computed is left out,
 * and so are addresses that forms post to, where a program may answer. Those that are relative lead elsewhere from each
 * page: they are links of a template only if it `isPage` itself.
 */
export function linksInTemplate({ path, body, bodyLine }: TemplateText, base: string, isPage = false): readonly WrittenLink[] {
  const links: WrittenLink[] = [];
  const placeAt = createPlaces(body, bodyLine);
  const add = (kind: Link["kind"], written: string, offset: number): void => {
    const filtered = FILTERED.exec(written)?.[2];
    const [href, from] = filtered === undefined ? seen(written, base) : [filtered, undefined];
    if (href === "" || (from === "page" && !isPage)) return;
    const at = offset + (filtered === undefined ? 0 : written.indexOf(filtered));
    links.push({ kind, href, by: kind === "link" ? "The template links to" : "The template shows", written: filtered ?? written, source: path, ...(from !== undefined && { from }), ...placeAt(at) });
  };
  for (const { name, attributes } of scanTags(body.replace(TAG, filler))) {
    for (const { name: attribute, value, offset } of attributes) {
      const written = body.slice(offset, offset + value.length);
      if (attribute === "srcset") replaceCandidates(written, (address, at) => (add("image", address, offset + at), address));
      else if (isAddress(name, attribute) && attribute !== "action") add(attribute === "href" ? "link" : "image", written.trim(), offset + (written.length - written.trimStart().length));
    }
  }
  return links;
}

/** What an address without the filter means: a path below the base, one that leads out of the base, or one seen from the page; nothing where it is another site's, or computed. */
function seen(written: string, base: string): readonly [href: string, from?: WrittenLink["from"]] {
  if (isExternal(written) || /[{}\s]/.test(written)) return [""];
  if (!written.startsWith("/")) return [written, "page"];
  return written.startsWith(base) ? [`/${written.slice(base.length)}`] : [written, "host"];
}

/** As long as a tag of the template, and nothing that ends an attribute: a value where it prints one. */
function filler(tag: string): string {
  return tag.replace(/[^\n]/g, tag.startsWith("{{") ? "x" : " ");
}
