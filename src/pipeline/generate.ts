/** Files that are generated from the finished site: sitemap, feeds and the like. */

import { hashTexts } from "../incremental/fingerprint.js";
import { generate, type Generated, type LastRun } from "../incremental/generate.js";
import type { OutputName } from "../eleventy/render.js";
import type { SiteConfig } from "../config/options.js";
import { sourceOf } from "../eleventy/template-names.js";
import { readBytes } from "../system/files.js";
import type { Sources } from "../hosting/headers.js";
import { isBlocking } from "../diagnostics/catalogue.js";
import { sizesText } from "../model/placeholders.js";
import type { Data, Diagnostic, Page, Site, SitePage } from "../model/model.js";
import type { Generator, GeneratorInput, MadePage } from "../outputs/generator.js";
import { generators } from "../outputs/registry.js";
import type { Item } from "../site/collections.js";
import { findCollisions, type Claim } from "../site/collisions.js";
import { pageDate, urlOf } from "../site/permalinks.js";
import { unmade } from "./output-urls.js";
import type { Assets } from "../templates/assets/assets.js";
import type { Destination } from "./destination.js";

/** Input of the generators. */
export interface GenerateFrom {
  readonly config: SiteConfig;
  readonly site: Site;
  /** The pages that Eleventy evaluated. */
  readonly items: readonly Item[];
  /** The pages that are made. */
  readonly outputs: readonly OutputName[];
  /**
   * Diagnostics so far. With errors the site may not be written: no generator runs, and the result lists the
   * files that would be made.
   */
  readonly found: readonly Diagnostic[];
  /** Sources that the pages need from the Content-Security-Policy. */
  readonly sources: Sources;
  /** Files whose names hold hashes. */
  readonly hashed: readonly string[];
  /** Results of the last build, by generator. */
  readonly before: ReadonlyMap<string, LastRun>;
  /** Generators to run. @default all */
  readonly generators?: readonly Generator[];
  /** Name of a source's document. */
  nameOf(source: string): string;
}

/** Generates the files, or keeps those of the last build. */
export async function generateFiles(
  input: GenerateFrom,
  { keep, take }: Pick<Destination, "keep" | "take">,
): Promise<Generated> {
  const { config, site, outputs, found, sources, hashed, generators: wanted = generators } = input;
  const isRefused = config.onError === "stop" && found.some(isBlocking);
  const own = new Set([...outputs, ...(isRefused ? unmade(site, outputs) : [])].map(({ path }) => path));
  for (const { output } of site.staticFiles) own.add(output);
  const bodiesRead = new Set<string>();
  const from: GeneratorInput = {
    config,
    site,
    pages: madePages(input, own, (source) => void bodiesRead.add(source)),
    sources,
    hashed,
    read: (source) => readBytes(config.root, source),
  };
  if (isRefused)
    return {
      files: wanted.flatMap(
        (generator) => generator.plan(from)?.paths?.map((path) => ({ path, source: generator.name })) ?? [],
      ),
      made: [],
      diagnostics: [],
      runs: new Map(),
    };
  const generated = await generate(wanted, {
    ...from,
    bodiesRead,
    before: input.before,
    isOwn: (path) => own.has(path),
    keep,
  });
  const conflicts = collisions(generated, site, outputs);
  // If a page's file were in the way of a folder, the generated file could not even be prepared.
  if (conflicts.length === 0) for (const file of generated.made) take(file);
  return { ...generated, diagnostics: [...generated.diagnostics, ...conflicts] };
}

/**
 * The files whose names contain hashes: style sheets and scripts that pages link, and those that the theme's
 * settings name.
 */
export function hashedFiles(
  { themeFiles }: SiteConfig,
  assets: Assets,
  linkedAssets: ReadonlySet<string>,
): readonly string[] {
  return [
    ...[...assets.values()].filter(({ name }) => linkedAssets.has(name)),
    ...themeFiles.files,
    ...themeFiles.subsets,
  ].map(({ output }) => output);
}

/**
 * Every page that is made, in one order, from Markdown and from Eleventy. `own`: the paths of all files.
 * `onBody` is called with each page whose body is read.
 */
