/** Pages that Eleventy places and evaluates: their URLs and bodies become known when it has run. */

import type { SiteConfig } from "../config/options.js";
import type { EvaluatedBody, Link, Page, SitePage, TemplatePage } from "../model/model.js";
import type { LinkResolver } from "./links/links.js";
import { placePermalink, placeSource } from "./permalinks.js";
import { unplacedPage } from "./placed-page.js";

export class TemplatePages {
  /** By source; false until Eleventy has run. */
  readonly urls: Map<string, string | false>;
  private bodies: ReadonlyMap<string, EvaluatedBody> = new Map();

  constructor(
    readonly all: readonly TemplatePage[],
    private readonly config: SiteConfig,
    private readonly links: () => LinkResolver | undefined,
  ) {
    this.urls = new Map(all.map(({ page, placedAs }) => [page.source, templateUrl(page, placedAs, config)]));
  }

  setUrls(urls: Iterable<readonly [source: string, url: string | false]>): void {
    for (const [source, url] of urls) if (this.urls.has(source)) this.urls.set(source, url);
  }

  setBodies(bodies: ReadonlyMap<string, EvaluatedBody>): void {
    this.bodies = bodies;
  }

  body(source: string): EvaluatedBody | undefined {
    return this.bodies.get(source);
  }

  /**
   * A page whose links are known: Markdown that Eleventy places, or a page whose body templates have printed.
   */
  withLinks(source: string): SitePage | undefined {
    const page = this.all.find((template) => template.page.source === source)?.page;
    const body = this.bodies.get(source);
    if (page === undefined || (page.kind !== "markdown" && body === undefined)) return undefined;
    return unplacedPage(body === undefined ? page : this.withoutBase(withBody(page, body)), this.config);
  }

  /**
   * A page from templates, with the base path removed from its links. The filter `url` added it, and Handbill
   * adds it again.
   */
  withoutBase(page: Page): Page {
    const { base } = this.config;
    if (base === "/" || page.kind !== "template") return page;
    const from = unplacedPage(page, this.config);
    const isBased = (link: Link) =>
      link.href.startsWith(base) && this.links()?.resolve(link, from).kind === "unknown";
    return {
      ...page,
      links: page.links.map((link) =>
        isBased(link) ? { ...link, href: link.href.slice(base.length - 1) } : link,
      ),
    };
  }
}

/** A page with the body that templates gave it, next to that of its front matter. */
function withBody(page: Page, { links, ids }: EvaluatedBody): Page {
  return { ...page, links: [...page.links, ...links], ids: [...page.ids, ...ids] };
}

/** The URL of a page before Eleventy evaluates it, where it can be known; links to its source lead there. */
function templateUrl(page: Page, path: string, config: SiteConfig): string | false {
  const permalink = page.frontMatter["permalink"];
  if (permalink === undefined) return placeSource(path, config.style).value.url;
  if (typeof permalink !== "string" || /\{[{%]/.test(permalink)) return false;
  return placePermalink(permalink, config.style, { file: page.source }).value.url;
}
