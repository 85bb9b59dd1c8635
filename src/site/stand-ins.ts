/** What stands where a page has no translation: the page in the site's own language, among the pages of the other one. */

import type { SiteConfig } from "../config.js";
import type { Data, Page, SitePage } from "../model.js";
import { mergeData } from "./data.js";
import { folderLanguage } from "./languages.js";
import { languageOf, translationsOf } from "./translations.js";
import { uiFor } from "./ui.js";

/** Layouts of pages that are one of a list, which each language has of its own. */
const LISTED = new Set(["post", "blog", "404"]);

/**
 * The pages that stand in, language by language: each at the source and the address that its translation would have, with
 * front matter that says what it is. They share everything else with the pages that they show. `folderData` gives what the
 * folders of a source say.
 */
export function standIns(
  pages: readonly SitePage[],
  { languages, language, untranslated }: Pick<SiteConfig, "languages" | "language" | "untranslated">,
  folderData: () => (source: string) => Data,
): readonly Page[] {
  const others = Object.keys(languages).filter((tag) => tag !== language);
  if (untranslated === "nothing" || others.length === 0) return [];
  const dataOf = folderData();
  const outputs = new Set(pages.map(({ output }) => output));
  const sources = new Set(pages.map(({ page }) => page.source));
  const speaking = pages.flatMap(({ page, url, data }) =>
    url === false ? [] : [{ source: page.source, url, data }],
  );
  const translations = translationsOf(speaking, language);
  return pages.flatMap((original) => {
    const { page, url, output, data } = original;
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
    const there = new Set(translations({ source: page.source, url, data }).map((one) => one.language));
    const within = (path: string): string =>
      folder !== undefined && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
    return others.flatMap((lang): Page[] => {
      const source = `content/${lang}/${within(page.source.slice("content/".length))}`;
      const place = `${lang}/${within(output)}`;
      if (there.has(lang) || sources.has(source) || outputs.has(place)) return [];
      const frontMatter = mergeData(dataOf(page.source), page.frontMatter, {
        permalink: `/${place}`,
        canonical: url,
        // Neither list nor search shows a page twice.
        eleventyExcludeFromCollections: true,
        untranslated: { lang: language, dir: uiFor(language).dir },
      });
      // What the page knows of its body is asked of it, and only when somebody asks.
      return [
        Object.create(page, {
          source: { value: source },
          original: { value: page.source },
          frontMatter: { value: frontMatter },
        }) as Page,
      ];
    });
  });
}

function nameOf(layout: unknown): string {
  return typeof layout === "string" ? layout.replace(/\.njk$/, "") : "";
}
