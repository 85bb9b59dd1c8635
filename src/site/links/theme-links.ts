/** The addresses in data that layouts of the theme make links of: those of a post, those of the page of what is missing, and the pictures of templates. */

import { isMarkdown } from "../../utils/page-formats.js";
import { imageOf } from "../../content/images/page-image.js";
import type { Data, Link, Page, Site } from "../../model/model.js";
import { isMap } from "../cascade.js";
import { tagSlug } from "../tag-slug.js";
import type { TemplateLink } from "./template-links.js";

/** An address of the site and the key that holds it. */
type Named = readonly [key: string, address: unknown];

const isOfSite = (href: string): boolean => /^\/(?!\/)/.test(href);

/**
 * The links of such data to addresses of the site, or others that are wanted, each address once. `isThemes` tells whether a
 * layout is the theme's: one of the site's own may make something else of the same data.
 */
export function themeLinks(
  { pages, templates }: Pick<Site, "pages" | "templates">,
  isThemes: (layout: string) => boolean,
  isWanted: (href: string) => boolean = isOfSite,
): readonly TemplateLink[] {
  const links = new Map<string, TemplateLink>();
  const add = ({ source, positions }: Page, kind: Link["kind"], [key, href]: Named): void => {
    if (typeof href !== "string" || !isWanted(href) || links.has(href)) return;
    const place = positions[key] ?? positions[key.split(".", 1)[0] ?? ""];
    links.set(href, {
      kind,
      href,
      source,
      line: 1,
      column: 1,
      ...place,
      by: kind === "image" ? `\`${key}\` is` : `\`${key}\` links to`,
    });
  };
  // The pictures of Markdown pages are among their links.
  for (const { page } of templates)
    if (!isMarkdown(page.source)) add(page, "image", ["image", imageOf(page.frontMatter)]);
  const readers = Object.entries(READERS).filter(([layout]) => isThemes(layout));
  const linksOf = new Map<unknown, (data: Data) => readonly Named[]>(readers);
  for (const { page, data } of pages)
    for (const named of linksOf.get(data["layout"])?.(data) ?? []) add(page, "link", named);
  return [...links.values()];
}

/** By layout, the addresses of which it makes links. */
const READERS: Readonly<Record<string, (data: Data) => readonly Named[]>> = {
  post: linksOfPost,
  404: linksOfMissing,
};

/** The way back to the list, and the pages of the post's tags. */
function linksOfPost({ blog, tags: ofPage }: Data): readonly Named[] {
  if (!isMap(blog)) return [];
  const { url, tags, tag: own = "posts" } = blog;
  const named =
    typeof tags === "string" && Array.isArray(ofPage)
      ? (ofPage as readonly unknown[]).filter((tag) => tag !== own)
      : [];
  return [["blog.url", url], ...named.map((tag): Named => ["blog.tags", `${String(tags)}${tagSlug(tag)}/`])];
}

function linksOfMissing({ links }: Data): readonly Named[] {
  return Array.isArray(links)
    ? (links as readonly unknown[]).map((link): Named => ["links", isMap(link) ? link["url"] : undefined])
    : [];
}
