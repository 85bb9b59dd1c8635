/**
 * Stage 2: all Pages in, one Site out. It has no side effects, and is cheap enough to repeat as a whole for
 * every change.
 */

import type { SiteConfig } from "../config/options.js";
import type {
  Diagnostic,
  Link,
  Page,
  Site,
  SitePage,
  StaticFile,
  TemplatePage,
  WithDiagnostics,
} from "../model/model.js";
import type { OutputIndex } from "../model/output-index.js";
import type { ImageSize } from "../model/placeholders.js";
import { matchesGlob } from "../utils/glob.js";
import { once } from "../utils/once.js";
import { directoryDataOf } from "./cascade.js";
import { folderPages } from "./folder-pages.js";
import { homeUrls } from "./home-urls.js";
import { checkLanguages } from "./i18n/check-languages.js";
import { fallbackPages } from "./i18n/fallback-pages.js";
import { createLanguageSwitch, languageFolders } from "./i18n/languages.js";
import { createCopyCheck } from "./links/fallback-links.js";
import { linkEnd } from "./links/link-end.js";
import { createLinkResolver, type LinkResolver } from "./links/links.js";
import { createPlacer, type OtherPages, type Placement } from "./locate.js";
import { checkSidebar } from "./navigation/check-sidebar.js";
import { createNavigation, type Navigation } from "./navigation/navigation.js";
import { PlacedPage, unplacedPage } from "./placed-page.js";
import { knownPlacements, siteTitle, type GlobalInput } from "./placements.js";
import { createRedirects } from "./redirects/redirects.js";
import { checkSiteFrameAnchors, siteFramePage } from "./site-frame.js";
import { TemplatePages } from "./template-pages.js";
import { uiFor } from "./ui.js";

export interface SiteInput extends GlobalInput {
  readonly staticFiles: readonly StaticFile[];
  /** How large the image in such a file is, by its source; undefined where it does not say it. */
  sizeOf?(source: string): ImageSize | undefined;
}

/** The parts of a Site. */
interface Parts {
  readonly input: SiteInput;
  readonly others: OtherPages;
  readonly known: ReturnType<typeof knownPlacements>;
  readonly pages: readonly SitePage[];
  readonly bySource: () => ReadonlyMap<string, SitePage>;
  readonly drafts: ReadonlySet<string>;
  readonly templates: TemplatePages;
  readonly redirects: ReturnType<typeof createRedirects>;
  isElsewhere(path: string): boolean;
}

/** Places every page. If there are errors, the Site lacks the parts that they are about. */
export async function assembleSite(input: SiteInput): Promise<WithDiagnostics<Site>> {
  const { config } = input;
  const others = placedAmong(input);
  const known = knownPlacements(input, others);
  let links: LinkResolver | undefined;
  const placed = await placePages(input, others, known, () => links);
  const { pages, drafts, templates } = placed;
  const bySource = once(() => new Map(pages.map((page) => [page.page.source, page])));
  const redirects = createRedirects({
    configured: config.redirects,
    pages: [...pages.filter(hasMoved), ...templates.all.filter(hasMoved)].map(({ page }) => page),
    urlOf: (source) => bySource().get(source)?.url ?? templates.urls.get(source) ?? false,
    addressOf: (path) => links?.addressOf(path),
    urls: () => pages.flatMap(({ url }) => url || []),
  });
  const isElsewhere = (path: string) =>
    config.externalPaths.length > 0 && matchesGlob(path, config.externalPaths);
  const parts: Parts = { input, others, known, pages, bySource, drafts, templates, redirects, isElsewhere };
  // Global data contains this list, and pages are placed before it is complete.
  const homes = { ...input, ...others, pages, templates: templates.all, templateUrls: templates.urls };
  known.homes.splice(0, Infinity, ...homeUrls({ ...homes, redirects }));
  links = linksOf(parts);
  return {
    value: siteOf(parts, links),
    diagnostics: [
      ...placed.diagnostics,
      ...checkLanguages(pages, config.languages, config.language),
      ...redirects.diagnostics,
    ],
  };
}

function placedAmong({ pages, staticFiles, config }: SiteInput): OtherPages {
  return {
    folderPages: folderPages(
      pages,
      staticFiles.map(({ output }) => output),
    ),
    folders: languageFolders(
      pages.map(({ source }) => source),
      config.languages,
    ),
  };
}

/** Gives each page its place: those that are new, and those that another page moves. */
async function placePages(
  input: SiteInput,
  others: OtherPages,
  known: ReturnType<typeof knownPlacements>,
  links: () => LinkResolver | undefined,
) {
  const { config } = input;
  const { placedAs } = others.folderPages;
  const place = createPlacer({ ...input, ...others }, known.globalData);
  const placed = new PlacedPages(placedAs, links);
  for (const page of [...input.pages].sort(inOrder)) {
    const before = known.pages.get(page);
    // Another page may have become the page of its folder, or stopped to be.
    const placement = before?.placedAs === placedAs(page) ? before.placement : await place(page);
    if (before?.placement !== placement) known.pages.set(page, { placedAs: placedAs(page), placement });
    placed.add(page, placement);
  }
  const { pages, drafts, diagnostics } = placed;
  const copies = fallbackPages(pages, config, others.folders, () =>
    directoryDataOf(input.dataFiles, config.choices),
  );
  for (const page of copies) placed.add(page, await place(page));
  if (copies.length > 0) pages.sort((a, b) => inOrder(a.page, b.page));
  return { pages, drafts, diagnostics, templates: new TemplatePages(placed.templates, config, links) };
}

/** Pages by what becomes of them. */
class PlacedPages {
  readonly pages: SitePage[] = [];
  readonly templates: TemplatePage[] = [];
  readonly drafts = new Set<string>();
  readonly diagnostics: Diagnostic[] = [];

