/** Links of pages that stand where a translation is missing: they lead to what is translated, and a heading there may have another id. */

import type { OutputIndex } from "../../model/output-index.js";
import type { Diagnostic, SitePage } from "../../model/model.js";
import { once } from "../../utils/once.js";
import { folderLanguage, type Languages } from "../i18n/languages.js";
import type { LinkResolver } from "./links.js";

/** Tells what is wrong with the fragments of a page's copies and right on the page itself, `own` being what is said of that: each once, where it is written, with the languages. */
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
    const told = new Set(own.map(placeOf));
    const found = new Map<string, { readonly first: Diagnostic; readonly tags: string[] }>();
    for (const copy of copies().get(page.page.source) ?? []) {
      for (const one of check(copy, outputIndex)) {
        const place = placeOf(one);
        if (one.code !== "broken-anchor" || told.has(place)) continue;
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