function madePages(
  { site, items, outputs, config: { style }, nameOf }: GenerateFrom,
  own: ReadonlySet<string>,
  onBody: (source: string) => void,
): readonly MadePage[] {
  const pages: MadePage[] = [];
  // A fallback page for a missing translation must not be found by the search.
  for (const page of site.pages)
    if (page.output !== false && own.has(page.output) && page.page.fallbackFor === undefined)
      pages.push(new MarkdownPage(page, page.output, nameOf, onBody));
  const placed = new Set(site.pages.map(({ page }) => page.source));
  const others = outputs.filter(({ source }) => !placed.has(source));
  if (others.length === 0) return pages;
  const templates = new Map(site.templates.map((template) => [template.page.source, template]));
  const itemAt = new Map(items.map((item) => [`${sourceOf(item.inputPath)} ${String(item.url)}`, item]));
  for (const { path, source } of others) {
    // A page that the configuration adds has no file.
    const template = templates.get(source) ?? { page: { source, frontMatter: {} }, placedAs: source };
    const url = urlOf(path, style);
    pages.push(new EvaluatedPage(template, url, path, itemAt.get(`${source} ${url}`)));
  }
  return pages.sort((a, b) => (a.source < b.source ? -1 : a.source > b.source ? 1 : a.url < b.url ? -1 : 1));
}

/** A class, because there is one for each page: values that are rarely needed are computed on demand. */
class MarkdownPage implements MadePage {
  readonly source: string;
  readonly placedAs: string;
  readonly url: string;
  readonly date: Date;
  readonly data: Data;

  constructor(
    private readonly page: SitePage,
    readonly path: string,
    private readonly documentName: (source: string) => string,
    private readonly onBody: (source: string) => void,
  ) {
    this.source = page.page.source;
    this.placedAs = page.placedAs;
    this.url = String(page.url);
    this.date = page.date;
    this.data = page.data;
  }

  get html(): string {
    this.onBody(this.source);
    return this.page.html;
  }

  get version(): string {
    this.onBody(this.source);
    return hashTexts(
      this.documentName(this.source),
      this.page.hrefs().join("\n"),
      sizesText(this.page.sizes()),
    );
  }
}

class EvaluatedPage implements MadePage {
  readonly source: string;
  readonly placedAs: string;
  readonly date: Date;
  readonly data: Data;

  constructor(
    {
      page: { source, frontMatter },
      placedAs,
    }: { readonly page: Pick<Page, "source" | "frontMatter">; readonly placedAs: string },
    readonly url: string,
    readonly path: string,
    private readonly item: Item | undefined,
  ) {
    [this.source, this.placedAs] = [source, placedAs];
    this.date = item?.date ?? pageDate(frontMatter["date"], source);
    this.data = item?.data ?? frontMatter;
  }

  get html(): string {
    try {
      return this.item?.templateContent ?? "";
    } catch {
      // Eleventy does not keep the content of pages that no template reads.
      return "";
    }
  }

  get version(): string {
    return hashTexts(this.html);
  }
}

/**
 * Reports two generated files with one path, and names that some file systems cannot distinguish from a
 * page's.
 */
function collisions({ files }: Generated, site: Site, outputs: readonly OutputName[]): readonly Diagnostic[] {
  if (files.length === 0) return [];
  const generated = files.map(({ path, source }) => ({ output: path, source }));
  // Only names with the same start can collide. Folding every name of a large site would take longer than
  // generating the files.
  const starts = new Set(generated.map(({ output }) => startOf(output)));
  const isNear = (path: string) => starts.has(startOf(path)) || /[^\x00-\x7f]/.test(path);
  const near: Claim[] = site.staticFiles
    .filter(({ output }) => isNear(output))
    .map(({ source, output }) => ({ source, output }));
  for (const { path, source } of outputs) if (isNear(path)) near.push({ source, output: path });
  const among = new Set(findCollisions(near).map(({ message }) => message));
  return findCollisions([...generated, ...near]).filter(({ message }) => !among.has(message));
}

function startOf(path: string): string {
  const slash = path.indexOf("/");
  return (slash === -1 ? path : path.slice(0, slash)).toLowerCase();
}
