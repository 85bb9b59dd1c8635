/**
 * URLs in data that the theme's layouts link to: those of posts and of the 404 page, and images of templates.
 */

import { isMarkdown } from "../../utils/page-formats.js";
import { imageOf } from "../../content/images/page-image.js";
import type { Data, Link, Page, Site } from "../../model/model.js";
import { tagSlug } from "../tag-slug.js";
import type { TemplateLink } from "./template-links.js";
import { isPlainObject } from "../../utils/is-record.js";

/** A URL of the site and the key that contains it. */
type Named = readonly [key: string, address: unknown];

const isOfSite = (href: string): boolean => /^\/(?!\/)/.test(href);

/**
 * The links in such data that are wanted, by default those to the site, each URL once. `isThemes` says
 * whether a layout is the theme's. A site's own layout may use the same data differently.
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
  // Images of Markdown pages are already among their links.
  for (const { page } of templates)
    if (!isMarkdown(page.source)) add(page, "image", ["image", imageOf(page.frontMatter)]);
  const readers = Object.entries(READERS).filter(([layout]) => isThemes(layout));
  const linksOf = new Map<unknown, (data: Data) => readonly Named[]>(readers);
  for (const { page, data } of pages)
    for (const named of linksOf.get(data["layout"])?.(data) ?? []) add(page, "link", named);
  return [...links.values()];
}

/** The URLs that each layout links to. */
const READERS: Readonly<Record<string, (data: Data) => readonly Named[]>> = {
  post: linksOfPost,
  404: linksOfMissing,
};

/** The link back to the list, and the pages of the post's tags. */
function linksOfPost({ blog, tags: ofPage }: Data): readonly Named[] {
  if (!isPlainObject(blog)) return [];
  const { url, tags, tag: own = "posts" } = blog;
  const named =
    typeof tags === "string" && Array.isArray(ofPage)
      ? (ofPage as readonly unknown[]).filter((tag) => tag !== own)
      : [];
  return [["blog.url", url], ...named.map((tag): Named => ["blog.tags", `${String(tags)}${tagSlug(tag)}/`])];
}

function linksOfMissing({ links }: Data): readonly Named[] {
  return Array.isArray(links)
    ? (links as readonly unknown[]).map(
        (link): Named => ["links", isPlainObject(link) ? link["url"] : undefined],
      )
    : [];
}
