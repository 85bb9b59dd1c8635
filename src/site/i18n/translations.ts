/** Which pages are one page in several languages. */

import type { Data } from "../../model/model.js";

/** A page as far as its languages matter. */
export interface Speaking {
  readonly source: string;
  readonly url: string;
  readonly data: Data;
}

export interface Translation {
  /** BCP 47 tag; `x-default` for the page in the site's language. */
  readonly language: string;
  readonly url: string;
}

const NONE: readonly Translation[] = [];

/** The language of a page: `lang` of its data, which a folder's data file can set, else the site's. */
export function languageOf({ data }: Pick<Speaking, "data">, siteLanguage: string): string {
  return typeof data["lang"] === "string" && data["lang"] !== "" ? data["lang"] : siteLanguage;
}

/**
 * Tells the translations of a page, itself among them, and `x-default` last. Pages are translations of each other when
 * they have the same `translationKey`, or the same path below the folders named after their languages: `content/a.md`
 * (or `content/en/a.md`) and `content/de/a.md` with `lang: de`.
 */
export function translationsOf(
  pages: readonly Speaking[],
  siteLanguage: string,
): (page: Speaking) => readonly Translation[] {
  // Most sites speak one language.
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
    // A page that shares its language and its key with another is no translation of anything.
    if (group === undefined || group.size < 2 || group.get(languageOf(page, siteLanguage)) !== page.url)
      return NONE;
    const all = [...group]
      .map(([language, url]) => ({ language, url }))
      .sort((a, b) => (a.language < b.language ? -1 : 1));
    const fallback = group.get(siteLanguage);
    return fallback === undefined ? all : [...all, { language: "x-default", url: fallback }];
  };
}

function keyOf(page: Speaking, siteLanguage: string): string {
  const key = page.data["translationKey"];
  if (typeof key === "string") return `key ${key}`;
  const path = page.source.slice("content/".length);
  const folder = `${languageOf(page, siteLanguage)}/`;
  // The folder may have the tag in another case.
  return path.slice(0, folder.length).toLowerCase() === folder.toLowerCase()
    ? path.slice(folder.length)
    : path;
}
