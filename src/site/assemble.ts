/** Stage 2: all Pages in, one Site out. Pure, and cheap enough to be done whole at every change. */

import type { SiteConfig } from "../config.js";
import { diagnostic } from "../diagnostics.js";
import type { Data, Diagnostic, Link, Page, Site, SitePage, Staged, StaticFile, TemplatePage } from "../model.js";
import { chromeData, chromePage } from "./chrome.js";
import { cleanTags, directoryDataOf, globalDataOf, isMap, mergeData, mergeOver, type DataFiles } from "./data.js";
import { feedsOf } from "./feeds.js";
import { createLanguageSwitch, folderLanguage } from "./languages.js";
import { uiFor } from "./ui.js";
import { createLinkResolver, type LinkResolver } from "./links.js";
import { titleFromName } from "./nav-tree.js";
import { createNavigation } from "./navigation.js";
import { createRedirects } from "./redirects.js";
import { fileSlug, filePathStem, pageDate, placePermalink, placeSource, type Placed } from "./permalink.js";

export interface SiteInput {
  readonly config: SiteConfig;
  readonly pages: readonly Page[];
  readonly dataFiles: DataFiles;
  /** Day of the last change by source, as far as it is known. */
  readonly lastChanges?: ReadonlyMap<string, string>;
  /** Global data that the configuration adds. */
  readonly configData: Data;
  /** The merged front matter of a layout and of the layouts around it. */
  layoutData(name: string): Data | undefined;
  readonly staticFiles: readonly StaticFile[];
  /** Renders a permalink that holds a template; may throw. Only called for those. */
  renderPermalink(template: string, data: Data): Promise<string>;
  /** Where pages were placed before, while everything but the pages was the same: these are not placed again. */
  readonly known?: Placements;
}

/** What became of pages, for the next time that the same pages are put together. */
export interface Placements {
  /** The data that all of them saw, and its part that follows from the pages, as text. */
  global?: { readonly site: string; readonly data: Data };
  pages: WeakMap<Page, Placement>;
}

/** Remembers nothing yet. */
export function newPlacements(): Placements {
  return { pages: new WeakMap() };
}

