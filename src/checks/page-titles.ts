/** Reports titles and descriptions that two pages of one language share. */

import { diagnostic, type DiagnosticCode } from "../diagnostics/catalogue.js";
import type { Diagnostic, SitePage } from "../model/model.js";
import { textOfValue } from "../utils/text-of-value.js";
import { isFound, type Check } from "./check.js";

export const pageTitles: Check = {
  name: "page-titles",
  codes: ["title-duplicate", "description-duplicate"],
  per: "site",
  run({ loaded: { site } }) {
    const pages = site.pages.filter(isFound);
    return [
      ...repeated(pages, "title", "title-duplicate"),
      ...repeated(pages, "description", "description-duplicate"),
    ];
  },
};

function repeated(
  pages: readonly SitePage[],
  key: "title" | "description",
  code: DiagnosticCode,
): readonly Diagnostic[] {
  const groups = new Map<string, SitePage[]>();
  for (const page of pages) {
    const { [key]: text, lang } = page.data;
    if (typeof text !== "string" || text.trim() === "") continue;
    const name = `${textOfValue(lang)}\n${text.trim()}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [page]);
    // Pages of the same name in two folders describe two versions or products, which readers recognize by the
    // URL.
    else if (group.every((other) => nameOf(other) !== nameOf(page))) group.push(page);
  }
  return [...groups.values()].flatMap(([first, second, ...others]) =>
    first === undefined || second === undefined ? [] : [finding(first, second, others.length, key, code)],
  );
}

function finding(
  first: SitePage,
  { page, data }: SitePage,
  others: number,
  key: "title" | "description",
  code: DiagnosticCode,
): Diagnostic {
  const more =
    others === 0 ? "" : others === 1 ? ", and so has another page" : `, and so have ${others} others`;
  const why =
    key === "title"
      ? "search results and tabs do not tell them apart"
      : "search results show the same text for both";
  return diagnostic(
    code,
    { file: page.source, ...page.positions[key] },
    `The page has the same ${key} as ${first.page.source}${more}: ${why}.`,
    key === "title"
      ? `Say what is different: \`title: ${String(data["title"])} (…)\` in the front matter, or ` +
          "another first heading."
      : "Write a different `description`, or remove it.",
  );
}

/** The last part of the URL. */
function nameOf({ url }: SitePage): string {
  return String(url).split("/").filter(Boolean).at(-1) ?? "";
}
