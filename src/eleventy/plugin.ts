/**
 * Registers Handbill in an Eleventy configuration. All three users of Eleventy do this, so that they write
 * the same bytes: batches of Markdown pages, the pages that Eleventy evaluates, and plain Eleventy.
 */

import { isDraft } from "../content/frontmatter/draft.js";
import type { EleventyConfig, SiteConfig } from "../config/options.js";
import type { Data, Diagnostic, EvaluatedBody, SitePage, WithDiagnostics } from "../model/model.js";
import { parsedDate } from "../site/eleventy-choices.js";
import {
  filePathStem,
  fileSlug,
  pageDate,
  placePermalink,
  placeSource,
  type Placed,
} from "../site/permalinks.js";
import { relativeUrls } from "../site/links/relative.js";
import { filtersFor } from "../templates/filters.js";
import type { Item } from "../site/collections.js";
import { assetUrl, type Assets } from "../templates/assets/assets.js";
import type { TemplateFile, TemplateFiles } from "../templates/load.js";
import { mergeCollections, type MergedCollections } from "./collections.js";
import type { SiteMaps } from "./events.js";
import { Failure } from "./failure.js";
import { keepMarkdown, registerMarkdown, registerUrls } from "./own-parts.js";
import { HTML_ENGINE } from "./config-entry.js";
import { createEnvironment } from "./nunjucks.js";
import type { CodeRunner } from "./site-code.js";
import { registerScripts } from "./scripts.js";
import { registerLayouts } from "./theme-layouts.js";
import { sourceOf } from "./template-names.js";
import { blockRefused, ownMethods } from "./user-config.js";
import { isObject } from "../utils/is-record.js";

/** Functions and data that the plugin needs while Eleventy runs. */
export interface Context {
  readonly config: SiteConfig;
  readonly templates: TemplateFiles;
  readonly assets: Assets;
  /** Missing layouts that pages name, each with a fallback file. */
  readonly missingLayouts: ReadonlyMap<string, TemplateFile>;
  /** Runs the site's code. Absent under plain Eleventy, which runs it itself. */
  readonly code?: CodeRunner | undefined;
  /** The URLs of all pages, once they are known. Eleventys that render some of the pages tell plugins. */
  readonly maps?: { current: SiteMaps | undefined };
  /** The Markdown page of this source (`content/a.md`), after stage 2 has placed it. */
  page(source: string): Pick<SitePage, "html" | "output"> | undefined;
  /**
   * The final HTML of `text`, if it is the body of a page that stage 1 has rendered and only Eleventy can
   * place.
   */
  staticBody(source: string, text: string): string | undefined;
  /** The sections of a page with all URLs in their final form; undefined if it has none. */
  sections(source: string): readonly Data[] | undefined;
  /** The path that places a page without a permalink. */
  placedAs(source: string): string;
  /** The path to which a file of `content/` is copied unchanged, if it is. */
  copiedTo(source: string): string | undefined;
  /** Data that Handbill adds to a Markdown page: title, layout, navigation. */
  addedData(source: string): Data;
  /** Tags of the site's Markdown pages, sorted. */
  readonly tags: readonly string[];
  /** `site` in templates. */
  siteData(): unknown;
  /** Renders Markdown after its templates have run. */
  renderMarkdown(text: string, source: string): Promise<RenderedBody>;
  /** Called with the URL of each page that Eleventy evaluates, by source, before any content is rendered. */
  setUrls(urls: ReadonlyMap<string, string | false>): void;
  /**
   * Called with the bodies of Markdown pages that contain templates, by source, after all of them are
   * rendered.
   */
  setBodies(bodies: ReadonlyMap<string, EvaluatedBody>): void;
  /** Parses front matter for a page that Eleventy reads itself. */
  parseYaml(text: string, file: string): Data;
  /** Imports a module of the site, TypeScript included. */
  importModule(file: string): Promise<unknown>;
  /** The data of a JavaScript or TypeScript data file of the site. Functions are called. */
  readData(file: string): Promise<unknown>;
}

/** Calls code of the site that renders the page `source`; empty for all pages together. */
export function runCode<T>(
  { code }: Pick<Context, "code">,
  source: string,
  work: () => Promise<T>,
): Promise<T> {
  return code === undefined ? work() : code.run(source, work);
}

