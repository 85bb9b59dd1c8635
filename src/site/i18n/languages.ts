/** Sites in several languages: each other language has a folder of `content/`. */

import type { SitePage } from "../../model/model.js";
import type { LanguageRef } from "../../model/navigation.js";
import { languageOf, translationsOf } from "./translations.js";

/** Names of languages in their own language, by tag: `{ de: "Deutsch" }`. */
export type Languages = Readonly<Record<string, string>>;

/**
 * The language of a source by its folder; undefined for sources outside of language folders. Tags ignore case
 * (RFC 5646, 2.1.1).
 */
export function folderLanguage(source: string, languages: Languages): string | undefined {
  const folder = topFolder(source);
  return folder === undefined ? undefined : tagOf(folder, Object.keys(languages));
}

/** The top-level folder of a source in `content/`. */
function topFolder(source: string): string | undefined {
  return /^content\/([^/]+)\//.exec(source)?.[1];
}

/** The tag that equals a text, ignoring case. */
export function tagOf(text: string, tags: readonly string[]): string | undefined {
  if (tags.includes(text)) return text;
  const lower = text.toLowerCase();
  return tags.find((tag) => tag.toLowerCase() === lower);
}

/** The folders of languages by tag, with the case of the file system: `pt-br` for `pt-BR`. */
export type LanguageFolders = ReadonlyMap<string, string>;

export function languageFolders(sources: Iterable<string>, languages: Languages): LanguageFolders {
  const tags = Object.keys(languages);
  const folders = new Map(tags.map((tag) => [tag, tag]));
  if (tags.length === 0) return folders;
  const there = new Set<string>();
  for (const source of sources) there.add(topFolder(source) ?? "");
  for (const tag of tags)
    if (!there.has(tag)) folders.set(tag, [...there].find((folder) => tagOf(folder, [tag])) ?? tag);
  return folders;
}

/**
 * Returns a function that gives the language switch of a page. Each language links to the translation, or
 * else the fallback page, or the closest translated ancestor, or the home page of the language. Languages
 * without pages are left out.
 */
export function createLanguageSwitch(
  pages: readonly SitePage[],
  languages: Languages,
  siteLanguage: string,
): (page: SitePage) => readonly LanguageRef[] {
  const tags = Object.keys(languages);
  if (tags.length < 2) return () => [];
  const speaking = pages.flatMap(({ page, placedAs, url, data }) =>
    url === false || page.fallbackFor !== undefined ? [] : [{ source: placedAs, url, data }],
  );
  const translations = translationsOf(speaking, siteLanguage);
  const bySource = new Map(pages.map((page) => [page.page.source, page]));
  const folders = languageFolders(bySource.keys(), languages);
  const byPlace = new Map(pages.map((page) => [page.placedAs, page]));
  const find = (path: string, language: string): SitePage | undefined =>
    byPlace.get(`content/${folders.get(language) ?? language}/${path}`) ??
    (language === siteLanguage ? byPlace.get(`content/${path}`) : undefined);
  return (page) => {
    if (page.url === false) return [];
    const source = page.placedAs;
    const own = folderLanguage(source, languages);
    const path = source.slice(own === undefined ? "content/".length : `content/${own}/`.length);
    const original =
      page.page.fallbackFor === undefined ? page : (bySource.get(page.page.fallbackFor) ?? page);
    const known = new Map(
      translations({ source: original.placedAs, url: String(original.url), data: original.data }).map(
        ({ language, url }) => [language, url],
      ),
    );
    const speaks = languageOf(page, siteLanguage);
    known.set(languageOf(original, siteLanguage), String(original.url));
    return tags.flatMap((lang): LanguageRef[] => {
      const url = lang === speaks ? page.url : known.get(lang);
      const title = languages[lang] ?? lang;
      if (typeof url === "string")
        return [{ lang, title, url, isTranslated: lang !== speaks || original === page }];
      const above = [path, ...pathsAbove(path)]
        .map((candidate) => find(candidate, lang)?.url)
        .find((candidate) => typeof candidate === "string");
      return above === undefined ? [] : [{ lang, title, url: above, isTranslated: false }];
    });
  };
}

/** `a/b/c.md` → `a/b/index.md`, `a/index.md`, `index.md`. */
function pathsAbove(path: string): string[] {
  const folders = path.split("/").slice(0, -1);
  return [
    ...folders.map((_, index) => `${folders.slice(0, folders.length - index).join("/")}/index.md`),
    "index.md",
  ];
}
