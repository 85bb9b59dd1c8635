/** A site in memory: read, assembled, checked and rendered. What `build` writes and `check` reports. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Cache } from "../build/cache.js";
import { createFingerprinter, hashTexts } from "../build/fingerprint.js";
import { hashOf } from "../build/manifest.js";
import { planPages } from "../build/plan.js";
import type { SiteConfig } from "../config.js";
import { parseYaml } from "../content/yaml.js";
import { applyLevels, diagnostic, isBlocking } from "../diagnostics.js";
import { failureDiagnostic, Failure } from "../eleventy/failure.js";
import { inspect, type Setup } from "../eleventy/inspect.js";
import type { Context } from "../eleventy/plugin.js";
import { evaluatePages, itemsOf, renderPages, type Evaluated, type OutputName } from "../eleventy/render.js";
import { filesHash } from "../host/program.js";
import type { ImportModule } from "../host/modules.js";
import type { Data, Diagnostic, OutputFile, Page, Site, SitePage, Staged } from "../model.js";
import { tagsOf } from "../site/collections.js";
import { findCollisions, type Claim } from "../site/collisions.js";
import { loadSite, noPages, THEME, type LoadedSite, type ParseFile } from "./load-site.js";
import { checkSiteTemplates, type SiteTemplates } from "./check-site-templates.js";

export interface MadeSite {
  readonly outputs: readonly OutputName[];
  /** Files to copy: where they are on this machine, and where they go in the output folder. */
  readonly copies: readonly { readonly from: string; readonly path: string }[];
  readonly diagnostics: readonly Diagnostic[];
  /** Whether some page could not be made. */
  readonly hasErrors: boolean;
  /** Leaves the cache for the next build; to be called when the site is written. */
  remember(): void;
}

/** A site without pages that Eleventy evaluates. */
const NONE: Staged<Evaluated> = { value: { outputs: [], items: [] }, diagnostics: [] };

/** Tells how far the work is. */
export type Progress = (stage: string, done?: number, total?: number) => void;

/** What earlier builds left, and what this one leaves. */
export interface Earlier {
  readonly cache: Cache;
  /** Hash of the program. */
  readonly program: string;
  /** The site's own files that its configuration is made of. */
  imported(): readonly string[];
  /** Keeps a file of the output folder as it is; false when it is not there any more. */
  keep(path: string): boolean;
}

/** Makes the whole site, and hands each page over as it is rendered. Every problem of every page is in its Diagnostics. */
export async function makeSite(config: SiteConfig, importModule: ImportModule, progress: Progress, take: (output: OutputFile) => void, earlier?: Earlier): Promise<MadeSite> {
  const nothing = { outputs: [], copies: [], remember: () => undefined };
  if (!existsSync(join(config.root, config.content))) return { ...nothing, diagnostics: [noPages(config)], hasErrors: true };

  let setup: Setup;
  const documents = new Map<string, string>();
  progress("Reading");
  try {
    setup = await inspect(config);
  } catch (thrown) {
    return { ...nothing, diagnostics: [setupFailure(thrown, config)], hasErrors: true };
  }
  const { value: loaded, diagnostics: found } = await loadSite(config, importModule, {
    globalData: async () => setup.globalData,
    renderPermalink: setup.renderString,
  }, earlier && cachedParse(config, earlier, documents));
  const templates = checkSiteTemplates(loaded, setup.names, config);
  const early = [...found, ...templates.diagnostics, ...findCollisions(claimsOf(loaded.site, []))];
  const failed = new Set(early.filter(isBlocking).flatMap(({ file }) => file ?? []));
  const wanted = loaded.site.pages.filter((page) => !failed.has(page.page.source) && !templates.isBroken(page.page.source));
  const context = renderContext(config, loaded, importModule);
  const rendering = {
    context,
    sources: { root: config.root, templates: loaded.templates, bodyLine: (source: string) => loaded.pages.get(source)?.bodyLine ?? 1, body: (source: string) => bodyOf(loaded, source) },
    take,
  };
  const canEvaluate = !templates.evaluatedBroken && !loaded.site.templates.some(({ page }) => failed.has(page.source)) && (loaded.site.templates.length > 0 || config.eleventy !== undefined);
  // Before the plan: links and collections name these pages.
  const evaluated = canEvaluate ? await evaluatePages({ ...rendering, allPages: loaded.site.pages, templateTexts: new Map([...loaded.templateTexts].filter(([source]) => source.endsWith(".md"))) }) : NONE;
  const plan = earlier === undefined ? undefined : planPages(wanted, fingerprinter(config, earlier, loaded.site, documents, templates, evaluated.value.items), earlier.cache, earlier.keep);
  const stale = plan?.stale ?? wanted;
  const rendered = await renderPages({
    ...rendering,
    pages: stale,
    items: [...itemsOf(loaded.site.pages), ...evaluated.value.items],
    namesCollections: (page) => templates.closureOf(page).namesCollections,
    dataFor: (page) => ({ ...page.data, ...loaded.site.navFor(page) }),
    onProgress: (done) => progress("Rendering", done, stale.length),
  });

  const outputs = [...evaluated.value.outputs, ...(plan?.fresh ?? []), ...rendered.value];
  // Pages that Eleventy evaluates have their addresses only now.
  const late = loaded.site.templates.length === 0 ? [] : findCollisions(claimsOf(loaded.site, outputs));
  const all = [...early, ...evaluated.diagnostics, ...rendered.diagnostics, ...late];
  const links = loaded.site.checkLinks(pathsOf(loaded.site, outputs));
  const copies = loaded.site.staticFiles.map(({ source, output }) => ({ from: sourceFile(config.root, source), path: output }));
  return { outputs, copies, diagnostics: applyLevels([...all, ...links], config.levels), hasErrors: all.some(isBlocking), remember: () => earlier?.cache.save(plan?.rendered ?? new Map()) };
}

