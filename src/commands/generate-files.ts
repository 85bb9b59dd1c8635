/** The files that are made of the finished site: sitemap, feeds and the like. */

import { hashTexts } from "../build/fingerprint.js";
import { generate, type Generated } from "../build/generate.js";
import type { OutputName } from "../eleventy/render.js";
import { isBlocking } from "../diagnostics.js";
import type { Data, Diagnostic, Site, SitePage } from "../model.js";
import type { MadePage } from "../outputs/generator.js";
import { generators } from "../outputs/registry.js";
import type { Item } from "../site/collections.js";
import { findCollisions } from "../site/collisions.js";
import { pageDate, urlOf } from "../site/permalink.js";
import { claimsOf, type PlanInput, type PlannedSite } from "./plan-site.js";

/** What generating asks of a site that is being made. */
export interface GenerateFrom {
  readonly input: Pick<PlanInput, "config" | "take"> & { readonly earlier: Pick<PlanInput["earlier"], "keep"> & { readonly cache: Pick<PlanInput["earlier"]["cache"], "generated"> } };
  readonly planned: Pick<PlannedSite, "evaluated"> & { readonly loaded: Pick<PlannedSite["loaded"], "site">; readonly documents: Pick<PlannedSite["documents"], "nameOf"> };
}

/** Makes them, or keeps those of the last build. `outputs` are the pages that are made; with errors among `found` the site may not be written, and nothing is made. */
export async function generateFiles(input: GenerateFrom["input"], planned: GenerateFrom["planned"], outputs: readonly OutputName[], found: readonly Diagnostic[]): Promise<Generated> {
  const { config, earlier } = input;
  const { site } = planned.loaded;
  if (config.onError === "stop" && found.some(isBlocking)) return { files: [], made: [], diagnostics: [], runs: new Map() };
  const own = new Set([...outputs.map(({ path }) => path), ...site.staticFiles.map(({ output }) => output)]);
  const generated = await generate(generators, {
    config,
    site,
    pages: madePages(input, planned, outputs),
    before: earlier.cache.generated(),
    isOwn: (path) => own.has(path),
    keep: earlier.keep,
  });
  const conflicts = collisions(generated, site, outputs);
  // A file in the way of a folder could not even be prepared.
  if (conflicts.length === 0) for (const file of generated.made) input.take(file);
  return { ...generated, diagnostics: [...generated.diagnostics, ...conflicts] };
}

/** Every page that is made, in one order, whoever made it. */
function madePages(input: GenerateFrom["input"], { loaded: { site }, evaluated: { items }, documents }: GenerateFrom["planned"], outputs: readonly OutputName[]): MadePage[] {
  const { style } = input.config;
  const placed = new Map(site.pages.map((page) => [page.page.source, page]));
  const itemAt = new Map(items.map((item) => [`${item.inputPath.replace(/^\.\//, "")} ${String(item.url)}`, item]));
  const frontMatter = new Map(site.templates.map(({ page }) => [page.source, page.frontMatter]));
  const pages = outputs.map(({ path, source }) => {
    const page = placed.get(source);
    if (page !== undefined) return ofMarkdown(page, path, () => documents.nameOf(source));
    const url = urlOf(path, style);
    return ofEleventy(source, url, path, itemAt.get(`${source} ${url}`), frontMatter.get(source) ?? {});
  });
  return pages.sort((a, b) => (a.source < b.source ? -1 : a.source > b.source ? 1 : a.url < b.url ? -1 : 1));
}

function ofMarkdown(page: SitePage, path: string, documentHash: () => string): MadePage {
  return {
    source: page.page.source,
    url: String(page.url),
    path,
    date: page.date,
    data: page.data,
    get html() { return page.html; },
    get version() { return hashTexts(documentHash(), page.hrefs().join("\n")); },
  };
}

function ofEleventy(source: string, url: string, path: string, item: Item | undefined, frontMatter: Data): MadePage {
  const content = (): string => {
    try {
      return item?.templateContent ?? "";
    } catch {
      // Eleventy does not keep what it thinks that nobody needs.
      return "";
    }
  };
  return {
    source,
    url,
    path,
    date: item?.date ?? pageDate(frontMatter["date"], source),
    data: item?.data ?? frontMatter,
    get html() { return content(); },
    get version() { return hashTexts(content()); },
  };
}

/** Two generated files for one place, and those whose name some systems cannot tell from a page's. */
function collisions({ files }: Generated, site: Site, outputs: readonly OutputName[]): readonly Diagnostic[] {
  if (files.length === 0) return [];
  const generated = files.map(({ path, source }) => ({ output: path, source }));
  // Only what starts like one of them can be in its way; folding every name of a large site would take longer than making them.
  const starts = new Set(generated.map(({ output }) => startOf(output)));
  const near = claimsOf(site, outputs).filter(({ output }) => starts.has(startOf(output)) || /[^\x00-\x7f]/.test(output));
  const among = new Set(findCollisions(near).map(({ message }) => message));
  return findCollisions([...generated, ...near]).filter(({ message }) => !among.has(message));
}

function startOf(path: string): string {
  return (path.split("/", 1)[0] ?? "").toLowerCase();
}
