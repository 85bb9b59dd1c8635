/** What addresses that are lost have most likely become. */

import { decode } from "../../utils/percent.js";
import { inWords } from "../../utils/in-words.js";
import { groupBy } from "../../utils/group-by.js";
import type { SitePage } from "../../model/model.js";
import { nearestWithin } from "../../utils/nearest.js";
import { once } from "../../utils/once.js";
import { bare } from "../links/link-targets.js";
import type { Published } from "./published.js";
import { mayHaveMoved } from "./url-sections.js";

/** So many addresses in all are looked at for those of the same name as a lost one, and for those that are near to it, which takes longer. */
const MOST_NAMED = 2_000_000;
const MOST_NEAR = 500_000;

/** So many pages that moved in the same way are a folder that moved. */
const FOLDER = 3;

/** A page of the site that lost URLs may be now. */
export interface ListedPage {
  readonly url: string;
  readonly source: string;
  readonly title: string;
}

/** The pages of a site that have a text of their own. */
export function listedPages(pages: readonly SitePage[]): readonly ListedPage[] {
  return pages.flatMap(({ url, page, data }) =>
    url === false || page.fallbackFor !== undefined
      ? []
      : [{ url, source: page.source, title: inWords(data["title"] ?? "") }],
  );
}

/** The page that a lost address may be now. */
export interface Moved {
  readonly url: string;
  readonly source: string;
  /** The folders, `/docs/` and `/guide/`, between which it moved with others. */
  readonly folders?: { readonly from: string; readonly to: string };
}

/** The pages that lost addresses may be now, as far as there is one: that of the same heading, else of the same name, else of the nearest address. `published`: all that were there, as a heading that many had, such as the site's name, tells nothing. */
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
        { url, source, ...(folders !== undefined && moves.length >= FOLDER && { folders }) },
      ]),
    ),
  );
}

interface Candidate extends ListedPage {
  /** Of its URL, as `partsOf` gives them. */
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
  const near = nearestWithin(MOST_NEAR);
  const sections = once(
    () => new Set(all().flatMap(({ parts: [first = "", ...rest] }) => (rest.length > 0 ? first : []))),
  );
  let left = MOST_NAMED;
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
    const one = left < 0 ? undefined : nearestOnWay(parts, named.filter(isPlausible));
    if (one !== undefined) return one;
    const other = byUrl().get(near(path, urls()) ?? "");
    return isPlausible(other) ? other : undefined;
  };
}

/** Of pages of one name, that which shares most of its way; undefined where there is none, or several share as much. */
function nearestOnWay(parts: readonly string[], pages: readonly Candidate[]): Candidate | undefined {
  let most = 0;
  let found: Candidate | undefined;
  for (const page of pages) {
    const shared = sharedEnd(parts, page.parts);
    if (shared >= most) found = shared === most ? undefined : page;
    most = Math.max(most, shared);
  }
  return found;
}

/** What is left of two paths without the parts that they share at their ends, as folders; undefined where they share none. */
function foldersBetween(from: readonly string[], to: readonly string[]): Moved["folders"] {
  const shared = sharedEnd(from, to);
  const start = (parts: readonly string[]): string =>
    `/${parts
      .slice(0, -shared)
      .map((part) => `${part}/`)
      .join("")}`;
  // Of the whole site, nothing would be left.
  return shared === 0 || start(from) === "/" ? undefined : { from: start(from), to: start(to) };
}

/** How many parts two paths share at their ends. */
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
