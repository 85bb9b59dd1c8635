/**
 * Stage 2: all Pages in, one Site out. It has no side effects, and is cheap enough to repeat as a whole for
 * every change.
 */

import type { SiteConfig } from "../config/options.js";
import { isDraft } from "../content/frontmatter/draft.js";
import type { OutputIndex } from "../model/output-index.js";
import type { ResolvedLinks, ImageSize } from "../model/placeholders.js";
import type {
  Data,
  Diagnostic,
  EvaluatedBody,
  Link,
  Page,
  Site,
  SitePage,
  WithDiagnostics,
  StaticFile,
  TemplatePage,
} from "../model/model.js";
import { matchesGlob } from "../utils/glob.js";
import { once } from "../utils/once.js";
import { siteFrameData, checkSiteFrameAnchors, siteFramePage } from "./site-frame.js";
import { createCopyCheck } from "./links/fallback-links.js";
import { directoryDataOf, globalDataOf, mergeData } from "./cascade.js";
import { feedsOf } from "./feeds.js";
import { homeUrls } from "./home-urls.js";
import { folderPages } from "./folder-pages.js";
import { createLanguageSwitch, languageFolders } from "./i18n/languages.js";
import { uiFor } from "./ui.js";
import { linkEnd } from "./links/link-end.js";
import { createLinkResolver, type LinkResolver } from "./links/links.js";
import { titleFromName } from "./navigation/nav-tree.js";
import { checkLanguages } from "./i18n/check-languages.js";
import { checkSidebar } from "./navigation/check-sidebar.js";
import { createNavigation } from "./navigation/navigation.js";
import { placePermalink, placeSource } from "./permalinks.js";
import { createPlacer, type OtherPages, type PlaceInput, type Placement } from "./locate.js";
import { createRedirects } from "./redirects/redirects.js";
import { fallbackPages } from "./i18n/fallback-pages.js";

export interface SiteInput extends PlaceInput {
  readonly pages: readonly Page[];
  /** Global data from the configuration. */
  readonly configData: Data;
  readonly staticFiles: readonly StaticFile[];
  /** The size of the image in a file, by its source; undefined if the file has none. */
  sizeOf?(source: string): ImageSize | undefined;
  /** Placements of a previous call. Pages are not placed again if everything else is the same. */
  readonly known?: Placements;
}

/** Cached placements, for the next time that the same pages are assembled. */
export interface Placements {
  /** The global data of all these pages, and the part of it that depends on pages, as text. */
  global?: { readonly site: string; readonly data: Data; readonly homes: string[] };
  pages: WeakMap<Page, { readonly placedAs: string; readonly placement: Placement }>;
}

/** An empty cache. */
export function newPlacements(): Placements {
  return { pages: new WeakMap() };
}

