/** Finds pages that are translations of each other. */

import type { Data } from "../../model/model.js";

/** The parts of a page that decide its language. */
export interface LocalizedPage {
  readonly source: string;
  readonly url: string;
  readonly data: Data;
}

export interface Translation {
  /** BCP 47 tag; `x-default` for the page in the site's own language. */
  readonly language: string;
  readonly url: string;
}

const NONE: readonly Translation[] = [];

/**
 * The language of a page: `lang` in its data, which a directory data file can set, or else the site's
 * language.
 */
export function languageOf({ data }: Pick<LocalizedPage, "data">, siteLanguage: string): string {
  return typeof data["lang"] === "string" && data["lang"] !== "" ? data["lang"] : siteLanguage;
}

/**
 * Returns a function that gives the translations of a page, including itself, with `x-default` last. Pages
 * are translations of each other if they have the same `translationKey`, or the same path without their
 * language folder: `content/a.md` (or `content/en/a.md`) and `content/de/a.md` with `lang: de`.
 */
export function translationsOf(
  pages: readonly LocalizedPage[],
  siteLanguage: string,
): (page: LocalizedPage) => readonly Translation[] {
  // Most sites have one language.
  if (!pages.some(({ data }) => data["lang"] !== undefined)) return () => NONE;
  const groups = new Map<string, Map<string, string>>();
  for (const page of pages) {
    const key = keyOf(page, siteLanguage);
    const group = groups.get(key);
    const language = languageOf(page, siteLanguage);
    if (group === undefined) groups.set(key, new Map([[language, page.url]]));
    else if (!group.has(language)) group.set(language, page.url);
  }
  return (page) => {
    const group = groups.get(keyOf(page, siteLanguage));
    // Two pages with the same language and key are not translations of anything.
    if (group === undefined || group.size < 2 || group.get(languageOf(page, siteLanguage)) !== page.url)
      return NONE;
    const all = [...group]
      .map(([language, url]) => ({ language, url }))
      .sort((a, b) => (a.language < b.language ? -1 : 1));
    const fallback = group.get(siteLanguage);
    return fallback === undefined ? all : [...all, { language: "x-default", url: fallback }];
  };
}

function keyOf(page: LocalizedPage, siteLanguage: string): string {
  const key = page.data["translationKey"];
  if (typeof key === "string") return `key ${key}`;
  const path = page.source.slice("content/".length);
  const folder = `${languageOf(page, siteLanguage)}/`;
  // The folder may have the tag in another case.
  return path.slice(0, folder.length).toLowerCase() === folder.toLowerCase()
    ? path.slice(folder.length)
    : path;
}
