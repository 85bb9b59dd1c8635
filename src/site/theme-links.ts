/** The addresses in data that layouts of the theme make links of: those of a post, and those of the page of what is missing. */

import type { SitePage } from "../model.js";
import { isMap } from "./data.js";
import type { WrittenLink } from "./written-links.js";

/** The links of such pages to addresses of the site, each address once. `isThemes` tells whether a layout is the theme's: one of the site's own may make something else of the same data. */
export function themeLinks(pages: readonly SitePage[], isThemes: (layout: string) => boolean): readonly WrittenLink[] {
  const [post, missing] = ["post", "404"].map((name) => (isThemes(name) ? name : undefined));
  if (post === undefined && missing === undefined) return [];
  const links = new Map<string, WrittenLink>();
  for (const { page, data } of pages) {
    const layout = data["layout"];
    if (layout === undefined || (layout !== post && layout !== missing)) continue;
    const add = (key: string, href: unknown): void => {
      if (typeof href !== "string" || !/^\/(?!\/)/.test(href) || links.has(href)) return;
      links.set(href, { kind: "link", href, source: page.source, line: 1, column: 1, ...page.positions[key.split(".", 1)[0] ?? ""], by: `\`${key}\` links to` });
    };
    if (layout === missing && Array.isArray(data["links"])) for (const link of data["links"] as readonly unknown[]) add("links", isMap(link) && link["url"]);
    if (layout !== post || !isMap(data["blog"])) continue;
    const { url, tags, tag: own = "posts" } = data["blog"];
    add("blog.url", url);
    if (typeof tags !== "string" || !Array.isArray(data["tags"])) continue;
    // What the filter `slugify` makes of letters beyond ASCII is not known here.
    for (const tag of data["tags"] as readonly unknown[]) if (tag !== own && typeof tag === "string" && /^[\w -]*[a-z\d][\w -]*$/i.test(tag)) add("blog.tags", `${tags}${slugOf(tag)}/`);
  }
  return [...links.values()];
}

function slugOf(tag: string): string {
  return tag.toLowerCase().replace(/[^a-z\d]+/g, "-").replace(/^-|-$/g, "");
}