/** Places every page. If there are errors, the Site lacks the parts that they are about. */
export async function assembleSite(input: SiteInput): Promise<WithDiagnostics<Site>> {
  const { config } = input;
  const others: OtherPages = {
    folderPages: folderPages(
      input.pages,
      input.staticFiles.map(({ output }) => output),
    ),
    folders: languageFolders(
      input.pages.map(({ source }) => source),
      config.languages,
    ),
  };
  const { placedAs } = others.folderPages;
  const isElsewhere = (path: string) =>
    config.externalPaths.length > 0 && matchesGlob(path, config.externalPaths);
  const diagnostics: Diagnostic[] = [];
  const known = knownOf(input, others);
  const place = createPlacer({ ...input, ...others }, known.globalData);
  const templates: TemplatePage[] = [];
  const drafts = new Set<string>();
  const pages: SitePage[] = [];
  let links: LinkResolver | undefined;
  const resolverLater = () => links;
  const take = (page: Page, placement: Placement): void => {
    diagnostics.push(...placement.diagnostics);
    if (placement.kind === "draft") return void drafts.add(page.source);
    if (placement.kind === "template")
      return void templates.push({
        page,
        placedAs: placedAs(page),
        added: placement.added,
        isTitled: placement.isTitled,
      });
    pages.push(new PlacedPage(page, placedAs(page), placement, resolverLater));
  };
  for (const page of [...input.pages].sort(bySource)) {
    const before = known.pages.get(page);
    // Another page may have become the page of its folder, or stopped to be.
    const placement = before?.placedAs === placedAs(page) ? before.placement : await place(page);
    if (before?.placement !== placement) known.pages.set(page, { placedAs: placedAs(page), placement });
    take(page, placement);
  }
  const copies = fallbackPages(pages, config, others.folders, () =>
    directoryDataOf(input.dataFiles, config.choices),
  );
  for (const page of copies) take(page, await place(page));
  if (copies.length > 0) pages.sort((a, b) => bySource(a.page, b.page));
  const templateUrls = new Map(
    templates.map(({ page }) => [page.source, templateUrl(page, placedAs(page), config)]),
  );
  const placed = once(() => new Map(pages.map((page) => [page.page.source, page])));
  let bodies: ReadonlyMap<string, EvaluatedBody> = new Map();
  /**
   * A Markdown page that Eleventy places. Its links are known from parsing, or after its templates have run.
   */
  const evaluatedPage = (source: string): SitePage | undefined => {
    const page = templates.find((template) => template.page.source === source)?.page;
    const body = bodies.get(source);
    if (page === undefined || (page.kind !== "markdown" && body === undefined)) return undefined;
    return unplacedPage(body === undefined ? page : withoutBase(withBody(page, body)), config);
  };
  /**
   * A page from templates, with the base path removed from its links. The filter `url` added it, and Handbill
   * adds it again.
   */
  const withoutBase = (page: Page): Page => {
    const { base } = config;
    if (base === "/" || page.kind !== "template") return page;
    const from = unplacedPage(page, config);
    const isBased = (link: Link) =>
      link.href.startsWith(base) && links?.resolve(link, from).kind === "unknown";
    return {
      ...page,
      links: page.links.map((link) =>
        isBased(link) ? { ...link, href: link.href.slice(base.length - 1) } : link,
      ),
    };
  };
  diagnostics.push(...checkLanguages(pages, config.languages, config.language));
  const redirects = createRedirects({
    configured: config.redirects,
    pages: [...pages.filter(hasMoved), ...templates.filter(hasMoved)].map(({ page }) => page),
    urlOf: (source) => placed().get(source)?.url ?? templateUrls.get(source) ?? false,
    addressOf: (path) => links?.addressOf(path),
    urls: () => pages.flatMap(({ url }) => url || []),
  });
  diagnostics.push(...redirects.diagnostics);
  // Global data contains this list, and pages are placed before it is complete.
  known.homes.splice(
    0,
    Infinity,
    ...homeUrls({ ...input, ...others, pages, templates, templateUrls, redirects }),
  );
  links = createLinkResolver({
    get pages() {
      return placed();
    },
    templates: templateUrls,
    drafts,
    staticFiles: input.staticFiles,
    base: config.base,
    folderPage: others.folderPages.of,
    isExternalPath: isElsewhere,
    redirectOf: (path) => redirects.find(path),
    ...(input.sizeOf && { sizeOf: input.sizeOf }),
  });
  const resolver = links;
  const checkCopies = createCopyCheck(pages, config.languages, resolver);
  const site: Site = {
    pages,
    templates,
    staticFiles: input.staticFiles,
    globalData: known.globalData,
    ...createNavigation({
      pages,
      base: config.base,
      sidebar: config.sidebar,
      tabs: config.tabs,
      roots: [...others.folders.values()].map((folder) => `${folder}/`),
      overviewIn: (root) => uiFor(root.replace(/\/$/, "") || config.language).overview,
      siteTitleIn: (root) => siteTitle(known.globalData, root.replace(/\/$/, "")),
      languagesOf: createLanguageSwitch(pages, config.languages, config.language),
    }),
    setUrls(urls) {
      resolver.forget();
      redirects.forget();
      for (const [source, url] of urls) if (templateUrls.has(source)) templateUrls.set(source, url);
    },
    setBodies: (learned) => void (bodies = learned),
    evaluatedBody: (source) => bodies.get(source),
    urlOf: (source) => templateUrls.get(source) ?? false,
    endOf: (link, { page, url }) =>
      linkEnd(resolver.resolve(link, { ...unplacedPage(page, config), url }), templateUrls),
    linksTo(url) {
      const href = config.base + url.slice(1);
      const leadsHere = (link: Link, page: SitePage) =>
        resolver.resolve(link, page).href.replace(/[?#].*$/s, "") === href;
      return pages
        .filter(isWritten)
        .flatMap((page) =>
          page.page.links
            .filter((link) => leadsHere(link, page))
            .map(({ line, column }) => ({ source: page.page.source, line, column })),
        );
    },
    redirects: redirects.all,
    folderRedirects: redirects.folders,
    redirectAt: redirects.find,
    isExternalPath: isElsewhere,
    checkRedirects: redirects.check,
    resolved(page) {
      const shown = unplacedPage(withoutBase(page), config);
      return { html: resolver.finalHtml(shown), sections: resolver.finalSections(shown) };
    },
    // Markdown pages that Eleventy places have links too. Their own URL is unknown here, and not needed to
    // check links.
    checkLinks(outputIndex, sources) {
      const all = () => [...placed().keys(), ...templates.map(({ page }) => page.source)];
      return (sources ?? all()).flatMap((source) => {
        const page = placed().get(source) ?? evaluatedPage(source);
        if (page === undefined || !isWritten(page)) return [];
        const own = resolver.check(page, outputIndex);
        return [...own, ...checkCopies(page, own, outputIndex)];
      });
    },
    checkSiteFrame: (outputIndex) => [
      ...checkFrameLinks(config, resolver, outputIndex),
      ...checkSiteFrameAnchors(config, { pages, templates }, outputIndex),
    ],
    checkSidebar: () =>
      checkSidebar(
        config,
        others.folders,
        [...placed().values()].flatMap((page) => [page.page.source, page.placedAs]),
      ),
  };
  return { value: site, diagnostics };
}

/**
 * A class, because there is one for each page. Values that depend on the body are computed on demand, so that
 * a large site does not hold its text twice.
 */
class PlacedPage implements SitePage {
  readonly url: string | false;
  readonly output: string | false;
  readonly date: Date;
  readonly data: Data;
  readonly added: Data;
  declare readonly missingLayout?: string;

  constructor(
    readonly page: Page,
    readonly placedAs: string,
    { url, output, date, data, added, missingLayout }: Extract<Placement, { kind: "page" }>,
    private readonly links: () => LinkResolver | undefined,
  ) {
    [this.url, this.output, this.date, this.data, this.added] = [url, output, date, data, added];
    if (missingLayout !== undefined) this.missingLayout = missingLayout;
  }

  get html(): string {
    return this.links()?.finalHtml(this) ?? this.page.html;
  }

  get sections(): readonly Data[] | undefined {
    return this.links()?.finalSections(this) ?? this.page.sections;
  }

  hrefs(): readonly string[] {
    return this.links()?.hrefs(this) ?? this.page.links.map(({ href }) => href);
  }

  sizes(): ResolvedLinks["sizes"] {
    return this.links()?.sizes(this) ?? {};
  }
}

function bySource(a: Pick<Page, "source">, b: Pick<Page, "source">): number {
  return a.source < b.source ? -1 : 1;
}

function hasMoved({ page }: { readonly page: Page }): boolean {
  return page.frontMatter["redirectFrom"] !== undefined && page.fallbackFor === undefined;
}

/** Whether the page has a text of its own. A fallback page has none. */
function isWritten({ page }: SitePage): boolean {
  return page.fallbackFor === undefined;
}

/** The cached placements; none if the global data has changed. */
function knownOf(
  input: SiteInput,
  others: OtherPages,
): {
  readonly pages: Placements["pages"];
  readonly globalData: Data;
  readonly homes: string[];
} {
  const { known = newPlacements() } = input;
  const site = siteData(input, others);
  const text = JSON.stringify(site);
  if (known.global?.site !== text) {
    known.pages = new WeakMap();
    const homes: string[] = [];
    const { byLanguage = {} } = site as { readonly byLanguage?: Readonly<Record<string, Data>> };
    const inLanguages = Object.fromEntries(
      Object.entries(byLanguage).map(([tag, own]) => [tag, { ...own, homes }]),
    );
    known.global = {
      site: text,
      data: mergeData(
        { site: { ...site, homes, ...("byLanguage" in site && { byLanguage: inLanguages }) } },
        globalDataOf(input.dataFiles, input.config.choices),
        input.configData,
      ),
      homes,
    };
  }
  return { pages: known.pages, globalData: known.global.data, homes: known.global.homes };
}

/** The value of `site` in templates, without the URLs of home pages. */
function siteData(input: SiteInput, { folderPages: { of, placedAs }, folders }: OtherPages): Data {
  const { config, pages } = input;
  const home = pages.find(
    (page) => page.source === of("content") && (config.drafts || !isDraft(page.frontMatter)),
  );
  const homeTitle = home?.frontMatter["title"] ?? home?.firstHeading;
  const title =
    config.title !== ""
      ? config.title
      : typeof homeTitle === "string"
        ? homeTitle
        : titleFromName(config.root.replace(/[\\/]+$/, "").replace(/^.*[\\/]/, ""));
  const feeds = feedsOf(config, title, pages, { placedAs });
  const languages = Object.entries(config.languages).map(([lang, title]) => ({
    lang,
    title,
    url: lang === config.language ? "/" : `/${folders.get(lang) ?? lang}/`,
  }));
  const site = {
    title,
    description: config.description,
    url: config.url,
    language: config.language,
    base: config.base,
    search: config.search,
    ui: uiFor(config.language),
    ...(languages.length > 1 && { languages }),
    ...siteFrameData(config),
    ...(feeds.length > 0 && { feeds }),
  };
  const byLanguage = Object.fromEntries(
    Object.entries(config.inLanguages).map(([tag, { title, description, ...theme }]) => [
      tag,
      {
        ...site,
        ...(title !== undefined && { title }),
        ...(description !== undefined && { description }),
        ...siteFrameData({ ...config, theme: { ...config.theme, ...theme } }),
      },
    ]),
  );
  return Object.keys(byLanguage).length === 0 ? site : { ...site, byLanguage };
}

/** The site's title in a language; `""` is the site's own language. */
function siteTitle({ site }: Data, language: string): string {
  const { title, byLanguage } = site as { readonly title: string; readonly byLanguage?: Data };
  return (byLanguage?.[language] as { readonly title: string } | undefined)?.title ?? title;
}

/** A page with the body that templates printed, in addition to the links of its front matter. */
function withBody(page: Page, { links, ids }: EvaluatedBody): Page {
  return { ...page, links: [...page.links, ...links], ids: [...page.ids, ...ids] };
}

/** The URL of a page that Eleventy evaluates, if it can be known before. Links to its source use it. */
function templateUrl(page: Page, path: string, config: SiteConfig): string | false {
  const permalink = page.frontMatter["permalink"];
  if (permalink === undefined) return placeSource(path, config.style).value.url;
  if (typeof permalink !== "string" || /\{[{%]/.test(permalink)) return false;
  return placePermalink(permalink, config.style, { file: page.source }).value.url;
}

/** The links of the header and footer are on every page, so each problem is reported once. */
function checkFrameLinks(config: SiteConfig, resolver: LinkResolver, outputIndex: OutputIndex): Diagnostic[] {
  const found = resolver.check(unplacedPage(siteFramePage(config), config), outputIndex);
  // Line 0: the URL has no position of its own.
  return found.map(({ line, column, length, ...rest }) => ({
    ...rest,
    ...(line !== 0 && { line, column, length }),
    message: rest.message.replace(/^The page links/, "The site's header or footer links"),
  }));
}

function unplacedPage(page: Page, config: SiteConfig): SitePage {
  return {
    page,
    placedAs: page.source,
    ...placeSource(page.source, config.style).value,
    date: new Date(0),
    data: {},
    added: {},
    html: "",
    sections: undefined,
    hrefs: () => [],
    sizes: () => ({}),
  };
}
