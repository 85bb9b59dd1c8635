/**
 * Finds the new place of lost URLs and heading ids if exactly one is certain. `check --write` writes these.
 */

import type { SiteConfig } from "../../config/options.js";
import type { Heading, Page, Site, SitePage } from "../../model/model.js";
import type { OutputIndex } from "../../model/output-index.js";
import { groupBy } from "../../utils/group-by.js";
import { onlyNear } from "../../utils/nearest.js";
import { once } from "../../utils/once.js";
import { decode } from "../../utils/percent.js";
import { bare } from "../links/link-targets.js";
import { encodePath } from "../permalinks.js";
import { answeringSite, lostParts, type AnsweringSite, type LostParts } from "./lost-urls.js";
import type { Published } from "./published.js";

/** A lost URL, and the path of this site or the URL of another site that replaces it. */
export interface CertainRedirect {
  /** Percent-encoded, as it is written. */
  readonly from: string;
  readonly to: string;
  /** The page at `to`; absent if Eleventy makes it, if it is a file, or if it is on another site. */
  readonly page?: Page;
}

/** A lost id, and the heading that had it. */
export interface CertainId {
  readonly page: Page;
  readonly id: string;
  readonly heading: Heading;
}

export interface CertainAnswers {
  readonly redirects: readonly CertainRedirect[];
  readonly ids: readonly CertainId[];
}

export function certainAnswers(
  published: readonly Published[],
  site: Pick<Site, "pages" | "redirectAt">,
  outputIndex: OutputIndex,
  { gone, hosts }: Pick<SiteConfig, "gone" | "hosts">,
): CertainAnswers {
  const answering = answeringSite(site, outputIndex);
  const parts = lostParts(published, answering, gone);
  const moved = movedPages(parts, answering);
  const written = site.pages.filter(({ page }) => page.fallbackFor === undefined);
  const byUrl = once(() => new Map(written.map(({ page, url }) => [url, page])));
  const redirects = parts.lost.flatMap((one): CertainRedirect[] => {
    const to = aliasEnd(one, parts) ?? otherSpelling(one.path, answering, hosts.length > 0) ?? moved.get(one);
    const from = encodePath(one.path);
    // Two spellings of one URL differ for hosts but not for redirects.
    if (to === undefined || withoutEnd(to) === withoutEnd(from)) return [];
    const page = byUrl().get(to);
    return [{ from, to, ...(page !== undefined && { page }) }];
  });
  return { redirects, ids: certainIds(parts, written) };
}

function certainIds({ anchors }: LostParts, written: readonly SitePage[]): readonly CertainId[] {
  if (anchors.length === 0) return [];
  const bySource = new Map(written.map(({ page }) => [page.source, page]));
  const linked = new Set(
    written.flatMap(({ page }) => page.links.map(({ href }) => decode(href.replace(/^[^#]*#?/, "")))),
  );
  const ids = anchors.flatMap(({ one, lost, target: { source } }) => {
    const page = bySource.get(source);
    const renamed = page === undefined ? [] : renamedIn(one.anchors, lost, page.headings);
    return renamed.flatMap(({ id, heading }): CertainId[] =>
      page === undefined || linked.has(heading.id) ? [] : [{ page, id, heading }],
    );
  });
  // Two old pages may have become one page with one heading.
  const byHeading = groupBy(ids, ({ page, heading }) => `${page.source}#${heading.id}`);
  return [...byHeading.values()].flatMap((same) => (same.length === 1 ? same : []));
}

/** The target of an old page that only redirected. */
function aliasEnd({ redirectsTo }: Published, { isThere }: LostParts): string | undefined {
  if (redirectsTo?.path !== undefined && isThere(redirectsTo.path)) return encodePath(redirectsTo.path);
  const { address } = redirectsTo ?? {};
  return address !== undefined && /^https?:/i.test(address) ? address : undefined;
}

/**
 * The same URL with a slash instead of `.html`, or in lower case. Files that differ only in case are one file
 * on Windows, so a redirect between them needs a host's rules.
 */
function otherSpelling(path: string, { has }: AnsweringSite, isHosted: boolean): string | undefined {
  const found = [path, ...(isHosted ? [path.toLowerCase()] : [])]
    .flatMap((one) => [one, one.replace(/\.html$/, "/")])
    .find((one) => one !== path && has(one));
  return found === undefined ? undefined : encodePath(found);
}

/**
 * Pages that moved, found by their heading. No other old or new page has it. The last part of the URL or
 * every id is the same, and the new URL had no page before. A list of URLs has no headings, so it proves
 * nothing.
 */
function movedPages(
  { lost, expected }: LostParts,
  { pages, pageAt }: AnsweringSite,
): ReadonlyMap<Published, string> {
  const before = groupBy(expected, ({ heading }) => heading);
  const now = groupBy(pages, ({ title }) => title);
  const known = new Set(expected.map(({ path }) => bare(path)));
  const found = lost.flatMap((one): (readonly [Published, string])[] => {
    const [page, ...others] = now.get(one.heading) ?? [];
    if (one.heading === "" || before.get(one.heading)?.length !== 1) return [];
    if (page === undefined || others.length > 0) return [];
    const path = decode(page.url);
    const ids = pageAt(path)?.ids ?? [];
    const isSame =
      nameOf(path) === nameOf(one.path) ||
      (one.anchors.length > 1 && one.anchors.every((id) => ids.includes(id)));
    return isSame && !known.has(bare(path)) ? [[one, page.url]] : [];
  });
  return new Map(found);
}

function withoutEnd(path: string): string {
  return path.replace(/\/$/, "");
}

/** The last part of a path without its extension. */
function nameOf(path: string): string {
  return bare(path)
    .replace(/\.html$/, "")
    .slice(bare(path).lastIndexOf("/") + 1);
}

/**
 * Headings with a new text at the same place: between the same two ids there was one id, there is one
 * heading, and the two are similar.
 */
function renamedIn(
  before: readonly string[],
  lost: readonly string[],
  headings: readonly Heading[],
): readonly { readonly id: string; readonly heading: Heading }[] {
  const old = new Set(before);
  const kept = new Set(headings.flatMap(({ id }) => (old.has(id) ? id : [])));
  const now = headings.filter(({ level }) => level > 1);
  const were = between(before, (id) => id, kept);
  const are = between(now, ({ id }) => id, kept);
  return [...were].flatMap(([place, ids]) => {
    const [id, ...more] = ids;
    const [heading, ...others] = are.get(place) ?? [];
    if (id === undefined || heading === undefined || more.length + others.length > 0) return [];
    const isNear = lost.includes(id) && onlyNear(id, [heading.id]) !== undefined;
    return isNear ? [{ id, heading }] : [];
  });
}

/** The entries between kept ids, by the two ids around them. */
function between<T>(
  all: readonly T[],
  idOf: (one: T) => string,
  kept: ReadonlySet<string>,
): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, readonly T[]>();
  let [last, part]: [string, T[]] = ["", []];
  for (const one of all) {
    const id = idOf(one);
    if (!kept.has(id)) {
      part.push(one);
      continue;
    }
    found.set(`${last} ${id}`, part);
    [last, part] = [id, []];
  }
  return found.set(`${last} `, part);
}
