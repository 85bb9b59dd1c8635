/**
 * Links of fallback pages. They point to translated pages if these exist, where headings may have other ids.
 */

import type { OutputIndex } from "../../model/output-index.js";
import type { Diagnostic, SitePage } from "../../model/model.js";
import { once } from "../../utils/once.js";
import { folderLanguage, type Languages } from "../i18n/languages.js";
import type { LinkResolver } from "./links.js";

/**
 * Returns a function that reports fragments that are broken on fallback pages but not on the original page.
 * `own` are the findings of the original. Each is reported once, at its source, with the languages.
 */
export function createCopyCheck(
  pages: readonly SitePage[],
  languages: Languages,
  { check }: Pick<LinkResolver, "check">,
): (page: SitePage, own: readonly Diagnostic[], outputIndex: OutputIndex) => readonly Diagnostic[] {
  const copies = once(() => {
    const byOriginal = new Map<string, SitePage[]>();
    for (const copy of pages)
      if (copy.page.fallbackFor !== undefined)
        byOriginal.set(copy.page.fallbackFor, [...(byOriginal.get(copy.page.fallbackFor) ?? []), copy]);
    return byOriginal;
  });
  return (page, own, outputIndex) => {
    const reported = new Set(own.map(placeOf));
    const found = new Map<string, { readonly first: Diagnostic; readonly tags: string[] }>();
    for (const copy of copies().get(page.page.source) ?? []) {
      for (const one of check(copy, outputIndex)) {
        const place = placeOf(one);
        if (one.code !== "broken-anchor" || reported.has(place)) continue;
        const known = found.get(place) ?? { first: one, tags: [] };
        known.tags.push(folderLanguage(copy.page.source, languages) ?? "");
        found.set(place, known);
      }
    }
    return [...found.values()].map(({ first, tags }) => ({
      ...first,
      file: page.page.source,
      message: first.message.replace(/^The page/, `Without a translation (${tags.join(", ")}), the page`),
      hint: "Give the heading there this id: `## Title {#id}`.",
    }));
  };
}

function placeOf({ line, column, length }: Diagnostic): string {
  return `${line}:${column}:${length}`;
}
