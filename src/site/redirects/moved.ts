/** Suggests new URLs for lost ones. */

import { decode } from "../../utils/percent.js";
import { textOfValue } from "../../utils/text-of-value.js";
import { groupBy } from "../../utils/group-by.js";
import type { SitePage } from "../../model/model.js";
import { nearestWithin } from "../../utils/nearest.js";
import { once } from "../../utils/once.js";
import { bare } from "../links/link-targets.js";
import type { Published } from "./published.js";
import { mayHaveMoved } from "./url-sections.js";

/** How many URLs in all to compare by name, and by similarity, which takes longer. */
const MAX_NAME_COMPARISONS = 2_000_000;
const MAX_URL_COMPARISONS = 500_000;

/** A folder moved if at least this many of its pages moved in the same way. */
const MIN_MOVED_PAGES = 3;

/** A page that may be the new place of lost URLs. */
export interface ListedPage {
  readonly url: string;
  readonly source: string;
  readonly title: string;
}

/** The pages of a site with a text of their own. */
export function listedPages(pages: readonly SitePage[]): readonly ListedPage[] {
  return pages.flatMap(({ url, page, data }) =>
    url === false || page.fallbackFor !== undefined
      ? []
      : [{ url, source: page.source, title: textOfValue(data["title"] ?? "") }],
  );
}

/** The probable new page of a lost URL. */
export interface Moved {
  readonly url: string;
  readonly source: string;
  /** The old and new folder if others moved too: `/docs/` and `/guide/`. */
  readonly folders?: { readonly from: string; readonly to: string };
}

/**
 * The probable new pages of lost URLs: with the same heading, or else the same name, or else the most similar
 * URL. `published` are all old pages. A heading that many of them had, such as the site's name, is ignored.
 */
export function findMoved<T extends Pick<Published, "path" | "heading">>(
  lost: readonly T[],
  pages: readonly ListedPage[],
  published: readonly Pick<Published, "heading">[],
): ReadonlyMap<T, Moved> {
  const find = finder(
    pages,
    once(() => groupBy(published, ({ heading }) => heading)),
  );
  const found = lost.flatMap((one) => {
    const page = find(one);
    return page === undefined ? [] : [{ one, page, folders: foldersBetween(partsOf(one.path), page.parts) }];
  });
  const together = groupBy(found, ({ folders }) =>
    folders === undefined ? "" : `${folders.from}\n${folders.to}`,
  );
  return new Map(
    [...together].flatMap(([, moves]) =>
      moves.map(({ one, page: { url, source }, folders }) => [
        one,
        { url, source, ...(folders !== undefined && moves.length >= MIN_MOVED_PAGES && { folders }) },
      ]),
    ),
  );
}

interface Candidate extends ListedPage {
  /** The parts of its URL from `partsOf`. */
  readonly parts: readonly string[];
}

function finder(
  pages: readonly ListedPage[],
  headings: () => ReadonlyMap<string, readonly unknown[]>,
): (lost: Pick<Published, "path" | "heading">) => Candidate | undefined {
  const all = once(() => pages.map((page): Candidate => ({ ...page, parts: partsOf(decode(page.url)) })));
  const byTitle = once(() => groupBy(all(), ({ title }) => title));
  const byName = once(() => groupBy(all(), ({ parts }) => parts.at(-1) ?? ""));
  const byUrl = once(() => new Map(all().map((page) => [decode(page.url), page])));
  const urls = once(() => [...byUrl().keys()]);
  const near = nearestWithin(MAX_URL_COMPARISONS);
  const sections = once(
    () => new Set(all().flatMap(({ parts: [first = "", ...rest] }) => (rest.length > 0 ? first : []))),
  );
  let left = MAX_NAME_COMPARISONS;
  return ({ path, heading }) => {
    const same =
      heading === "" || headings().get(heading)?.length !== 1 ? [] : (byTitle().get(heading) ?? []);
    const parts = partsOf(path);
    const isPlausible = (page: Candidate | undefined): page is Candidate =>
      page !== undefined && mayHaveMoved(parts, page.parts, sections());
    if (same.length === 1 && isPlausible(same[0])) return same[0];
    const name = parts.at(-1);
    if (name === undefined) return undefined;
    const named = byName().get(name) ?? [];
    left -= named.length;
    const one = left < 0 ? undefined : nearestByPath(parts, named.filter(isPlausible));
    if (one !== undefined) return one;
    const other = byUrl().get(near(path, urls()) ?? "");
    return isPlausible(other) ? other : undefined;
  };
}

/**
 * The page of the same name that shares the most parts of the path; undefined if there is none, or if several
 * share equally many.
 */
function nearestByPath(parts: readonly string[], pages: readonly Candidate[]): Candidate | undefined {
  let most = 0;
  let found: Candidate | undefined;
  for (const page of pages) {
    const shared = sharedEnd(parts, page.parts);
    if (shared >= most) found = shared === most ? undefined : page;
    most = Math.max(most, shared);
  }
  return found;
}

/** The differing starts of two paths with a common end, as folders; undefined if they share no end. */
function foldersBetween(from: readonly string[], to: readonly string[]): Moved["folders"] {
  const shared = sharedEnd(from, to);
  const start = (parts: readonly string[]): string =>
    `/${parts
      .slice(0, -shared)
      .map((part) => `${part}/`)
      .join("")}`;
  // A move of the whole site would leave no folder.
  return shared === 0 || start(from) === "/" ? undefined : { from: start(from), to: start(to) };
}

/** How many parts two paths have in common at the end. */
function sharedEnd(a: readonly string[], b: readonly string[]): number {
  let shared = 0;
  while (shared < Math.min(a.length, b.length) && a.at(-1 - shared) === b.at(-1 - shared)) shared += 1;
  return shared;
}

function partsOf(path: string): readonly string[] {
  return bare(path)
    .split("/")
    .filter((part) => part !== "");
}
