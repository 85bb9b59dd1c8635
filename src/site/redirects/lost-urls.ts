/**
 * Reports URLs and anchors of a previous release that no longer exist, because other sites may link to them.
 */

import { decode } from "../../utils/percent.js";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { OutputIndex, WithIds } from "../../model/output-index.js";
import { matchesGlob } from "../../utils/glob.js";
import type { Diagnostic, Site } from "../../model/model.js";
import { nearestWithin } from "../../utils/nearest.js";
import { findMoved, listedPages, type ListedPage, type Moved } from "./moved.js";
import { holdsFragment } from "../links/anchors.js";
import { encodePath } from "../permalinks.js";
import type { Published } from "./published.js";
import { otherEnd, systematicChanges } from "./systematic.js";

/** How many ids in all to compare for suggestions. */
const MAX_IDS = 500_000;

/**
 * Reports `published` URLs below the base that neither exist nor redirect. `gone` are patterns of paths that
 * were removed on purpose.
 */
export function reportLostUrls(
  published: readonly Published[],
  site: Pick<Site, "pages" | "redirectAt">,
  outputIndex: OutputIndex,
  gone: readonly string[],
): Diagnostic[] {
  return lostFrom(published, answeringSite(site, outputIndex), gone);
}

/** The URLs that a finished site serves. */
export function answeringSite(
  { pages, redirectAt }: Pick<Site, "pages" | "redirectAt">,
  outputIndex: OutputIndex,
): AnsweringSite {
  return {
    pages: listedPages(pages),
    redirectAt,
    pageAt: outputIndex.pageAt,
    has: outputIndex.has,
    hasAround: outputIndex.hasAround,
  };
}

/** A site with known URLs. */
export interface AnsweringSite
  extends Pick<Site, "redirectAt">,
    Pick<OutputIndex, "has" | "hasAround" | "pageAt"> {
  readonly pages: readonly ListedPage[];
}

/** The same for a site of a previous build. */
export function lostFrom(
  published: readonly Published[],
  site: AnsweringSite,
  gone: readonly string[],
): Diagnostic[] {
  const { pages, has } = site;
  const { expected, lost, anchors, isThere } = lostParts(published, site, gone);
  const moved = findMoved(lost, pages, expected);
  const near = nearestWithin(MAX_IDS);
  const { findings, others } = systematicChanges(lost, moved, has);
  return [
    ...findings,
    ...others.map((one) =>
      diagnostic(
        "lost-address",
        one.place,
        `${one.path} was published, but no longer exists.`,
        keepRedirectHint(one, isThere) ?? adviceFor(one.path, moved.get(one), otherEnd(one.path, has)),
      ),
    ),
    ...anchors.flatMap(({ one, lost: ids, target }) =>
      ids.map((anchor) => lostAnchor(one, anchor, target, near(anchor, target.ids))),
    ),
  ];
}

/** The published URLs that a site no longer serves. */
export interface LostParts {
  /** Each URL once, without those that were removed on purpose. */
  readonly expected: readonly Published[];
  readonly lost: readonly Published[];
  /** For existing URLs, the ids that their page no longer has. */
  readonly anchors: readonly {
    readonly one: Published;
    readonly lost: readonly string[];
    readonly target: WithIds;
  }[];
  /** Whether there is a page, a file or a redirect. */
  isThere(path: string): boolean;
}

export function lostParts(
  published: readonly Published[],
  site: AnsweringSite,
  gone: readonly string[],
): LostParts {
  const { pageAt, has, redirectAt } = site;
  const redirectOf = (path: string): string | undefined => redirectAt(path)?.to;
  const patterns = gone.map((glob) => glob.replace(/^(!?)\//, "$1"));
  const all = published.filter(({ path }) => patterns.length === 0 || !matchesGlob(path.slice(1), patterns));
  // A list may contain a URL several times with different fragments.
  const first = new Map(all.toReversed().map((one) => [one.path, one]));
  const expected = [...first.values()].toReversed();
  const isOfTheme = idsOfTheme(all);
  const anchors = all.flatMap((one) => {
    const end = has(one.path) ? one.path : decode(redirectOf(one.path) ?? "#");
    // If a redirect's target has a fragment, it replaces that of the URL.
    const target = end.includes("#") ? undefined : pageAt(end);
    if (target === undefined) return [];
    const lost = one.anchors.filter((anchor) => !isOfTheme(anchor) && !holdsFragment(site, target, anchor));
    return lost.length === 0 ? [] : [{ one, lost, target }];
  });
  return {
    expected,
    lost: expected.filter(({ path }) => !has(path) && redirectOf(path) === undefined),
    anchors,
    isThere: (path) => has(path) || redirectOf(path) !== undefined,
  };
}

/** With at least this many old pages, an id on most of them belongs to the theme. */
const MIN_PAGES = 5;

/** Returns whether an id is on most old pages. Such ids belong to the theme and not to headings. */
function idsOfTheme(published: readonly Published[]): (id: string) => boolean {
  const pages = published.filter(({ place, anchors }) => place.line === undefined && anchors.length > 0);
  if (pages.length < MIN_PAGES) return () => false;
  const counts = new Map<string, number>();
  for (const { anchors } of pages) for (const id of anchors) counts.set(id, (counts.get(id) ?? 0) + 1);
  return (id) => (counts.get(id) ?? 0) * 2 > pages.length;
}

/** Suggests to keep a redirect that the old page had. */
function keepRedirectHint(
  { path, redirectsTo }: Published,
  isThere: (path: string) => boolean,
): string | undefined {
  const to =
    redirectsTo?.path !== undefined && isThere(redirectsTo.path)
      ? encodePath(redirectsTo.path)
      : redirectsTo?.address;
  return to === undefined
    ? undefined
    : `It redirected to ${to}. Keep the redirect in .eleventy.ts: \`redirects: { ` +
        `"${encodePath(path)}": "${to}" }\`.`;
}

function adviceFor(path: string, moved: Moved | undefined, otherwise: string | undefined): string {
  if (otherwise !== undefined) {
    const redirect =
      moved !== undefined && decode(moved.url) === otherwise
        ? `write \`redirectFrom: ${encodePath(path)}\` in ${moved.source}`
        : "redirect it";
    return (
      `The page is at ${otherwise} now. Write all URLs as before, with \`urls: { style: ` +
      `"${path.endsWith("/") ? "directory" : "file"}" }\` in .eleventy.ts, or ${redirect}.`
    );
  }
  if (moved !== undefined)
    return `If it is ${moved.url} now, write \`redirectFrom: ${encodePath(path)}\` in ${moved.source}.`;
  return (
    `Redirect it in .eleventy.ts: \`redirects: { "${encodePath(path)}": "/…" }\`. If it was removed ` +
    `on purpose, add it to \`gone\`.`
  );
}

function lostAnchor(
  { path, place }: Published,
  anchor: string,
  { source }: WithIds,
  meant: string | undefined,
): Diagnostic {
  return diagnostic(
    "lost-anchor",
    place,
    `${path}#${anchor} was published, but ${source} no longer has a heading with this id.`,
    `Write {#${anchor}} after the heading${meant === undefined ? "" : `, perhaps #${meant}`}. To ` +
      "keep both ids, put an <a> with the old id before it.",
  );
}
