/** Reads a site from disk and runs stages 1 and 2 on it. */

import { isMarkdown, isProgram } from "../utils/page-formats.js";
import { join } from "node:path";
import type { SiteConfig } from "../config/options.js";
import { decode } from "../content/decode.js";
import { readFrontMatter, withoutLead } from "../content/frontmatter/front-matter.js";
import { createMarkdown, type Markdown } from "../content/markdown/markdown.js";
import { parsePage } from "../content/parse.js";
import { emptyData } from "../utils/data-objects.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import { matchesGlob } from "../utils/glob.js";
import { isFile, readSource } from "../system/files.js";
import { packageVersion } from "../system/program.js";
import type { Data, Diagnostic, Page, Site, SourceFile, WithDiagnostics } from "../model/model.js";
import { assembleSite } from "../site/assemble.js";
import { mergeData } from "../site/cascade.js";
import { stylesMaker } from "../outputs/styles.js";
import { nameAssets, type AssetFiles, type Assets } from "../templates/assets/assets.js";
import { findLayout, layoutChain, type TemplateFile, type TemplateFiles } from "../templates/load.js";
import { templateKey, type PreparedTemplates } from "../templates/prepared.js";
import { unusedParts, withoutParts } from "../templates/used-parts.js";
import { readSmallJson } from "../system/small-json.js";
import { once } from "../utils/once.js";
import { packagePath } from "../utils/package-path.js";
import { readAssets } from "./read-assets.js";
import { choiceOptions, markdownOptions, type PreprocessorData } from "./choice-options.js";
import { noPages, THEME, type Inputs } from "./read-inputs.js";

/** A site that has been read, with everything that rendering needs. */
export interface LoadedSite {
  readonly site: Site;
  readonly pages: ReadonlyMap<string, Page>;
  readonly templates: TemplateFiles;
  /** Style sheets and scripts, whether the site uses them or not. */
  readonly allAssets: AssetFiles;
  /** The assets that the site uses. */
  readonly assetFiles: AssetFiles;
  /** Their published names. */
  readonly assets: Assets;
  /** Names of the theme's assets that this site does not use. */
  readonly unusedAssets: ReadonlySet<string>;
  readonly markdown: Markdown;
  /** Text of the pages that Eleventy evaluates, by source. JavaScript pages have none. */
  readonly templateTexts: ReadonlyMap<string, string>;
}

/** Data and functions from the configuration's Eleventy function. */
export interface ConfigRuntime {
  readonly globalData: Data;
  /** Renders a permalink that contains a template. */
  renderString(template: string, data: Data): Promise<string>;
}

/** Parses one file in this thread. */
export type ParseHere = (file: SourceFile) => Promise<WithDiagnostics<Page>>;

/**
 * Gives the documents of sources, in the same order. A source that cannot be read gives undefined and a
 * reason in `diagnostics`.
 */
export type ReadDocuments = (
  paths: readonly string[],
  parse: ParseHere,
) => Promise<readonly WithDiagnostics<Page | undefined>[]>;

/**
 * Parses and assembles the site. `value` contains all pages that could be read, and `diagnostics` all errors.
 */
export async function loadSite(
  config: SiteConfig,
  inputs: Inputs,
  runtime: ConfigRuntime,
  readDocuments: ReadDocuments = parseAll(inputs),
): Promise<WithDiagnostics<LoadedSite>> {
  const diagnostics: Diagnostic[] = [];
  const take = <T>({ value, diagnostics: found }: WithDiagnostics<T>): T => {
    for (const one of found) diagnostics.push(one);
    return value;
  };
  const { sources, dataFiles } = inputs;
  if (sources.pages.length === 0) diagnostics.push(noPages(config));

  const templates = take(readTemplates(config, inputs));
  diagnostics.push(...sectionsWithoutLayout(config, templates));
  const allAssets = take(readAssets(config, inputs));
  const { markdown, parse } = pageParser(config, { dataFiles, configData: runtime.globalData });
  const pages = (await readDocuments(sources.pages, parse)).map(take).filter((page) => page !== undefined);

  const site = take(
    await assembleSite({
      config,
      pages,
      dataFiles,
      lastChanges: inputs.lastChanges,
      configData: runtime.globalData,
      layoutData: (name) => layoutData(templates, name),
      staticFiles: sources.statics,
      sizeOf: inputs.pictures.sizeOf,
      renderPermalink: (template, data) => runtime.renderString(template, data),
    }),
  );
  const templateTexts = templateTextsOf(config.root, site);
  return {
    value: {
      site,
      ...usedAssets(config, allAssets, site, templates),
      pages: new Map(pages.map((page) => [page.source, page])),
      templates,
      markdown,
      templateTexts,
    },
    diagnostics,
  };
}

/** The layouts' style sheets and scripts that this site uses, with their published names. */
export function usedAssets(
  config: SiteConfig,
  files: AssetFiles,
  site: Site,
  templates: TemplateFiles,
): Pick<LoadedSite, "allAssets" | "assetFiles" | "assets" | "unusedAssets"> {
  const unusedAssets = unusedParts(files, config, site, templates);
  const assetFiles = withoutParts(files, unusedAssets);
  return {
    allAssets: files,
    unusedAssets,
    assetFiles,
    assets: nameAssets(assetFiles, config.base, stylesMaker(packageVersion("lightningcss"))),
  };
}

