/** Stage 2 for a single page: its data after the cascade, and its place. */

import { isMarkdown } from "../utils/page-formats.js";
import type { SiteConfig } from "../config/options.js";
import { isDraft } from "../content/frontmatter/draft.js";
import { checkSlug } from "../content/frontmatter/unknown-keys.js";
import type { Data, Diagnostic, Page, WithDiagnostics } from "../model/model.js";
import { cleanTags, directoryDataOf, mergeOver, tagList, type DataFiles } from "./cascade.js";
import type { FolderPages } from "./folder-pages.js";
import { folderLanguage, tagOf, type LanguageFolders } from "./i18n/languages.js";
import { parsedDate, urlOfOutput } from "./eleventy-choices.js";
import { addHeadings } from "./lazy-headings.js";
import { titleFromName } from "./navigation/nav-tree.js";
import { permalinkFailure } from "./permalink-failure.js";
import {
  checkDayInName,
  filePathStem,
  fileSlug,
  pageDate,
  placePermalink,
  placeSource,
  type Placed,
} from "./permalinks.js";
import { untrustedOutput, untrustedPermalink, untrustedProgram } from "./untrusted.js";
import { uiFor } from "./ui.js";
import { rootedImage } from "../content/images/page-image.js";
import { isPlainObject } from "../utils/is-record.js";

/** The input for placing pages. */
export interface PlaceInput {
  readonly config: SiteConfig;
  readonly dataFiles: DataFiles;
  /** The date of the last change by source, as far as it is known. */
  readonly lastChanges?: ReadonlyMap<string, string>;
  /** The merged front matter of a layout and its parent layouts; undefined if it does not exist. */
  layoutData(name: string): Data | undefined;
  /** Renders a permalink that contains a template; may throw. */
  renderPermalink(template: string, data: Data): Promise<string>;
}

/** Facts about the other pages. */
export interface OtherPages {
  readonly folderPages: FolderPages;
  readonly folders: LanguageFolders;
}

/** The place of a page, independent of other pages. */
export type Placement = { readonly diagnostics: readonly Diagnostic[] } & (
  | { readonly kind: "draft" }
  | { readonly kind: "template"; readonly added: Data; readonly isTitled: boolean }
  | ({
      readonly kind: "page";
      readonly date: Date;
      readonly data: Data;
      readonly added: Data;
      readonly missingLayout?: string;
    } & Placed)
);

/** Returns a function that places single pages. */
export function createPlacer(
  input: PlaceInput & OtherPages,
  globalData: Data,
): (page: Page) => Promise<Placement> {
  const { config } = input;
  const directoryData = directoryDataOf(input.dataFiles, config.choices);
  const layouts = new Map<string, Data | undefined>();
  const layoutDataOf = (name: string): Data | undefined => {
    if (!layouts.has(name)) layouts.set(name, input.layoutData(name));
    return layouts.get(name);
  };
  /** The layout to use instead of a missing one: the site's default layout, or else the theme's. */
  const fallbackLayout = (frontMatter: Data): string => {
    const layout = defaultLayout(frontMatter, config);
    return layoutDataOf(layout) === undefined ? "docs" : layout;
  };
  const layoutOf = (page: Page, frontMatter: Data, inFolder: Data) => {
    const written =
      frontMatter["layout"] ??
      inFolder["layout"] ??
      globalData["layout"] ??
      (isMarkdown(page.source) ? defaultLayout(frontMatter, config) : undefined);
    const isMissing = typeof written === "string" && written !== "" && layoutDataOf(written) === undefined;
    return isMissing ? { layout: fallbackLayout(frontMatter), missing: written } : { layout: written };
  };
  return async (page) => {
    const inFolder = directoryData(page.source);
    const frontMatter = cleanTags(page.frontMatter);
    const { layout, missing } = layoutOf(page, frontMatter, inFolder);
    const layoutData = typeof layout === "string" ? layoutDataOf(layout) : undefined;
    const data = mergeOver(globalData, layoutData, inFolder, frontMatter);
    if (isListOf(layout)) leaveOwnList(data, frontMatter);
    parseDate(data, page, config);
    const program = config.trust === "text" ? untrustedProgram(page, data) : undefined;
    if (program !== undefined) return { kind: "template", added: {}, isTitled: true, diagnostics: [program] };
    if (page.isLeftOut === true || (isDraft(data) && !config.drafts))
      return { kind: "draft", diagnostics: [] };
    const added = isMarkdown(page.source) ? additions(page, data, layout, input) : {};
    const early = page.fallbackFor === undefined ? checkNames(page, data, config) : [];
    if (page.kind === "template" || needsEleventy(data))
      return {
        kind: "template",
        added,
        isTitled: (data["title"] ?? undefined) !== undefined,
        diagnostics: early,
      };
    const all = withAdded(data, added);
    const { value: placed, diagnostics } = await (config.trust === "text"
      ? placeUntrusted(page, all, input, layoutData)
      : placeOf(page, all, input));
    const value = withUrl(placed, config);
    return {
      kind: "page",
      ...value,
      date: pageDate(data["date"], page.source),
      data: all,
      added,
      ...(missing !== undefined && { missingLayout: missing }),
      diagnostics: early.length === 0 ? diagnostics : [...early, ...diagnostics],
    };
  };
}

