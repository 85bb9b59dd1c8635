/** What addresses that are lost have most likely become. */

import type { SitePage } from "../model.js";
import { nearestWithin } from "../nearest.js";
import { once } from "../once.js";
import { bare, decode } from "./link-targets.js";
import type { Published } from "./published.js";

/** So many addresses in all are looked at for those that are near to a lost one. */
const MOST_ADDRESSES = 2_000_000;

/** So many pages that moved in the same way are a folder that moved. */
const FOLDER = 3;

/** The page that a lost address may be now. */
export interface Moved {
  readonly url: string;
  readonly source: string;
  /** The folders, `/docs/` and `/guide/`, between which it moved with others. */
  readonly folders?: { readonly from: string; readonly to: string };
}

/** The pages that lost addresses may be now, as far as there is one: that of the same heading, else of the same name, else of the nearest address. */
export function findMoved<T extends Pick<Published, "path" | "heading">>(lost: readonly T[], pages: readonly SitePage[]): ReadonlyMap<T, Moved> {
  const find = finder(pages);
  const found = lost.flatMap((one) => {
    const page = find(one);
    return page === undefined ? [] : [{ one, page, folders: foldersBetween(one.path, decode(page.url)) }];
  });
  const together = groupBy(found, ({ folders }) => (folders === undefined ? "" : `${folders.from}\n${folders.to}`));
  return new Map([...together].flatMap(([, moves]) => moves.map(({ one, page: { url, source }, folders }) => [one, { url, source, ...(folders !== undefined && moves.length >= FOLDER && { folders }) }])));
}

interface Candidate {
  readonly url: string;
  readonly source: string;
  readonly title: string;
}

function finder(pages: readonly SitePage[]): (lost: Pick<Published, "path" | "heading">) => Candidate | undefined {
  const all = once(() => pages.flatMap((page): Candidate[] => (page.url === false || page.page.original !== undefined ? [] : [{ url: page.url, source: page.page.source, title: String(page.data["title"] ?? "") }])));
  const byTitle = once(() => groupBy(all(), ({ title }) => title));
  const byName = once(() => groupBy(all(), ({ url }) => partsOf(decode(url)).at(-1) ?? ""));
  const byUrl = once(() => new Map(all().map((page) => [decode(page.url), page])));
  const near = nearestWithin(MOST_ADDRESSES);
  return ({ path, heading }) => {
    const same = heading === "" ? [] : (byTitle().get(heading) ?? []);
    if (same.length === 1) return same[0];
    const name = partsOf(path).at(-1);
    if (name === undefined) return undefined;
    // Of pages of one name, that which shares most of its way.
    const [first, second] = (byName().get(name) ?? []).map((page) => ({ page, shared: sharedEnd(path, decode(page.url)) })).sort((a, b) => b.shared - a.shared);
    if (first !== undefined && first.shared !== second?.shared) return first.page;
    return byUrl().get(near(path, [...byUrl().keys()]) ?? "");
  };
}

/** What is left of two paths without the parts that they share at their ends, as folders; undefined where they share none. */
function foldersBetween(from: string, to: string): Moved["folders"] {
  const shared = sharedEnd(from, to);
  const start = (path: string): string => `/${partsOf(path).slice(0, -shared).map((part) => `${part}/`).join("")}`;
  // Of the whole site, nothing would be left.
  return shared === 0 || start(from) === "/" ? undefined : { from: start(from), to: start(to) };
}

/** How many parts two paths share at their ends. */
function sharedEnd(a: string, b: string): number {
  const [as, bs] = [partsOf(a), partsOf(b)];
  let shared = 0;
  while (shared < Math.min(as.length, bs.length) && as.at(-1 - shared) === bs.at(-1 - shared)) shared += 1;
  return shared;
}

function partsOf(path: string): readonly string[] {
  return bare(path).split("/").filter((part) => part !== "");
}

function groupBy<T>(list: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
