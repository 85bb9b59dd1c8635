/** Reads a site from disk and takes it through stages 1 and 2. */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sortSources } from "../build/sources.js";
import type { SiteConfig } from "../config.js";
import { decode } from "../content/decode.js";
import { readFrontMatter } from "../content/front-matter.js";
import { createMarkdown, type Markdown } from "../content/markdown.js";
import { parsePage } from "../content/parse.js";
import { nothing } from "../content/yaml.js";
import { diagnostic } from "../diagnostics.js";
import { matchesGlob } from "../glob.js";
import { isFile, listFiles, readSource } from "../host/files.js";
import { moduleFailure, parseJson, type ImportModule } from "../host/modules.js";
import type { Data, Diagnostic, Page, Site, SourceFile, Staged } from "../model.js";
import { assembleSite } from "../site/assemble.js";
import { mergeData, type DataFiles } from "../site/data.js";
import { layoutChain, type TemplateFile, type TemplateFiles } from "../templates/template-files.js";

/** A site that has been read: everything that rendering needs. */
export interface LoadedSite {
  readonly site: Site;
  readonly pages: ReadonlyMap<string, Page>;
  readonly templates: TemplateFiles;
  readonly markdown: Markdown;
  /** Text of the pages that Eleventy evaluates, by source; programs have none. */
  readonly templateTexts: ReadonlyMap<string, string>;
}

/** What only the configuration's own Eleventy functions know; asked for when they are needed. */
export interface ConfigRuntime {
  globalData(): Promise<Data>;
  renderPermalink(template: string, data: Data): Promise<string>;
}

/** The default theme's folder: `layouts/` beside the program. */
export const THEME = fileURLToPath(new URL("../../layouts", import.meta.url));

/** Gives the document of a file: from the cache, or by parsing it. */
export type ParseFile = (file: SourceFile, parse: () => Promise<Staged<Page>>) => Promise<Staged<Page>>;

/** Reads and assembles the site. All of its errors come together; the value is what could be read. */
export async function loadSite(config: SiteConfig, importModule: ImportModule, runtime: ConfigRuntime, parseFile: ParseFile = (_, parse) => parse()): Promise<Staged<LoadedSite>> {
  const diagnostics: Diagnostic[] = [];
  const take = <T>({ value, diagnostics: found }: Staged<T>): T => {
    diagnostics.push(...found);
    return value;
  };
  const content = take(listFiles(config.root, "content"));
  const layouts = take(listFiles(config.root, "layouts"));
  const theme = take(listFiles(join(THEME, ".."), "layouts"));
  const sources = sortSources(content, take(listFiles(config.root, "public")), layouts, theme.filter((path) => path.startsWith("layouts/assets/")).map((path) => path.slice("layouts/".length)));
  if (sources.pages.length === 0) diagnostics.push(noPages(config));

  const templates = take(readTemplates(config.root, layouts, theme));
  const dataFiles = take(await loadData(config.root, sources.data, importModule));
  const markdown = createMarkdown({ trust: config.trust, ...(config.markdown && { configure: config.markdown }) });
  const pages: Page[] = [];
  for (const path of sources.pages) {
    const file = readSource(config.root, path);
    if (!isFile(file)) diagnostics.push(file);
    else pages.push(take(await parseFile(file, () => parsePage(file, { markdown, templated: isTemplated(config, path), schema: config.pages }))));
  }
  if (config.trust === "text") diagnostics.push(...pages.filter((page) => !page.source.endsWith(".md")).map(templateOfStranger));

  const site = take(
    await assembleSite({
      config,
      pages,
      dataFiles,
      configData: await runtime.globalData(),
      layoutData: (name) => layoutData(templates, name),
      staticFiles: sources.statics,
      renderPermalink: (template, data) => runtime.renderPermalink(template, data),
    }),
  );
  const evaluated = site.templates.map(({ page }) => page.source).filter((source) => !/\.11ty\.\w+$/.test(source));
  const templateTexts = new Map(evaluated.map((source) => [source, textOf(readSource(config.root, source))]));
  return { value: { site, pages: new Map(pages.map((page) => [page.source, page])), templates, markdown, templateTexts }, diagnostics };
}

function textOf(file: SourceFile | Diagnostic): string {
  const text = isFile(file) ? decode(file) : "";
  return typeof text === "string" ? text : "";
}

function isTemplated({ templatesInMarkdown }: SiteConfig, path: string): boolean {
  if (typeof templatesInMarkdown === "boolean") return templatesInMarkdown;
  return templatesInMarkdown.length > 0 && matchesGlob(path.slice("content/".length), templatesInMarkdown);
}

/** What a site without pages is told. */
export function noPages(config: SiteConfig): Diagnostic {
  return diagnostic("no-pages", {}, `There is no page in the folder content/ of ${config.root.replace(/^.*[\\/](?=.)/, "")}.`, "Write one: a file content/index.md with a line `# Hello`.");
}

function templateOfStranger(page: Page): Diagnostic {
  return diagnostic("template-failed", { file: page.source, line: 1, column: 1 }, "This page is a program, and the site says `trust: \"text\"`: only Markdown is published.", "Write it as Markdown, or remove it.");
}

/** The site's layouts over the theme's. */
function readTemplates(root: string, own: readonly string[], theme: readonly string[]): Staged<TemplateFiles> {
  const files = new Map<string, TemplateFile>();
  const diagnostics: Diagnostic[] = [];
  const add = (base: string, path: string, shown: string) => {
    const file = readSource(base, path);
    const text = isFile(file) ? decode({ ...file, path: shown }) : file;
    if (typeof text !== "string") return void diagnostics.push(text);
    const name = path.slice("layouts/".length);
    if (/\.11ty\.[cm]?[jt]s$/.test(name)) return void files.set(name, { name, path: shown, file: join(base, path), source: text, body: text, bodyLine: 1, frontMatter: nothing() });
    const front = readFrontMatter(text, shown);
    diagnostics.push(...front.diagnostics);
    files.set(name, { name, path: shown, file: join(base, path), source: text, body: front.body, bodyLine: front.bodyLine, frontMatter: front.data });
  };
  const isTemplate = (path: string) => !path.startsWith("layouts/assets/");
  for (const path of theme.filter(isTemplate)) add(join(THEME, ".."), path, `handbill:${path}`);
  for (const path of own.filter(isTemplate)) add(root, path, path);
  return { value: files, diagnostics };
}

/** The front matter of a layout over that of the layouts around it; `layout` itself stays with each. */
function layoutData(templates: TemplateFiles, name: string): Data {
  const { layouts } = layoutChain(templates, name);
  const { layout: _, ...data } = mergeData(...layouts.map((layout) => layout.frontMatter).reverse());
  return data;
}

async function loadData(root: string, paths: readonly string[], importModule: ImportModule): Promise<Staged<DataFiles>> {
  const files = new Map<string, unknown>();
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    if (path.endsWith(".json")) {
      const parsed = parseJson(root, path);
      if ("value" in parsed) files.set(path, parsed.value);
      else diagnostics.push(parsed);
      continue;
    }
    try {
      const exported = await importModule(join(root, path));
      files.set(path, typeof exported === "function" ? await (exported as (data: Data) => unknown)({}) : exported);
    } catch (thrown) {
      diagnostics.push(moduleFailure("data-failed", root, path, thrown));
    }
  }
  return { value: files, diagnostics };
}