/** Reports a wrong day in the file name, and a slug. */
function checkNames(page: Page, data: Data, config: SiteConfig): readonly Diagnostic[] {
  const wrongDay = data["date"] === undefined ? checkDayInName(page.source) : [];
  const mayHaveSlug = hasAddress(data) || config.pages?.shape["slug"] !== undefined;
  const slug = mayHaveSlug ? [] : checkSlug(page.frontMatter["slug"], page.positions, page.source);
  return slug.length === 0 ? wrongDay : [...wrongDay, ...slug];
}

/** The place with its URL after the site's transforms. */
function withUrl(placed: Placed, { choices: { urlTransforms } }: SiteConfig): Placed {
  return urlTransforms.length === 0 || placed.output === false
    ? placed
    : { ...placed, url: urlOfOutput(placed.url, placed.output, urlTransforms) };
}

/**
 * Applies the site's date parsers to a date from data files, or to a missing one. Dates of front matter are
 * parsed with the front matter.
 */
function parseDate(
  data: Record<string, unknown>,
  page: Page,
  { choices: { dateParsers } }: SiteConfig,
): void {
  if (dateParsers.length === 0 || page.frontMatter["date"] !== undefined) return;
  const date = parsedDate(data["date"], { inputPath: `./${page.source}` }, dateParsers);
  if (date !== undefined) data["date"] = date;
}

/** Whether a layout is the theme's list of posts. */
function isListOf(layout: unknown): boolean {
  return layout === "blog" || layout === "blog.njk";
}

/**
 * Removes the tag of its folder from a list of posts, because the list is not a post. A tag in its own front
 * matter stays.
 */
function leaveOwnList(data: Record<string, unknown>, frontMatter: Data): void {
  const blog = isPlainObject(data["blog"]) ? data["blog"] : {};
  const [listed = "posts"] = [data["tag"], blog["tag"]].filter((tag) => typeof tag === "string");
  if (tagList(frontMatter["tags"]).includes(listed)) return;
  if (data["tags"] !== undefined) data["tags"] = tagList(data["tags"]).filter((tag) => tag !== listed);
}

/** Only the landing layout prints sections, so it is the default for pages that have some. */
function defaultLayout(frontMatter: Data, { layout }: SiteConfig): string {
  return layout === "docs" && Array.isArray(frontMatter["sections"]) ? "landing" : layout;
}

