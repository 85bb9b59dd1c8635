/**
 * Fallback pages: if a page has no translation, the page in the site's own language is shown in the other
 * language.
 */

import type { SiteConfig } from "../../config/options.js";
import type { Data, Diagnostic, Page, SitePage } from "../../model/model.js";
import { mergeData } from "../cascade.js";
import { folderLanguage, type LanguageFolders } from "./languages.js";
import { languageOf, translationsOf } from "./translations.js";
import { uiFor } from "../ui.js";

/** Layouts that do not get fallback pages, because each language has its own list of them. */
const LISTED = new Set(["post", "blog", "404"]);

/**
 * The fallback pages of all languages. Each has the source and URL that the translation would have, and front
 * matter that marks it. It shares everything else with the original page. `folderData` returns the directory
 * data of a source.
 */
export function fallbackPages(
  pages: readonly SitePage[],
  { languages, language, untranslated }: Pick<SiteConfig, "languages" | "language" | "untranslated">,
  folders: LanguageFolders,
  folderData: () => (source: string) => Data,
): readonly Page[] {
  const others = Object.keys(languages).filter((tag) => tag !== language);
  if (untranslated === "nothing" || others.length === 0) return [];
  const dataOf = folderData();
  const outputs = new Set(pages.map(({ output }) => output));
  const sources = new Set(pages.map(({ placedAs }) => placedAs));
  const speaking = pages.flatMap(({ placedAs, url, data }) =>
    url === false ? [] : [{ source: placedAs, url, data }],
  );
  const translations = translationsOf(speaking, language);
  return pages.flatMap((original) => {
    const { page, placedAs, url, output, data } = original;
    const folder = folderLanguage(page.source, languages);
    if (
      url === false ||
      output === false ||
      !output.endsWith(".html") ||
      output === "404.html" ||
      languageOf(original, language) !== language ||
      (folder ?? language) !== language ||
      LISTED.has(nameOf(data["layout"]))
    )
      return [];
    const there = new Set(translations({ source: placedAs, url, data }).map((one) => one.language));
    const own = folder === undefined ? undefined : `${folders.get(folder) ?? folder}/`;
    const within = (path: string): string =>
      own !== undefined && path.startsWith(own) ? path.slice(own.length) : path;
    return others.flatMap((lang): Page[] => {
      const at = (path: string) => `${folders.get(lang) ?? lang}/${within(path)}`;
      const [source, placed] = [page.source, placedAs].map(
        (path) => `content/${at(path.slice("content/".length))}`,
      ) as [string, string];
      const place = at(output);
      if (there.has(lang) || sources.has(placed) || outputs.has(place)) return [];
      const frontMatter = mergeData(dataOf(page.source), page.frontMatter, {
        permalink: `/${place}`,
        canonical: url,
        // Lists and search show a page only once.
        eleventyExcludeFromCollections: true,
        untranslated: { lang: language, dir: uiFor(language).dir },
      });
      // Values of the body are read from the original on demand.
      return [
        Object.create(page, {
          source: { value: source },
          fallbackFor: { value: page.source },
          frontMatter: { value: frontMatter },
        }) as Page,
      ];
    });
  });
}

/**
 * Moves findings from fallback pages to the original page, which is a file. Equal findings of several
 * languages become one.
 */
export function atFallbackSources(
  found: readonly Diagnostic[],
  pages: readonly Pick<SitePage, "page">[],
): readonly Diagnostic[] {
  const originals = new Map(
    pages.flatMap(({ page }) => (page.fallbackFor === undefined ? [] : [[page.source, page.fallbackFor]])),
  );
  if (originals.size === 0) return found;
  const reported = new Set<string>();
  return found.flatMap((one) => {
    const { file = "", message } = one;
    const named = /content\/[^\s\u0060,:]+/.exec(message)?.[0] ?? "";
    const copy = [file, named].find((source) => originals.has(source));
    const original = copy === undefined ? undefined : originals.get(copy);
    const moved =
      copy === undefined || original === undefined
        ? one
        : {
            ...one,
            ...(file === copy && { file: original }),
            message: message.replaceAll(copy, original),
          };
    const key = JSON.stringify([moved.code, moved.file, moved.line, moved.column, moved.message]);
    if (reported.has(key)) return [];
    reported.add(key);
    return [moved];
  });
}

function nameOf(layout: unknown): string {
  return typeof layout === "string" ? layout.replace(/\.njk$/, "") : "";
}
