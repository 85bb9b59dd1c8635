/** Answers Eleventy's questions while it renders a site. */

import { join } from "node:path";
import type { SiteConfig } from "../config/options.js";
import { sealedNav } from "../incremental/fingerprint.js";
import { sizedImage } from "../content/images/page-image.js";
import { parseYaml } from "../content/frontmatter/yaml.js";
import { Failure, type Sources } from "../eleventy/failure.js";
import type { Context } from "../eleventy/plugin.js";
import { linesOf } from "../system/module-failure.js";
import type { ImportModule } from "../system/modules.js";
import type { CodeRunner } from "../eleventy/site-code.js";
import type { Data, Site, SitePage } from "../model/model.js";
import { tagsOf } from "../site/collections.js";
import { fallbackLayout, hasLayout, type TemplateFile, type TemplateFiles } from "../templates/load.js";
import type { LoadedSite } from "../pipeline/load.js";
import { dataReader } from "../pipeline/load-data.js";
import { renderBody } from "./render-body.js";

/** The context in which Eleventy renders this site. */
export function renderContext(
  config: SiteConfig,
  loaded: LoadedSite,
  importModule: ImportModule,
  configData: Data,
  code?: CodeRunner,
): Context {
  const { site, templates, assets, markdown, pages, templateTexts } = loaded;
  // Computed on Eleventy's first request. Pages that only need layouts never make one.
  let pagesBySource: ReadonlyMap<string, SitePage> | undefined;
  const pageOf = (source: string): SitePage | undefined =>
    (pagesBySource ??= new Map(site.pages.map((page) => [page.page.source, page]))).get(source);
  let allTags: readonly string[] | undefined;
  const evaluated = new Map(site.templates.map((template) => [template.page.source, template]));
  return {
    config,
    ...(code && { code }),
    maps: { current: undefined },
    templates,
    assets,
    missingLayouts: missingLayouts(config, site, templates),
    page: pageOf,
    copiedTo: (source) => site.staticFiles.find((file) => file.source === source)?.output,
    placedAs: (source) => evaluated.get(source)?.placedAs ?? source,
    staticBody: (source, text) => {
      const page = pages.get(source);
      if (
        page?.kind !== "markdown" ||
        text.trim() === "" ||
        templateTexts.get(source)?.trimEnd().endsWith(text.trim()) !== true
      )
        return undefined;
      return site.resolved(page).html;
    },
    sections: (source) => {
      const page = pages.get(source);
      return page?.sections && site.resolved(page).sections;
    },
    addedData: (source) => addedData(pageOf(source), evaluated.get(source)?.added, site),
    setUrls: (urls) => site.setUrls(urls),
    setBodies: (bodies) => site.setBodies(bodies),
    get tags() {
      return (allTags ??= [...new Set(site.pages.flatMap(({ data }) => tagsOf(data)))].sort());
    },
    siteData: () => site.globalData["site"],
    renderMarkdown: (text, source) =>
      renderBody(text, source, {
        site,
        markdown,
        template: evaluated.get(source),
        body: bodyOf(loaded, source),
        bodyLine: pages.get(source)?.bodyLine ?? 1,
      }),
    parseYaml: frontMatterOf,
    importModule,
    readData: dataReader(importModule, configData),
  };
}

/** Layouts that pages evaluated by Eleventy name but that do not exist. */
function missingLayouts(
  config: SiteConfig,
  site: Site,
  templates: TemplateFiles,
): ReadonlyMap<string, TemplateFile> {
  const file = fallbackLayout(templates, config.layout);
  const names = site.templates.map(({ page }) => page.frontMatter["layout"]);
  return new Map(
    names.flatMap((name) =>
      typeof name === "string" && name !== "" && file !== undefined && !hasLayout(templates, name)
        ? [[name, file] as const]
        : [],
    ),
  );
}

/** Parses the front matter of a page that Eleventy reads itself. */
export function frontMatterOf(text: string, file: string): Data {
  const parsed = parseYaml(text, file, 2);
  if (parsed.diagnostics[0] !== undefined) throw new Failure(parsed.diagnostics[0]);
  return parsed.data;
}

/** The files that an error may be located in. */
export function failureSources(root: string, loaded: LoadedSite): Sources {
  const { templates, pages, site } = loaded;
  return {
    root,
    compiledLines: (file) => linesOf(join(root, file)),
    templates,
    bodyLine: (source) => pages.get(source)?.bodyLine ?? 1,
    body: (source) => bodyOf(loaded, source),
    permalinkPlace: (source) => pages.get(source)?.positions["permalink"] ?? { line: 1, column: 1 },
    tags: () => new Set(site.pages.flatMap(({ data }) => tagsOf(data))),
  };
}

function bodyOf({ templateTexts, pages }: LoadedSite, source: string): string {
  const lines = templateTexts.get(source)?.split("\n") ?? [];
  return lines.slice((pages.get(source)?.bodyLine ?? 1) - 1).join("\n");
}

function addedData(page: SitePage | undefined, template: Data | undefined, site: Site): Data {
  return page === undefined
    ? (template ?? {})
    : { ...page.added, ...sealedNav(site, page, { names: () => true }), ...sizedImage(page) };
}