/** Puts every page in its place. With error Diagnostics, the Site lacks what they are about. */
export async function assembleSite(input: SiteInput): Promise<Staged<Site>> {
  const { config } = input;
  const diagnostics: Diagnostic[] = [];
  const known = knownOf(input);
  const place = createPlacer(input, known.globalData);
  const templates: TemplatePage[] = [];
  const drafts = new Set<string>();
  const pages: SitePage[] = [];
  let links: LinkResolver | undefined;
  for (const page of [...input.pages].sort((a, b) => (a.source < b.source ? -1 : 1))) {
    let placement = known.pages.get(page);
    if (placement === undefined) known.pages.set(page, (placement = await place(page)));
    diagnostics.push(...placement.diagnostics);
    if (placement.kind === "draft") drafts.add(page.source);
    else if (placement.kind === "template") templates.push({ page, added: placement.added });
    else {
      const { url, output, date, data, added } = placement;
      pages.push({
        page,
        url,
        output,
        date,
        data,
        added,
        // Computed when it is asked for: a large site does not hold its text twice.
        get html() {
          return links?.finalHtml(this) ?? page.html;
        },
        get sections() {
          return links?.finalSections(this) ?? page.sections;
        },
        hrefs() {
          return links?.resolveAll(this).map(({ href }) => href) ?? page.links.map(({ href }) => href);
        },
      });
    }
  }
  const templateUrls = new Map(templates.map(({ page }) => [page.source, templateUrl(page, config)]));
  const placedUrls = new Map(pages.map((page) => [page.page.source, page.url]));
  const redirects = createRedirects({
    configured: config.redirects,
    pages: [...pages, ...templates].map(({ page }) => page),
    urlOf: (source) => placedUrls.get(source) ?? templateUrls.get(source) ?? false,
    urls: () => pages.flatMap(({ url }) => url || []),
  });
  diagnostics.push(...redirects.diagnostics);
  links = createLinkResolver({
    pages: new Map(pages.map((page) => [page.page.source, page])),
    templates: templateUrls,
    drafts,
    staticFiles: input.staticFiles,
    base: config.base,
    redirectOf: (path) => redirects.find(path),
  });
  const resolver = links;
  const site: Site = {
    pages,
    templates,
    staticFiles: input.staticFiles,
    globalData: known.globalData,
    ...createNavigation({ pages, base: config.base, sidebar: config.sidebar, tabs: config.tabs, roots: Object.keys(config.languages).map((tag) => `${tag}/`), languagesOf: createLanguageSwitch(pages, config.languages, config.language) }),
    learnUrls(urls) {
      resolver.forget();
      redirects.forget();
      for (const [source, url] of urls) if (templateUrls.has(source)) templateUrls.set(source, url);
    },
    urlOf: (source) => templateUrls.get(source) ?? false,
    linksTo(url) {
      const href = config.base + url.slice(1);
      const leadsHere = (link: Link, page: SitePage) => resolver.resolve(link, page).href.replace(/[?#].*$/s, "") === href;
      return pages.flatMap((page) => page.page.links.filter((link) => leadsHere(link, page)).map(({ line, column }) => ({ source: page.page.source, line, column })));
    },
    redirects: redirects.all,
    folderRedirects: redirects.folders,
    checkRedirects: redirects.check,
    resolved: (page) => ({ html: resolver.finalHtml(standIn(page, config)), sections: resolver.finalSections(standIn(page, config)) }),
    // Markdown that Eleventy places has links too; its own address is not known here, and not needed for them.
    checkLinks(made, asked = () => true) {
      const placedLater = templates.filter(({ page }) => page.kind === "markdown").map(({ page }) => standIn(page, config));
      const found = [...pages, ...placedLater].filter(({ page }) => asked(page.source)).flatMap((page) => resolver.check(page, made));
      return asked(config.file ?? "") ? [...checkChrome(config, resolver, made), ...found] : found;
    },
  };
  return { value: site, diagnostics };
}

/** What becomes of a page, whatever other pages there are. */
export type Placement = { readonly diagnostics: readonly Diagnostic[] } & (
  | { readonly kind: "draft" }
  | { readonly kind: "template"; readonly added: Data }
  | ({ readonly kind: "page"; readonly date: Date; readonly data: Data; readonly added: Data } & Placed)
);

/** What is known of earlier placements; nothing, when the data that all pages see are others. */
function knownOf(input: SiteInput): { readonly pages: Placements["pages"]; readonly globalData: Data } {
  const { known = newPlacements() } = input;
  const site = siteData(input);
  const text = JSON.stringify(site);
  if (known.global?.site !== text) {
    known.pages = new WeakMap();
    known.global = { site: text, data: mergeData({ site }, globalDataOf(input.dataFiles), input.configData) };
  }
  return { pages: known.pages, globalData: known.global.data };
}

/** Places single pages. */
function createPlacer(input: SiteInput, globalData: Data): (page: Page) => Promise<Placement> {
  const { config } = input;
  const directoryData = directoryDataOf(input.dataFiles);
  return async (page) => {
    const inFolder = directoryData(page.source);
    const frontMatter = cleanTags(page.frontMatter);
    const layout = frontMatter["layout"] ?? inFolder["layout"] ?? globalData["layout"] ?? (isMarkdownSource(page.source) ? config.layout : undefined);
    const layoutData = typeof layout === "string" ? input.layoutData(layout) : undefined;
    const data = mergeOver(globalData, layoutData, inFolder, frontMatter);
    if (data["draft"] === true && !config.drafts) return { kind: "draft", diagnostics: [] };
    const added = isMarkdownSource(page.source) ? additions(page, data, layout, config, input.lastChanges?.get(page.source)) : {};
    if (page.kind === "template" || needsEleventy(data)) return { kind: "template", added, diagnostics: [] };
    const all = withAdded(data, added);
    const { value, diagnostics } = await placeOf(page, all, input);
    return { kind: "page", ...value, date: pageDate(data["date"], page.source), data: all, added, diagnostics };
  };
}

function isMarkdownSource(source: string): boolean {
  return source.endsWith(".md");
}

/** What `site` is in a template. */
function siteData({ config, pages }: SiteInput): Data {
  const home = pages.find((page) => page.source === "content/index.md" && (config.drafts || page.frontMatter["draft"] !== true));
  const homeTitle = home?.frontMatter["title"] ?? home?.firstHeading;
  const title = config.title !== "" ? config.title : typeof homeTitle === "string" ? homeTitle : titleFromName(config.root.replace(/[\\/]+$/, "").replace(/^.*[\\/]/, ""));
  const feeds = feedsOf(config, title, pages);
  return { title, description: config.description, url: config.url, language: config.language, base: config.base, search: config.search, ui: uiFor(config.language), ...chromeData(config), ...(feeds.length > 0 && { feeds }) };
}

/** Only Eleventy knows what these pages become. */
function needsEleventy(data: Data): boolean {
  return isMap(data["pagination"]) || isMap(data["eleventyComputed"]) || typeof data["permalink"] === "function";
}

/** Data with what Handbill adds. Headings are asked for by few: until then, a page that is kept elsewhere is not read for them. */
function withAdded(data: Record<string, unknown>, added: Data): Data {
  return Object.defineProperties(data, Object.getOwnPropertyDescriptors(added)) as Data;
}

function additions(page: Page, data: Data, layout: unknown, config: SiteConfig, updated: string | undefined): Data {
  const title = data["title"] ?? page.firstHeading ?? titleFromName(fileSlug(page.source));
  return { title, layout, get headings() { return page.headings; }, titleInContent: page.titleInContent, ...inLanguage(page.source, data, config), ...edited(page.source, data, config), ...(updated !== undefined && data["updated"] === undefined && { updated }) };
}

/** What a page in another language than the site's has of its own. */
function inLanguage(source: string, data: Data, { languages, language }: SiteConfig): Data {
  const folder = folderLanguage(source, languages);
  const lang = typeof data["lang"] === "string" ? data["lang"] : folder;
  if (lang === undefined) return {};
  return { lang, ...(lang !== language && { ui: uiFor(lang) }), ...(folder !== undefined && folder !== language && { home: `/${folder}/` }) };
}

/** Where the page can be edited; a page may say otherwise, or `editUrl: false`. */
function edited(source: string, data: Data, { editUrl }: SiteConfig): Data {
  return editUrl === "" || data["editUrl"] !== undefined ? {} : { editUrl: editUrl + encodeURI(source) };
}

async function placeOf(page: Page, data: Data, { config, renderPermalink }: SiteInput): Promise<Staged<Placed>> {
  const permalink = data["permalink"];
  const place = { file: page.source, ...(page.positions["permalink"] ?? { line: 1, column: 1 }) };
  if (permalink === false) return placePermalink(false, config.style, place);
  if (typeof permalink !== "string" || permalink === "") return placeSource(page.source, config.style);
  if (!/\{[{%]/.test(permalink)) return placePermalink(permalink, config.style, place);
  try {
    const pageData = { inputPath: `./${page.source}`, fileSlug: fileSlug(page.source), filePathStem: filePathStem(page.source), date: pageDate(data["date"], page.source), outputFileExtension: "html" };
    // The place of a page does not depend on its body, which may not have been parsed yet.
    const { headings: _, ...ahead } = Object.getOwnPropertyDescriptors(data);
    return placePermalink((await renderPermalink(permalink, { ...(Object.defineProperties({}, ahead) as Data), page: pageData })).trim(), config.style, place);
  } catch (thrown) {
    const why = thrown instanceof Error ? (thrown.message.split("\n").at(-1) ?? "").trim().replace(/^Error: /, "") : String(thrown);
    const found = diagnostic("template-failed", { ...place, length: permalink.length }, `The permalink \`${permalink}\` cannot be rendered: ${why.replace(/\.?$/, ".")}`, "Correct the template in the permalink.");
    return { value: { url: false, output: false }, diagnostics: [found] };
  }
}

/** The address of a page that Eleventy evaluates, where it can be known before; links to its source lead there. */
function templateUrl(page: Page, config: SiteConfig): string | false {
  const permalink = page.frontMatter["permalink"];
  if (permalink === undefined) return placeSource(page.source, config.style).value.url;
  if (typeof permalink !== "string" || /\{[{%]/.test(permalink)) return false;
  return placePermalink(permalink, config.style, { file: page.source }).value.url;
}

/** The header's and the footer's links are on every page, and each mistake in them is told once. */
function checkChrome(config: SiteConfig, resolver: LinkResolver, made: (path: string) => boolean): Diagnostic[] {
  const found = resolver.check(standIn(chromePage(config), config), made);
  return found.map(({ line: _, column: __, length: ___, ...rest }) => ({ ...rest, message: rest.message.replace(/^The page links/, "The site's header or footer links") }));
}

function standIn(page: Page, config: SiteConfig): SitePage {
  return { page, ...placeSource(page.source, config.style).value, date: new Date(0), data: {}, added: {}, html: "", sections: undefined, hrefs: () => [] };
}
