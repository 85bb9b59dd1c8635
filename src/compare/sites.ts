/**
 * The effects of a change: compares the pages of two built sites as readers, links and search engines see
 * them.
 */

import { publishedFile } from "../site/redirects/published.js";
import { groupBy } from "../utils/group-by.js";
import { once } from "../utils/once.js";
import { causesOf } from "./causes.js";
import { factsOfPage, type Metadata, type PageFacts } from "./page-facts.js";
import { wordsOf } from "./page-text.js";
import { diffTexts, type DiffLine, type TextDiff } from "./text-diff.js";
import { compareWeights, type Growth, type Weight } from "./weight.js";
import { isPageFile, urlOfFile } from "../utils/output-files.js";

/** A built site. */
export interface BuiltSite {
  /** Every file of the output folder, by path. */
  readonly files: ReadonlyMap<string, { readonly hash: string; readonly size: number }>;
  /** The text of an HTML file. */
  read(path: string): string;
  /** The redirects in the hosts' rules, by the path that they answer. */
  readonly redirects: ReadonlyMap<string, string>;
}

export interface PageRef {
  /** `/docs/start/`, without the base. */
  readonly url: string;
  readonly title: string;
}

export interface PageChange extends PageRef {
  readonly wordsAdded: number;
  readonly wordsRemoved: number;
}

/** Pages whose text changed in the same way; usually one. */
export interface TextChange {
  readonly pages: readonly PageChange[];
  readonly diff: readonly DiffLine[];
}

/** Pages with other bytes but the same text, grouped by the differences. */
export interface SameText {
  readonly causes: readonly string[];
  readonly pages: readonly PageRef[];
}

export interface MetadataChange extends PageRef {
  readonly field: keyof Metadata;
  readonly before: string;
  readonly now: string;
}

export interface SiteChanges {
  readonly added: readonly (PageRef & { readonly words: number })[];
  /** `movedTo`: the target of a redirect from there, or the page with the same text. */
  readonly gone: readonly (PageRef & {
    readonly words: number;
    readonly movedTo?: string;
    readonly isRedirected: boolean;
  })[];
  readonly changed: readonly TextChange[];
  readonly sameText: readonly SameText[];
  /** Number of pages with the same bytes. */
  readonly unchanged: number;
  readonly metadata: readonly MetadataChange[];
  /** Heading ids that a page no longer has. */
  readonly lostIds: readonly (PageRef & { readonly id: string })[];
  readonly redirectsAdded: readonly { readonly from: string; readonly to: string }[];
  readonly redirectsRemoved: readonly { readonly from: string; readonly to: string }[];
  readonly wordsAdded: number;
  readonly wordsRemoved: number;
  readonly weights: readonly Weight[];
  readonly grew: readonly Growth[];
}

interface Page {
  readonly path: string;
  readonly url: string;
  readonly html: string;
  readonly facts: PageFacts;
}

export function compareSites(before: BuiltSite, now: BuiltSite): SiteChanges {
  const [old, own] = [pagesOf(before), pagesOf(now)];
  const both = [...own.keys()].filter((path) => old.has(path));
  const changed = both.filter((path) => before.files.get(path)?.hash !== now.files.get(path)?.hash);
  const pairs = changed.map((path) => [old.get(path)?.() as Page, own.get(path)?.() as Page] as const);
  const added = [...own].filter(([path]) => !old.has(path)).map(([, page]) => page());
  const gone = [...old].filter(([path]) => !own.has(path)).map(([, page]) => page());
  const movedTo = findMoved(gone, added, now.redirects);
  const diffs = pairs.map(([was, is]) => ({ was, is, diff: diffTexts(was.facts.lines, is.facts.lines) }));
  const texts = diffs.filter(({ diff }) => diff.lines.length > 0);
  const newPages = added.filter(({ url }) => ![...movedTo.values()].some((to) => to === url));
  const sum = (words: (one: (typeof texts)[number]) => number) =>
    texts.reduce((total, one) => total + words(one), 0);
  const wordCount = (pages: readonly Page[]) => pages.reduce((total, page) => total + wordsIn(page), 0);
  return {
    added: newPages.map((page) => ({ ...refOf(page), words: wordsIn(page) })),
    gone: gone.map((page) => {
      const to = movedTo.get(page);
      return {
        ...refOf(page),
        words: wordsIn(page),
        isRedirected: now.redirects.has(page.url),
        ...(to !== undefined && { movedTo: to }),
      };
    }),
    changed: groupTexts(texts),
    sameText: groupCauses(diffs.filter(({ diff }) => diff.lines.length === 0)),
    unchanged: both.length - changed.length,
    metadata: pairs.flatMap(([was, is]) => metadataChanges(was, is)),
    lostIds: pairs.flatMap(([was, is]) => lostIds(was, is)),
    redirectsAdded: redirectsOnlyIn(now, before),
    redirectsRemoved: redirectsOnlyIn(before, now),
    wordsAdded: sum(({ diff }) => diff.wordsAdded) + wordCount(newPages),
    wordsRemoved: sum(({ diff }) => diff.wordsRemoved) + wordCount(gone.filter((page) => !movedTo.has(page))),
    ...compareWeights(before.files, now.files),
  };
}

