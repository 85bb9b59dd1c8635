/** Folders of languages that the site does not name. */

import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Diagnostic, SitePage } from "../../model/model.js";
import { once } from "../../utils/once.js";
import { tagOf, type Languages } from "./languages.js";

/** A tag as folders have it: of two letters, perhaps with a script or a region. `api` and `faq` are tags, too, of languages that few write. */
const TAG = /^[a-z]{2}(?:-[a-z]{4})?(?:-[a-z]{2})?$/i;

const namesInEnglish = once(() => new Intl.DisplayNames("en", { type: "language", fallback: "none" }));

/**
 * A finding for each such folder. One with a home page of its own looks like a language, unless its pages say theirs, or
 * the folder of a language has it too: `content/de/it/` says that `content/it/` is about something.
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
            `\`languages\` does not list ${name}, the language of content/${folder}/. Its pages count as pages in ${siteLanguage}.`,
            `Add it to \`languages\` in .eleventy.ts, ${JSON.stringify(folder)}: ${JSON.stringify(ownName(folder))}, or rename the folder.`,
          ),
        ];
  });
}

/** What a language calls itself. */
function ownName(tag: string): string {
  return new Intl.DisplayNames(tag, { type: "language" }).of(tag) ?? tag;
}