/** Parses files with the site's settings. */
export function pageParser(
  config: SiteConfig,
  data: PreprocessorData,
): { readonly markdown: Markdown; readonly parse: ParseHere } {
  const { trust, pages: schema, sections } = config;
  const markdown = createMarkdown(markdownOptions(config));
  const chosen = choiceOptions(config, data);
  return {
    markdown,
    parse: (file) =>
      parsePage(file, {
        markdown,
        templated: isTemplated(config, file.path),
        schema,
        sections,
        trust,
        ...chosen,
      }),
  };
}

/** Text of the pages that Eleventy evaluates, by source. JavaScript pages have none. */
export function templateTextsOf(root: string, site: Site): ReadonlyMap<string, string> {
  const evaluated = site.templates.map(({ page }) => page.source).filter((source) => !isProgram(source));
  return new Map(
    evaluated.map((source) => {
      const text = textOf(readSource(root, source));
      // Eleventy finds front matter only on the first line.
      return [source, isMarkdown(source) ? withoutLead(text) : text];
    }),
  );
}

function textOf(file: SourceFile | Diagnostic): string {
  const text = isFile(file) ? decode(file) : "";
  return typeof text === "string" ? text : "";
}

function parseAll(inputs: Inputs): ReadDocuments {
  return async (paths, parse) => {
    const documents: WithDiagnostics<Page | undefined>[] = [];
    for (const path of paths) {
      const file = inputs.read(path);
      documents.push(isFile(file) ? await parse(file) : { value: undefined, diagnostics: [file] });
    }
    return documents;
  };
}

/** Whether templates run in this Markdown file. */
export function isTemplated({ templatesInMarkdown }: SiteConfig, path: string): boolean {
  if (typeof templatesInMarkdown === "boolean") return templatesInMarkdown;
  return templatesInMarkdown.length > 0 && matchesGlob(path.slice("content/".length), templatesInMarkdown);
}

/** Types of sections that have a schema and no layout. */
export function sectionsWithoutLayout(
  { sections = {}, file = ".eleventy.ts" }: SiteConfig,
  templates: TemplateFiles,
): Diagnostic[] {
  const missing = Object.keys(sections).filter((type) => !templates.has(`sections/${type}.njk`));
  return missing.map((type) =>
    diagnostic(
      "include-missing",
      { file },
      `The section \`${type}\` has a schema here, but no layout.`,
      `Write layouts/sections/${type}.njk.`,
    ),
  );
}

/** The theme's templates as `prepare.js` analysed them; empty if it did not run. */
const preparedTemplates = once(
  () => (readSmallJson(packagePath("dist/theme-templates.json")) ?? {}) as PreparedTemplates,
);

/** The site's layouts over the theme's. */
export function readTemplates(
  { root, choices }: Pick<SiteConfig, "root" | "choices">,
  { layouts: own, theme }: Pick<Inputs, "layouts" | "theme">,
): WithDiagnostics<TemplateFiles> {
  const files = new Map<string, TemplateFile>();
  const diagnostics: Diagnostic[] = [];
  const add = (base: string, path: string, shown: string) => {
    const file = readSource(base, path);
    const text = isFile(file) ? decode({ ...file, path: shown }) : file;
    if (typeof text !== "string") return void diagnostics.push(text);
    const name = path.slice("layouts/".length);
    if (isProgram(name))
      return void files.set(name, {
        name,
        path: shown,
        file: join(base, path),
        source: text,
        body: text,
        bodyLine: 1,
        frontMatter: emptyData(),
      });
    const front = readFrontMatter(text, shown);
    diagnostics.push(...front.diagnostics);
    const prepared = shown === path ? undefined : preparedTemplates()[templateKey(shown, front.body)];
    files.set(name, {
      name,
      path: shown,
      file: join(base, path),
      source: text,
      body: front.body,
      bodyLine: front.bodyLine,
      frontMatter: front.data,
      ...(prepared && { prepared }),
    });
  };
  const isTemplate = (path: string) => !/^layouts\/(?:assets|fonts|images|scripts|styles)\//.test(path);
  for (const path of theme.filter(isTemplate)) add(join(THEME, ".."), path, `handbill:${path}`);
  for (const path of own.filter(isTemplate)) add(root, path, path);
  for (const [name, to] of Object.entries(choices.layoutAliases)) {
    const file = findLayout(files, to);
    if (file !== undefined) files.set(name, file);
  }
  return { value: files, diagnostics };
}

/**
 * Merges the front matter of a layout over that of the layouts around it, except `layout` itself. Undefined
 * if the layout does not exist.
 */
export function layoutData(templates: TemplateFiles, name: string): Data | undefined {
  const { layouts } = layoutChain(templates, name);
  if (layouts.length === 0) return undefined;
  const { layout: _, ...data } = mergeData(...layouts.map((layout) => layout.frontMatter).reverse());
  return data;
}