/** The pages by their files, read on demand, without pages that only redirect. */
function pagesOf(site: BuiltSite): ReadonlyMap<string, () => Page> {
  const pages = new Map<string, () => Page>();
  for (const path of [...site.files.keys()].sort()) {
    if (!isPageFile(path)) continue;
    const url = urlOf(path);
    if (site.redirects.has(url)) continue;
    const page = once((): Page => {
      const html = site.read(path);
      return { path, url, html, facts: factsOfPage(html) };
    });
    // A page that redirects is short.
    if (
      (site.files.get(path)?.size ?? 0) < 4096 &&
      publishedFile(path, page().html, {}).redirectsTo !== undefined
    )
      continue;
    pages.set(path, page);
  }
  return pages;
}

/** The URL of a file: `docs/index.html` is `/docs/`. */
export function urlOf(path: string): string {
  return `/${urlOfFile(path)}`;
}

function refOf({ url, facts }: Page): PageRef {
  const heading = facts.lines.find((line) => line.startsWith("# "))?.slice(2);
  return { url, title: heading ?? facts.metadata.title };
}

function wordsIn({ facts }: Page): number {
  return wordsOf(facts.lines).length;
}

/** New locations of removed pages: the target of a redirect, or the only new page with the same text. */
function findMoved(
  gone: readonly Page[],
  added: readonly Page[],
  redirects: ReadonlyMap<string, string>,
): ReadonlyMap<Page, string> {
  const byText = groupBy(added, ({ facts }) => facts.lines.join("\n"));
  return new Map(
    gone.flatMap((page): [Page, string][] => {
      const same = byText.get(page.facts.lines.join("\n")) ?? [];
      const to = redirects.get(page.url) ?? (same.length === 1 ? same[0]?.url : undefined);
      return to === undefined ? [] : [[page, to]];
    }),
  );
}

interface Pair {
  readonly was: Page;
  readonly is: Page;
  readonly diff: TextDiff;
}

function groupTexts(pairs: readonly Pair[]): readonly TextChange[] {
  const keyOf = ({ diff }: Pair) =>
    JSON.stringify(diff.lines.filter(({ kind }) => kind !== "same" && kind !== "skipped"));
  return [...groupBy(pairs, keyOf).values()]
    .map((group) => ({
      pages: group.map(({ is, diff: { wordsAdded, wordsRemoved } }) => ({
        ...refOf(is),
        wordsAdded,
        wordsRemoved,
      })),
      diff: group[0].diff.lines,
    }))
    .sort(
      (a, b) => weightOf(b) - weightOf(a) || (String(a.pages[0]?.url) < String(b.pages[0]?.url) ? -1 : 1),
    );
}

function weightOf({ pages: [first] }: TextChange): number {
  return (first?.wordsAdded ?? 0) + (first?.wordsRemoved ?? 0);
}

/**
 * If at least this number of pages share one cause, they are grouped. Otherwise they are grouped by the kind
 * of the cause.
 */
const MIN_GROUP = 3;

function groupCauses(pairs: readonly Pair[]): readonly SameText[] {
  const found = pairs.map(({ was, is }) => ({ ref: refOf(is), causes: causesOf(was, is) }));
  const exact = groupBy(found, ({ causes }) => JSON.stringify(causes));
  const groups = groupBy(found, ({ causes }) => {
    const isMany = (exact.get(JSON.stringify(causes))?.length ?? 0) >= MIN_GROUP;
    return JSON.stringify(causes.map(({ kind, detail }) => (isMany ? kind + detail : kind)));
  });
  return [...groups.values()]
    .map((group) => ({
      causes: group[0].causes.map(({ kind, detail }) =>
        group.every(({ causes }) => causes.some((one) => one.kind === kind && one.detail === detail))
          ? kind + detail
          : kind,
      ),
      pages: group.map(({ ref }) => ref),
    }))
    .sort((a, b) => b.pages.length - a.pages.length);
}

function metadataChanges(was: Page, is: Page): readonly MetadataChange[] {
  return (["title", "description", "canonical", "robots"] as const).flatMap((field) => {
    const [before, now] = [was.facts.metadata[field], is.facts.metadata[field]];
    return before === now ? [] : [{ ...refOf(is), field, before, now }];
  });
}

/** An id that another element of the page still has is not lost. */
function lostIds(was: Page, is: Page): readonly (PageRef & { readonly id: string })[] {
  const ids = new Set(publishedFile(is.path, is.html, {}).anchors);
  return was.facts.headingIds.filter((id) => !ids.has(id)).map((id) => ({ ...refOf(is), id }));
}

function redirectsOnlyIn(
  site: BuiltSite,
  other: BuiltSite,
): readonly { readonly from: string; readonly to: string }[] {
  return [...site.redirects]
    .filter(([from, to]) => other.redirects.get(from) !== to)
    .map(([from, to]) => ({ from, to }))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}
