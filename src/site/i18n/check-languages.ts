/** Reports folders that look like languages but are not in the configuration. */

import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Diagnostic, SitePage } from "../../model/model.js";
import { once } from "../../utils/once.js";
import { tagOf, type Languages } from "./languages.js";

/**
 * A language tag as a folder name: two letters, with an optional script and region. Three-letter tags are
 * excluded, because `api` and `faq` are rare languages too.
 */
const TAG = /^[a-z]{2}(?:-[a-z]{4})?(?:-[a-z]{2})?$/i;

const namesInEnglish = once(() => new Intl.DisplayNames("en", { type: "language", fallback: "none" }));

/**
 * A finding for each such folder. A folder with a home page looks like a language, with two exceptions: its
 * pages set their language, or a language folder has a folder of that name. `content/de/it/` shows that
 * `content/it/` is a topic.
 */
export function checkLanguages(
  pages: readonly SitePage[],
  languages: Languages,
  siteLanguage: string,
): readonly Diagnostic[] {
  const tags = [...Object.keys(languages), siteLanguage];
  if (tags.length < 2) return [];
  const within = new Set(
    pages.flatMap(({ page: { source, fallbackFor } }) => {
      const [, folder = "", inner] = /^content\/([^/]+)\/([^/]+)\//.exec(source) ?? [];
      return inner !== undefined && fallbackFor === undefined && tagOf(folder, tags) !== undefined
        ? [inner]
        : [];
    }),
  );
  return pages.flatMap(({ page, placedAs, data }) => {
    const [, folder = ""] = /^content\/([^/]+)\/index\.md$/.exec(placedAs) ?? [];
    if (!TAG.test(folder) || page.fallbackFor !== undefined || data["lang"] !== undefined) return [];
    if (tagOf(folder, tags) !== undefined || within.has(folder)) return [];
    const name = namesInEnglish().of(folder);
    return name === undefined
      ? []
      : [
          diagnostic(
            "language-unlisted",
            { file: page.source, line: 1, column: 1 },
            `\`languages\` does not list ${name}, the language of content/${folder}/. Its pages ` +
              `count as pages in ${siteLanguage}.`,
            `Add it to \`languages\` in .eleventy.ts, ${JSON.stringify(folder)}: ` +
              `${JSON.stringify(ownName(folder))}, or rename the folder.`,
          ),
        ];
  });
}

/** The name of a language in that language. */
function ownName(tag: string): string {
  return new Intl.DisplayNames(tag, { type: "language" }).of(tag) ?? tag;
}
