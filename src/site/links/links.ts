/** The links of all pages: where they lead, and what is wrong with them in the finished site. */

import type { Data, Diagnostic, Link, SitePage } from "../../model/model.js";
import type { OutputIndex, WithIds } from "../../model/output-index.js";
import type { ResolvedLinks } from "../../model/placeholders.js";
import { nearestWithin } from "../../utils/nearest.js";
import { once } from "../../utils/once.js";
import { decode } from "../../utils/percent.js";
import { checkFragment, trailingSlashMismatch, withoutSlash } from "./anchors.js";
import {
  broken,
  indexCandidates,
  invalidUrl,
  outsideLink,
  redirected,
  type Candidates,
} from "./broken-links.js";
import { EndsOfPages, type PageEnds } from "./ends-of-page.js";
import { bare, indexTargets, type LinkTargets } from "./link-targets.js";
import { LinkEnds, type Resolved } from "./resolve-link.js";
import { fillAll, resolvePlaceholders } from "./resolve-placeholders.js";

export interface LinkResolver {
  resolve(link: Link, from: SitePage): Resolved;
  /** The URL of the page for a decoded path; undefined if there is a file, or nothing known. */
  addressOf(path: string): string | undefined;
  /** The resolved URLs of a page's links, in order; cached. */
  hrefs(page: SitePage): readonly string[];
  /** The sizes of a page's images without one; not cached. */
  sizes(page: SitePage): ResolvedLinks["sizes"];
  /** Clears the cache, because the URLs of some pages have changed. */
  forget(): void;
  /** The page's body with all placeholders replaced. */
  finalHtml(page: SitePage): string;
  /** The page's sections with all placeholders replaced. */
  finalSections(page: SitePage): readonly Data[] | undefined;
  /** Findings about the page's links in the finished site. */
  check(page: SitePage, outputIndex: OutputIndex): Diagnostic[];
}

/** Of thousands of ids and broken anchors in one page, most get no suggestion. */
const MAX_COMPARED_IDS = 200_000;

/** Resolves and checks links over one site. */
export function createLinkResolver(targets: LinkTargets): LinkResolver {
  /** Made when the first link needs it: the dev server asks for few. */
  const index = once(() => indexTargets(targets));
  const ends = new LinkEnds(targets, index);
  const resolve = (link: Link, from: SitePage): Resolved => ends.resolve(link, from);
  const pages = new EndsOfPages(targets, resolve);
  const candidates = once(() => indexCandidates(targets));
  const resolvedLinks = (page: SitePage): ResolvedLinks => ({
    hrefs: pages.of(page).hrefs,
    sizes: pages.sizes(page),
  });
  return {
    resolve,
    addressOf: (path) => pageUrlAt(path, targets, index()),
    hrefs: (page) => pages.of(page).hrefs,
    sizes: (page) => pages.sizes(page),
    forget: () => pages.forget(),
    finalHtml: (page) => resolvePlaceholders(page.page.html, () => resolvedLinks(page)),
    finalSections: (page) =>
      page.page.sections && (fillAll(page.page.sections, resolvedLinks(page)) as readonly Data[]),
    check: (page, outputIndex) => checkEnds(page, pages.of(page), { targets, candidates, outputIndex }),
  };
}

function pageUrlAt(
  path: string,
  { templates }: LinkTargets,
  { byUrl, byBareUrl, staticAt }: ReturnType<typeof indexTargets>,
): string | undefined {
  if (staticAt(path.slice(1)) !== undefined) return undefined;
  const plain = bare(path);
  return (
    (byUrl.get(path) ?? byBareUrl.get(plain))?.url ||
    [...templates.values()].find((url): url is string => url !== false && bare(decode(url)) === plain)
  );
}

/** The finished site, as far as links are checked against it. */
interface CheckInput {
  readonly targets: LinkTargets;
  candidates(): Candidates;
  readonly outputIndex: OutputIndex;
}

/** Reports broken links of a page. */
function checkEnds(page: SitePage, { doubtful }: PageEnds, input: CheckInput): Diagnostic[] {
  const { outputIndex } = input;
  const links = once(() => page.page.links);
  // For each page anew, so that its suggestions do not depend on the pages checked before.
  const suggest = nearestWithin(MAX_COMPARED_IDS);
  const anchor = (target: WithIds, fragment: string, link: () => Link) =>
    checkFragment(outputIndex, target, fragment, link, page.page.source, "The page links to", suggest);
  return doubtful.flatMap(({ end, index }) => {
    const link = () => links()[index] as Link;
    if (end.kind === "page") return anchor(end.target.page, end.fragment, link);
    if (end.kind === "nowhere") return [outsideLink(link(), page.page.source)];
    if (end.kind === "external") return invalidUrl(link(), page.page.source) ?? [];
    const there = end.href.includes("#") ? outputIndex.pageAt(end.path) : undefined;
    if (there !== undefined) return anchor(there, end.href.replace(/^[^#]*#/, ""), link);
    // Where Eleventy failed, its pages are missing, and the failure is reported.
    if (end.kind === "template" || outputIndex.has(end.path)) return [];
    return [missing(link(), end.path, page, input)];
  });
}

/** What to say of a link to a path at which nothing is. */
function missing(
  link: Link,
  path: string,
  { page }: SitePage,
  { targets, candidates, outputIndex: { has } }: CheckInput,
): Diagnostic {
  const redirect = targets.redirectOf?.(path);
  // The target of a folder's redirect need not exist.
  const leadsOn =
    redirect !== undefined &&
    (!redirect.to.startsWith("/") || has(decode(redirect.to.replace(/[?#].*$/s, ""))));
  if (leadsOn) return redirected(link, redirect, page);
  const there = withoutSlash(path, has);
  if (there !== undefined) return trailingSlashMismatch("The page links to", link, page.source, there);
  return broken(link, path, page, targets, candidates());
}