  constructor(
    private readonly placedAs: (page: Page) => string,
    private readonly links: () => LinkResolver | undefined,
  ) {}

  add(page: Page, placement: Placement): void {
    this.diagnostics.push(...placement.diagnostics);
    const placedAs = this.placedAs(page);
    if (placement.kind === "draft") this.drafts.add(page.source);
    else if (placement.kind === "page")
      this.pages.push(new PlacedPage(page, placedAs, placement, this.links));
    else {
      const { added, isTitled } = placement;
      this.templates.push({ page, placedAs, added, isTitled });
    }
  }
}

function linksOf({
  input,
  others,
  bySource,
  templates,
  drafts,
  redirects,
  isElsewhere,
}: Parts): LinkResolver {
  return createLinkResolver({
    get pages() {
      return bySource();
    },
    templates: templates.urls,
    drafts,
    staticFiles: input.staticFiles,
    base: input.config.base,
    folderPage: others.folderPages.of,
    isExternalPath: isElsewhere,
    redirectOf: (path) => redirects.find(path),
    ...(input.sizeOf && { sizeOf: input.sizeOf }),
  });
}

function navigationOf({ input: { config }, others, known, pages }: Parts): Navigation {
  return createNavigation({
    pages,
    base: config.base,
    sidebar: config.sidebar,
    tabs: config.tabs,
    roots: [...others.folders.values()].map((folder) => `${folder}/`),
    overviewIn: (root) => uiFor(root.replace(/\/$/, "") || config.language).overview,
    siteTitleIn: (root) => siteTitle(known.globalData, root.replace(/\/$/, "")),
    languagesOf: createLanguageSwitch(pages, config.languages, config.language),
  });
}

/** The Site, with what can be asked of it. */
function siteOf(parts: Parts, links: LinkResolver): Site {
  const { input, others, known, pages, bySource, templates, redirects, isElsewhere } = parts;
  const { config } = input;
  return {
    pages,
    templates: templates.all,
    staticFiles: input.staticFiles,
    globalData: known.globalData,
    ...navigationOf(parts),
    setUrls(urls) {
      links.forget();
      redirects.forget();
      templates.setUrls(urls);
    },
    setBodies: (bodies) => templates.setBodies(bodies),
    evaluatedBody: (source) => templates.body(source),
    urlOf: (source) => templates.urls.get(source) ?? false,
    endOf: (link, { page, url }) =>
      linkEnd(links.resolve(link, { ...unplacedPage(page, config), url }), templates.urls),
    linksTo: (url) => linksTo(config.base + url.slice(1), pages, links),
    redirects: redirects.all,
    folderRedirects: redirects.folders,
    redirectAt: redirects.find,
    isExternalPath: isElsewhere,
    checkRedirects: redirects.check,
    resolved(page) {
      const shown = unplacedPage(templates.withoutBase(page), config);
      return { html: links.finalHtml(shown), sections: links.finalSections(shown) };
    },
    checkLinks: createLinkCheck(parts, links),
    checkSiteFrame: (outputIndex) => [
      ...checkFrameLinks(config, links, outputIndex),
      ...checkSiteFrameAnchors(config, { pages, templates: templates.all }, outputIndex),
    ],
    checkSidebar: () =>
      checkSidebar(
        config,
        others.folders,
        [...bySource().values()].flatMap((page) => [page.page.source, page.placedAs]),
      ),
  };
}

/** Links of pages that lead to a URL with the base. */
function linksTo(href: string, pages: readonly SitePage[], links: LinkResolver): ReturnType<Site["linksTo"]> {
  const leadsHere = (link: Link, page: SitePage) =>
    links.resolve(link, page).href.replace(/[?#].*$/s, "") === href;
  return pages
    .filter(isWritten)
    .flatMap((page) =>
      page.page.links
        .filter((link) => leadsHere(link, page))
        .map(({ line, column }) => ({ source: page.page.source, line, column })),
    );
}

/** Markdown that Eleventy places has links too; its URL is not known here, and not needed for them. */
function createLinkCheck(
  { input, pages, bySource, templates }: Parts,
  links: LinkResolver,
): Site["checkLinks"] {
  const checkCopies = createCopyCheck(pages, input.config.languages, links);
  const all = () => [...bySource().keys(), ...templates.all.map(({ page }) => page.source)];
  return (outputIndex, sources) =>
    (sources ?? all()).flatMap((source) => {
      const page = bySource().get(source) ?? templates.withLinks(source);
      if (page === undefined || !isWritten(page)) return [];
      const own = links.check(page, outputIndex);
      return [...own, ...checkCopies(page, own, outputIndex)];
    });
}

function inOrder(a: Pick<Page, "source">, b: Pick<Page, "source">): number {
  return a.source < b.source ? -1 : 1;
}

function hasMoved({ page }: { readonly page: Page }): boolean {
  return page.frontMatter["redirectFrom"] !== undefined && page.fallbackFor === undefined;
}

/** Whether the page has its own text; a fallback page has none. */
function isWritten({ page }: SitePage): boolean {
  return page.fallbackFor === undefined;
}

/** The links of header and footer are on every page, and each mistake in them is reported once. */
function checkFrameLinks(config: SiteConfig, resolver: LinkResolver, outputIndex: OutputIndex): Diagnostic[] {
  const found = resolver.check(unplacedPage(siteFramePage(config), config), outputIndex);
  // Line 0: the URL is made elsewhere.
  return found.map(({ line, column, length, ...rest }) => ({
    ...rest,
    ...(line !== 0 && { line, column, length }),
    message: rest.message.replace(/^The page links/, "The site's header or footer links"),
  }));
}