/** Documents come from the cache while their bytes and everything that shapes them are the same. */
function cachedParse(config: SiteConfig, { cache, imported }: Earlier, documents: Map<string, string>): ParseFile {
  const own = config.markdown !== undefined || config.pages !== undefined ? filesHash(config.root, imported()) : "";
  const settings = JSON.stringify([config.trust, config.templatesInMarkdown, own]);
  return async (file, parse) => {
    const hash = hashTexts(hashOf(file.bytes), settings);
    documents.set(file.path, hash);
    const known = cache.parsed(file.path, hash);
    if (known !== undefined) return known;
    const staged = await parse();
    cache.keepParsed(file.path, hash, staged);
    return staged;
  };
}

/** The fingerprints of this site's pages. */
function fingerprinter(config: SiteConfig, earlier: Earlier, site: Site, documents: ReadonlyMap<string, string>, templates: SiteTemplates, evaluated: Evaluated["items"]): (page: SitePage) => string | undefined {
  const { title, url, language, style, base, trust, layout } = config;
  const code = filesHash(config.root, ["package.json", "package-lock.json", "node_modules/.package-lock.json", ...earlier.imported()]);
  const environment = hashTexts(earlier.program, code, JSON.stringify([title, url, language, style, base, trust, layout]));
  return createFingerprinter({ site, environment, documentHash: (source) => documents.get(source) ?? "", closureOf: (page) => templates.closureOf(page), evaluated });
}

function setupFailure(thrown: unknown, config: SiteConfig): Diagnostic {
  const found = failureDiagnostic(thrown, { root: config.root, templates: new Map(), bodyLine: () => 1, body: () => "" });
  return diagnostic("config-failed", { ...found, ...(found.file === undefined && config.file !== undefined && { file: config.file }) }, found.message, "Correct the configuration at this place.");
}

/** What Eleventy asks while it renders this site. */
export function renderContext(config: SiteConfig, { site, templates, markdown, pages, templateTexts }: LoadedSite, importModule: ImportModule): Context {
  const bySource = new Map(site.pages.map((page) => [page.page.source, page]));
  const added = new Map(site.templates.map((template) => [template.page.source, template.added]));
  return {
    config,
    templates,
    page: (source) => bySource.get(source),
    staticBody: (source, text) => {
      const page = pages.get(source);
      if (page?.kind !== "markdown" || text.trim() === "" || templateTexts.get(source)?.trimEnd().endsWith(text.trim()) !== true) return undefined;
      return site.resolveHtml(page);
    },
    addedData: (source) => addedData(bySource.get(source), added.get(source), site),
    learnUrls: (urls) => site.learnUrls(urls),
    tags: [...new Set(site.pages.flatMap(({ data }) => tagsOf(data)))].sort(),
    siteData: () => site.globalData["site"],
    renderMarkdown: (body, source) => {
      const rendered = markdown.render({ body, bodyLine: pages.get(source)?.bodyLine ?? 1, source });
      return site.resolveHtml({ ...emptyPage(source), html: rendered.html, links: rendered.links });
    },
    parseYaml: (text, file) => {
      const parsed = parseYaml(text, file, 2);
      if (parsed.diagnostics[0] !== undefined) throw new Failure(parsed.diagnostics[0]);
      return parsed.data;
    },
    importModule,
  };
}

function bodyOf({ templateTexts, pages }: LoadedSite, source: string): string {
  const lines = templateTexts.get(source)?.split("\n") ?? [];
  return lines.slice((pages.get(source)?.bodyLine ?? 1) - 1).join("\n");
}

function addedData(page: SitePage | undefined, template: Data | undefined, site: Site): Data {
  return page === undefined ? (template ?? {}) : { ...page.added, ...site.navFor(page) };
}

function emptyPage(source: string): Page {
  return { kind: "markdown", source, frontMatter: {}, positions: {}, bodyLine: 1, html: "", titleInContent: false, headings: [], ids: [], links: [] };
}

/** Who wants which output file. */
function claimsOf(site: Site, outputs: readonly OutputName[]): Claim[] {
  const position = new Map([...site.pages.map(({ page }) => page), ...site.templates.map(({ page }) => page)].map((page) => [page.source, page.positions["permalink"]]));
  const placed = new Set(site.pages.map(({ page }) => page.source));
  return [
    ...site.staticFiles.map(({ source, output }) => ({ source, output })),
    ...site.pages.flatMap(({ page, output }) => (output === false ? [] : [{ source: page.source, output, position: position.get(page.source) }])),
    ...outputs.filter(({ source }) => !placed.has(source)).map(({ path, source }) => ({ source, output: path, position: position.get(source) })),
  ];
}

/** Whether the finished site answers at a path: `/blog/`, `/blog`, `/feed.xml`. */
function pathsOf(site: Site, outputs: readonly OutputName[]): (path: string) => boolean {
  const files = new Set([...outputs.map(({ path }) => path), ...site.staticFiles.map(({ output }) => output)]);
  return (path) => {
    const file = path.replace(/^\//, "").replace(/\/$/, "");
    return files.has(file) || files.has(`${file}/index.html`.replace(/^\//, "")) || files.has(`${file}.html`);
  };
}

function sourceFile(root: string, source: string): string {
  return source.startsWith("handbill:layouts/") ? join(THEME, source.slice("handbill:layouts/".length)) : join(root, source);
}
