/** Where the pages of a site load from besides the site: what its Content-Security-Policy must allow. */

import { replaceCandidates, scanTags } from "../content/html-scan.js";
import type { Site } from "../model.js";
import { isMap } from "../site/data.js";
import type { Sources } from "./headers.js";

/** Directives by the element that loads (CSP Level 3, 6.1). */
const DIRECTIVES: Readonly<Record<string, string>> = {
  img: "img-src",
  source: "media-src",
  video: "media-src",
  audio: "media-src",
  track: "media-src",
  iframe: "frame-src",
  script: "script-src",
  embed: "object-src",
  object: "object-src",
};

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
  for (const { page, data } of pages) {
    for (const key of SECTION_KEYS) if (data[key] !== undefined) addFrom(data[key], key, add);
    if (!page.links.some(({ kind, href }) => kind === "image" && /^(?:https?:|data:|\/\/)/i.test(href)))
      continue;
    for (const { name, attributes } of scanTags(page.html)) {
      for (const attribute of attributes) {
        if (attribute.name === "poster") add("img-src", attribute.value);
        else if (attribute.name === "srcset")
          replaceCandidates(attribute.value, (address) => (add("img-src", address), address));
        else if (attribute.name === "action") add("form-action", attribute.value);
        else if (attribute.name === "src" || attribute.name === "data")
          add(DIRECTIVES[name] ?? "img-src", attribute.value);
      }
    }
  }
  return sources;
}

/** Data that the layouts of marketing pages and posts make elements of. */
const SECTION_KEYS = ["sections", "image"] as const;

/** Finds full addresses in data that load something: a form's `action`, a video's `src`, and pictures by any other name. A `href` leads away and loads nothing. */
function addFrom(value: unknown, key: string, add: (directive: string, address: string) => void): void {
  if (typeof value === "string") {
    if (!/^https?:\/\//i.test(value)) return;
    if (key === "action") add("form-action", value);
    else if (key === "video.src") add("media-src", value);
    else if (/(?:^|\.)(?:src|dark|poster|image)$/.test(key)) add("img-src", value);
  } else if (Array.isArray(value)) for (const one of value) addFrom(one, key, add);
  else if (isMap(value))
    for (const [name, one] of Object.entries(value))
      addFrom(one, name === "action" ? name : `${key.split(".").at(-1) ?? ""}.${name}`, add);
}

/** Names of hosts that there are, and addresses of version 6. A URL may hold more, such as `;` and `,`, which end a directive or a policy (CSP Level 3, 2.2), and `*`. */
const ORIGIN = /^https?:\/\/[a-z0-9._\-[\]:]+$/;

/** Undefined for what is no address of another site, or none that a policy can name. */
function originOf(address: string): string | undefined {
  try {
    const { origin } = new URL(address.startsWith("//") ? `https:${address}` : address);
    return ORIGIN.test(origin) ? origin : undefined;
  } catch {
    return undefined;
  }
}