/** Rendered Markdown, after its templates have run. */
export interface RenderedBody extends EvaluatedBody {
  readonly html: string;
  /**
   * Data for the page's layouts, if the page is this body. `title`: the title that they would get without it.
   */
  dataBelow(title: unknown): Data;
  /** Findings about it, located in the page's file. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Registers Handbill's part. Runs after the site's own `eleventy` function, so that it sees the site's
 * choices.
 */
function register(given: EleventyConfig, context: Context): void {
  const { config } = context;
  const eleventy = ownMethods(given);
  // Eleventy caches layouts for the whole process.
  if (config.again) eleventy["setUseTemplateCache"](false);
  if (eleventy["libraryOverrides"].njk === undefined)
    eleventy["setLibrary"](
      "njk",
      createEnvironment(context.templates, eleventy["nunjucks"].environmentOptions),
    );
  keepMarkdown(given, context);
  eleventy["addFilter"]("asset", (name: unknown) => assetUrl(context.assets, name));
  // A function, because under plain Eleventy the site is known only when the build starts.
  eleventy["addGlobalData"]("site", () => context.siteData());
  eleventy["addFilter"]("handbillPermalink", (permalink: string, source: string) =>
    placed(permalink.trim(), decodeURIComponent(source), context),
  );
  registerMarkdown(eleventy, context);
  registerScripts(eleventy, context);
  registerLayouts(eleventy, context, config.root);
  eleventy["setFrontMatterParsingOptions"]({
    engines: {
      yaml: { parse: (text: string) => context.parseYaml(text, "") },
      // gray-matter's own JavaScript engine would run code from a page.
      javascript: { parse: refuseLanguage },
      js: { parse: refuseLanguage },
    },
  });
  eleventy["addPreprocessor"]("handbill", "*", (data: Record<string, unknown>) => prepare(data, context));
  eleventy["on"](
    "eleventy.contentMap",
    ({ inputPathToUrl }: { inputPathToUrl: Readonly<Record<string, readonly (string | false)[]>> }) => {
      context.setUrls(
        new Map(Object.entries(inputPathToUrl).map(([path, urls]) => [sourceOf(path), urls[0] ?? false])),
      );
    },
  );
  if (config.relative) registerRelative(eleventy, config);
  registerUrls(given, config.style);
}

/** Makes URLs relative to their page, after all transforms of the site. */
function registerRelative(eleventy: EleventyConfig, { style }: SiteConfig): void {
  eleventy["addTransform"](
    "handbill-relative",
    function (this: { page: { outputPath: string | false } }, content: unknown) {
      const { outputPath } = this.page;
      if (typeof content !== "string" || outputPath === false) return content;
      const folder = String(eleventy["directories"]?.output ?? "./_site/");
      return relativeUrls(
        content,
        outputPath.startsWith(folder)
          ? outputPath.slice(folder.length)
          : outputPath.replace(/^\.\/_site\//, ""),
        style,
      );
    },
  );
}

/**
 * Runs the site's own configuration between Handbill's defaults and Handbill's part. `items` are added to the
 * collections.
 */
export async function configure(
  eleventy: EleventyConfig,
  context: Context,
  items: readonly Item[],
): Promise<MergedCollections> {
  setDefaults(eleventy, context.config.base);
  const collections = mergeCollections(eleventy, items, context.tags);
  collections.take();
  blockRefused(eleventy);
  const returned: unknown = await context.config.eleventy?.(eleventy);
  takeReturned(eleventy, returned);
  register(eleventy, context);
  collections.finish();
  return collections;
}

/**
 * Sets directories, switches and Handbill's filters. A site's own `eleventy` function runs later and can
 * change them.
 */
export function setDefaults(eleventy: EleventyConfig, base: string): void {
  for (const [name, filter] of Object.entries(filtersFor(base))) eleventy["addFilter"](name, filter);
  eleventy["setInputDirectory"]("content");
  eleventy["setIncludesDirectory"]("../layouts");
  eleventy["setLayoutsDirectory"]("../layouts");
  eleventy["setDataDirectory"]("_data");
  // Handbill reads everything in content/.
  eleventy["setUseGitIgnore"](false);
}

/** Applies the return value of the site's function, where Eleventy has a method for it or reads it late. */
export function takeReturned(eleventy: EleventyConfig, returned: unknown): void {
  if (!isObject(returned)) return;
  const { templateFormats, dataFileSuffixes, dataFileDirBaseNameOverride, htmlTemplateEngine } =
    returned as Data;
  if (templateFormats !== undefined) eleventy["templateFormats"] ??= templateFormats;
  if (Array.isArray(dataFileSuffixes)) eleventy["dataFileSuffixesOverride"] ||= dataFileSuffixes;
  if (typeof dataFileDirBaseNameOverride === "string")
    eleventy["dataFileDirBaseNameOverride"] ||= dataFileDirBaseNameOverride;
  if (htmlTemplateEngine !== undefined) Object.assign(eleventy, { [HTML_ENGINE]: htmlTemplateEngine });
}

function refuseLanguage(): never {
  throw new Error("Front matter must be YAML.");
}

/**
 * Runs on every page's data before Eleventy computes its URL. It drops drafts, replaces dates from the file
 * system, and applies Handbill's permalink rules.
 */
function prepare(data: Record<string, unknown>, context: Context): false | undefined {
  if (isDraft(data) && !context.config.drafts) return false;
  const page = data["page"] as { inputPath: string; date?: Date };
  const source = sourceOf(page.inputPath);
  if (source.endsWith(".markdown"))
    Object.assign(page, {
      inputPath: `./${source}`,
      fileSlug: fileSlug(source),
      filePathStem: filePathStem(source),
    });
  const copied = context.copiedTo(source);
  if (copied !== undefined) {
    data["permalink"] = copied;
    delete data["layout"];
    return undefined;
  }
  const written = parsedDate(data["date"], page, context.config.choices.dateParsers);
  if (written === undefined) page.date = pageDate(undefined, source);
  else if (written !== data["date"]) data["date"] = page.date = pageDate(written, source);
  const sections = context.sections(source);
  // Not merged with the sections in front matter, which are the same before processing. A getter, because all
  // URLs must be known first.
  if (sections !== undefined)
    Object.defineProperty(data, "sections", {
      enumerable: true,
      configurable: true,
      get: () => context.sections(source),
    });
  if (context.page(source) !== undefined) return undefined;
  const computed = data["eleventyComputed"] as Record<string, unknown> | undefined;
  if (computed?.["permalink"] !== undefined)
    computed["permalink"] = wrapPermalink(computed["permalink"], source, context);
  else if (data["permalink"] === undefined)
    data["permalink"] = placeSource(context.placedAs(source), context.config.style).value.output;
  else data["permalink"] = wrapPermalink(data["permalink"], source, context);
  return undefined;
}

/** The permalink by Handbill's rules, also if a template or function computes it. */
function wrapPermalink(permalink: unknown, source: string, context: Context): unknown {
  const place = (value: unknown) => placed(value, source, context);
  if (typeof permalink === "function") {
    return async function (this: unknown, data: unknown) {
      return place(await (permalink as (data: unknown) => unknown).call(this, data));
    };
  }
  if (typeof permalink !== "string") return permalink;
  if (!/\{[{%]/.test(permalink)) return asWritten(permalink, place(permalink));
  // A file name can contain quotes and braces.
  const name = encodeURIComponent(source);
  return source.endsWith(".liquid") || source.endsWith(".html")
    ? `{% capture handbillPermalink %}${permalink}{% endcapture %}{{ handbillPermalink | ` +
        `handbillPermalink: "${name}" }}`
    : `{% set handbillPermalink %}${permalink}{% endset %}{{ handbillPermalink | ` +
        `handbillPermalink("${name}") }}`;
}

/** A permalink that templates still see as its author wrote it, because feeds use it as their name. */
function asWritten(permalink: string, output: string | false): unknown {
  const path = permalink.trim().replace(/^\//, "");
  if (output === (/(?:^|\/)$/.test(path) ? `${path}index.html` : path)) return permalink;
  return Object.assign(() => output, { toString: () => permalink });
}

/** The file for a permalink. Throws a Failure if the permalink is not valid. */
function placed(permalink: unknown, source: string, context: Context): string | false {
  if (permalink === false || permalink === undefined || permalink === null || permalink === "") return false;
  const { value, diagnostics }: WithDiagnostics<Placed> = placePermalink(
    String(permalink),
    context.config.style,
    {
      file: source,
    },
  );
  if (diagnostics[0] !== undefined) throw new Failure(diagnostics[0]);
  return value.output;
}