/** The start of a template in a permalink. */
const TEMPLATE = /\{[{%]/;

/** Whether only Eleventy can place the page. */
function needsEleventy({ pagination, eleventyComputed, permalink }: Data): boolean {
  return isPlainObject(pagination) || isPlainObject(eleventyComputed) || typeof permalink === "function";
}

/** Whether the data sets the page's permalink. */
function hasAddress({ permalink, eleventyComputed: computed }: Data): boolean {
  return permalink !== undefined || (isPlainObject(computed) && computed["permalink"] !== undefined);
}

/** Data with the keys that Handbill sets. */
function withAdded(data: Record<string, unknown>, added: Data): Data {
  for (const key of Object.keys(added)) {
    if (key === "headings") addHeadings(data, added);
    else data[key] = added[key];
  }
  return data;
}

function additions(
  page: Page,
  data: Data,
  layout: unknown,
  { config, lastChanges, folderPages, folders }: PlaceInput & OtherPages,
): Data {
  const title = data["title"] ?? page.firstHeading ?? titleFromName(fileSlug(folderPages.placedAs(page)));
  const source = page.fallbackFor ?? page.source;
  const updated = lastChanges?.get(source);
  return Object.assign(
    addHeadings({ title, layout }, page),
    { titleInContent: page.titleInContent },
    rootedImage(source, data),
    inLanguage(page.source, data, config, folders),
    edited(source, data, config),
    updated !== undefined && data["updated"] === undefined && { updated },
  );
}

/** Additional data of a page in another language than the site's. */
function inLanguage(
  source: string,
  data: Data,
  { languages, language }: SiteConfig,
  folders: LanguageFolders,
): Data {
  const folder = folderLanguage(source, languages);
  const written = typeof data["lang"] === "string" ? data["lang"] : folder;
  if (written === undefined) return {};
  const lang = tagOf(written, [...Object.keys(languages), language]) ?? written;
  return {
    lang,
    ...(lang !== language && { ui: uiFor(lang) }),
    ...(folder !== undefined && folder !== language && { home: `/${folders.get(folder) ?? folder}/` }),
  };
}

/** The edit link of a page, unless the page sets its own or `editUrl: false`. */
function edited(source: string, data: Data, { editUrl }: SiteConfig): Data {
  return editUrl === "" || data["editUrl"] !== undefined ? {} : { editUrl: editUrl + encodeURI(source) };
}

/** Only a layout's permalink may be a template, because layouts are the site's own. */
async function placeUntrusted(
  page: Page,
  data: Data,
  input: PlaceInput & OtherPages,
  layoutData: Data | undefined,
): Promise<WithDiagnostics<Placed>> {
  const { permalink } = data;
  const isTemplate =
    typeof permalink === "string" && TEMPLATE.test(permalink) && permalink !== layoutData?.["permalink"];
  const placed = isTemplate ? undefined : await placeOf(page, data, input);
  if (placed !== undefined && (placed.value.output === false || placed.value.output.endsWith(".html")))
    return placed;
  const found =
    placed === undefined ? untrustedPermalink(page) : untrustedOutput(page, String(placed.value.output));
  return { value: { url: false, output: false }, diagnostics: [found] };
}

async function placeOf(
  page: Page,
  data: Data,
  { config, renderPermalink, folderPages }: PlaceInput & OtherPages,
): Promise<WithDiagnostics<Placed>> {
  const path = folderPages.placedAs(page);
  const permalink = data["permalink"];
  const place = { file: page.source, ...(page.positions["permalink"] ?? { line: 1, column: 1 }) };
  if (permalink === false) return placePermalink(false, config.style, place);
  if (typeof permalink !== "string" || permalink === "") return placeSource(path, config.style, page.source);
  if (!TEMPLATE.test(permalink)) return placePermalink(permalink, config.style, place);
  try {
    const pageData = {
      inputPath: `./${page.source}`,
      fileSlug: fileSlug(path),
      filePathStem: filePathStem(path),
      date: pageDate(data["date"], page.source),
      outputFileExtension: "html",
    };
    // The place must not depend on headings, because the body may not be parsed yet.
    const { headings: _, ...ahead } = Object.getOwnPropertyDescriptors(data);
    return placePermalink(
      (
        await renderPermalink(permalink, { ...(Object.defineProperties({}, ahead) as Data), page: pageData })
      ).trim(),
      config.style,
      place,
    );
  } catch (thrown) {
    const found = permalinkFailure(thrown, permalink, place);
    return { value: { url: false, output: false }, diagnostics: [found] };
  }
}
