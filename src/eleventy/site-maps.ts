/** The maps of all pages of a site that Eleventy passes to listeners: URLs, and the pages of each layout. */

import type { SitePage } from "../model/model.js";
import type { LayoutsMap, SiteMaps } from "./events.js";

/** Adds the Markdown pages that Eleventy does not evaluate. */
export function withPages(own: SiteMaps, pages: readonly SitePage[]): SiteMaps {
  const inputPathToUrl = { ...own.inputPathToUrl };
  const urlToInputPath = { ...own.urlToInputPath };
  for (const { page, url } of pages) {
    const inputPath = `./${page.source}`;
    inputPathToUrl[inputPath] = [url];
    if (url !== false) urlToInputPath[url] ??= { inputPath, groupNumber: 0 };
  }
  return { inputPathToUrl: sorted(inputPathToUrl), urlToInputPath: sorted(urlToInputPath) };
}

/** The same for layouts. `layoutsOf`: the layouts of a page, the innermost first, relative to the root. */
export function withLayouts(
  own: LayoutsMap,
  pages: readonly SitePage[],
  layoutsOf: (page: SitePage) => readonly string[],
): LayoutsMap {
  const users = new Map(Object.entries(own).map(([layout, of]) => [layout, new Set(of)]));
  for (const page of pages) {
    const inner: string[] = [`./${page.page.source}`];
    for (const path of layoutsOf(page)) {
      const layout = `./${path}`;
      users.set(layout, new Set([...(users.get(layout) ?? []), ...inner]));
      inner.push(layout);
    }
  }
  return Object.fromEntries([...users].map(([layout, of]) => [layout, [...of]]));
}

function sorted<T>(map: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}
