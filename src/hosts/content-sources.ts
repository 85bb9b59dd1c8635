/** Where the pages of a site load from besides the site: what its Content-Security-Policy must allow. */

import { scanTags } from "../content/html-scan.js";
import type { Site } from "../model.js";
import type { Sources } from "./headers.js";

/** Directives by the element that loads (CSP Level 3, 6.1). */
const DIRECTIVES: Readonly<Record<string, string>> = { img: "img-src", source: "media-src", video: "media-src", audio: "media-src", track: "media-src", iframe: "frame-src", script: "script-src", embed: "object-src", object: "object-src" };

/** The origins that pages of Markdown name, by directive. Only pages with addresses of other sites are looked through. */
export function contentSources({ pages }: Pick<Site, "pages">): Sources {
  const sources = new Map<string, Set<string>>();
  const add = (directive: string, address: string): void => {
    const source = /^data:/i.test(address) ? "data:" : originOf(address);
    if (source === undefined) return;
    const known = sources.get(directive);
    if (known === undefined) sources.set(directive, new Set([source]));
    else known.add(source);
  };
  for (const { page } of pages) {
    if (!page.links.some(({ kind, href }) => kind === "image" && /^(?:https?:|data:|\/\/)/i.test(href))) continue;
    for (const { name, attributes } of scanTags(page.html)) {
      for (const attribute of attributes) {
        if (attribute.name === "poster") add("img-src", attribute.value);
        else if (attribute.name === "srcset") for (const one of attribute.value.split(",")) add("img-src", one.trim().split(/\s/)[0] ?? "");
        else if (attribute.name === "src" || attribute.name === "data") add(DIRECTIVES[name] ?? "img-src", attribute.value);
      }
    }
  }
  return sources;
}

function originOf(address: string): string | undefined {
  try {
    const { protocol, origin } = new URL(address.startsWith("//") ? `https:${address}` : address);
    return protocol === "https:" || protocol === "http:" ? origin : undefined;
  } catch {
    return undefined;
  }
}
