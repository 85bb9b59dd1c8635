/** Finds every place at which a site names a URL of another site. */

import type { SiteConfig } from "../../config/options.js";
import { isExternal } from "../../content/html/urls.js";
import { groupBy } from "../../utils/group-by.js";
import type { Place } from "../../diagnostics/catalogue.js";
import type { Link, Position, Site } from "../../model/model.js";
import { siteFrameLinks } from "../../site/site-frame.js";
import { sidebarLinks } from "../../site/navigation/check-sidebar.js";
import type { TemplateLink } from "../../site/links/template-links.js";
import { requestUrl, isIgnored, isOwn, isReservedName } from "./url.js";

export interface ExternalLink {
  readonly place: Place;
  /** The kind of link, for the message: `The page links to`. */
  readonly by: string;
  /** As its author wrote it. */
  readonly href: string;
}

/**
 * The URLs of pages, of templates and data (`written`), and of the configuration. A fallback page for a
 * missing translation is skipped, because it has no links of its own.
 */
export function externalLinks(
  { pages, templates, evaluatedBody }: Pick<Site, "pages" | "templates" | "evaluatedBody">,
  config: SiteConfig,
  written: readonly TemplateLink[],
): readonly ExternalLink[] {
  const ofPages = [...pages, ...templates].flatMap(({ page }) =>
    page.fallbackFor === undefined
      ? ofPage(page.source, [...page.links, ...(evaluatedBody(page.source)?.links ?? [])])
      : [],
  );
  const ofTemplates = written.map(({ source, line, column, by, href, written: shown }) => ({
    place: { file: source, line, column, ...(shown !== undefined && { length: shown.length }) },
    by,
    href,
  }));
  return [...ofConfig(config), ...ofPages, ...ofTemplates].filter(({ href }) => isExternal(href));
}

function ofPage(source: string, links: readonly Link[]): readonly ExternalLink[] {
  return links
    .filter(({ href }) => isExternal(href))
    .map(({ kind, href, line, column }) => ({
      place: { file: source, line, column, length: href.length },
      by: BY[kind],
      href,
    }));
}

const BY: Readonly<Record<Link["kind"], string>> = { link: "The page links to", image: "The page shows" };

function ofConfig(config: SiteConfig): readonly ExternalLink[] {
  const { file = ".eleventy.ts" } = config;
  const at = (by: string, href: string, place: Position | undefined, length = href.length): ExternalLink => ({
    place: { file, ...(place && { line: place.line, column: place.column, length }) },
    by,
    href,
  });
  return [
    ...siteFrameLinks(config).map(({ href, line, column }) =>
      at("The site's header or footer links to", href, line === 0 ? undefined : { line, column }),
    ),
    ...sidebarLinks(config).map((href, index) =>
      at("`sidebar` links to", href, config.sidebarLinkPlaces[index]),
    ),
    // The redirect of a folder has a different target for each URL.
    ...config.redirects
      .filter(({ to }) => !to.includes(":splat"))
      .map((redirect) => at(`${redirect.from} redirects to`, redirect.to, redirect, redirect.length)),
  ];
}

/**
 * The places of each URL to request, by URL. URLs of the site itself, ignored URLs and reserved hosts are
 * left out.
 */
export function toAsk(
  links: readonly ExternalLink[],
  config: Pick<SiteConfig, "url" | "base" | "externalLinks">,
): ReadonlyMap<string, readonly ExternalLink[]> {
  const isAsked = (address: string): boolean =>
    !isReservedName(new URL(address).hostname) &&
    !isOwn(address, config) &&
    !isIgnored(address, config.externalLinks.ignore);
  return new Map(
    [...groupBy(links, ({ href }) => requestUrl(href))].flatMap(([address, places]) =>
      address === undefined || !isAsked(address) ? [] : [[address, places] as const],
    ),
  );
}
