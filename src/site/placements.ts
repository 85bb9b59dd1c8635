/**
 * Where pages were placed, and the data that all of them see: kept while everything but the pages stays the
 * same.
 */

import { isDraft } from "../content/frontmatter/draft.js";
import type { Data, Page } from "../model/model.js";
import { globalDataOf, mergeData } from "./cascade.js";
import { feedsOf } from "./feeds.js";
import type { OtherPages, PlaceInput, Placement } from "./locate.js";
import { titleFromName } from "./navigation/nav-tree.js";
import { siteFrameData } from "./site-frame.js";
import { uiFor } from "./ui.js";

/** The inputs of the data that all pages see. */
export interface GlobalInput extends PlaceInput {
  readonly pages: readonly Page[];
  /** Global data from the configuration. */
  readonly configData: Data;
  /** Placements of a previous call. Pages are not placed again if everything else is the same. */
  readonly known?: Placements;
}

/** The places of pages, for the next time that the same pages are put together. */
export interface Placements {
  /** The global data of all these pages, and the part of it that depends on pages, as text. */
  global?: { readonly site: string; readonly data: Data; readonly homes: string[] };
  pages: WeakMap<Page, { readonly placedAs: string; readonly placement: Placement }>;
}

/** An empty cache. */
export function newPlacements(): Placements {
  return { pages: new WeakMap() };
}

/** The known earlier placements; none if the data that all pages see has changed. */
export function knownPlacements(
  input: GlobalInput,
  others: OtherPages,
): {
  readonly pages: Placements["pages"];
  readonly globalData: Data;
  readonly homes: string[];
} {
  const { known = newPlacements() } = input;
  const site = siteData(input, others);
  const text = JSON.stringify(site);
  if (known.global?.site !== text) {
    known.pages = new WeakMap();
    const homes: string[] = [];
    const { byLanguage = {} } = site as { readonly byLanguage?: Readonly<Record<string, Data>> };
    const inLanguages = Object.fromEntries(
      Object.entries(byLanguage).map(([tag, own]) => [tag, { ...own, homes }]),
    );
    known.global = {
      site: text,
      data: mergeData(
        { site: { ...site, homes, ...("byLanguage" in site && { byLanguage: inLanguages }) } },
        globalDataOf(input.dataFiles, input.config.choices),
        input.configData,
      ),
      homes,
    };
  }
  return { pages: known.pages, globalData: known.global.data, homes: known.global.homes };
}

/** `site` in templates, without `homes`. */
function siteData(input: GlobalInput, { folderPages: { of, placedAs }, folders }: OtherPages): Data {
  const { config, pages } = input;
  const home = pages.find(
    (page) => page.source === of("content") && (config.drafts || !isDraft(page.frontMatter)),
  );
  const homeTitle = home?.frontMatter["title"] ?? home?.firstHeading;
  const title =
    config.title !== ""
      ? config.title
      : typeof homeTitle === "string"
        ? homeTitle
        : titleFromName(config.root.replace(/[\\/]+$/, "").replace(/^.*[\\/]/, ""));
  const feeds = feedsOf(config, title, pages, { placedAs });
  const languages = Object.entries(config.languages).map(([lang, title]) => ({
    lang,
    title,
    url: lang === config.language ? "/" : `/${folders.get(lang) ?? lang}/`,
  }));
  const site = {
    title,
    description: config.description,
    url: config.url,
    language: config.language,
    base: config.base,
    search: config.search,
    ui: uiFor(config.language),
    ...(languages.length > 1 && { languages }),
    ...siteFrameData(config),
    ...(feeds.length > 0 && { feeds }),
  };
  const byLanguage = Object.fromEntries(
    Object.entries(config.inLanguages).map(([tag, { title, description, ...theme }]) => [
      tag,
      {
        ...site,
        ...(title !== undefined && { title }),
        ...(description !== undefined && { description }),
        ...siteFrameData({ ...config, theme: { ...config.theme, ...theme } }),
      },
    ]),
  );
  return Object.keys(byLanguage).length === 0 ? site : { ...site, byLanguage };
}

/** The site's title in a language; `""` is the site's own language. */
export function siteTitle({ site }: Data, language: string): string {
  const { title, byLanguage } = site as { readonly title: string; readonly byLanguage?: Data };
  return (byLanguage?.[language] as { readonly title: string } | undefined)?.title ?? title;
}
