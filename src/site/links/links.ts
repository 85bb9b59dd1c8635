/** Resolves and checks the URLs on a page. */

import { decode } from "../../utils/percent.js";
import { MARKDOWN_ENDINGS } from "../../utils/page-formats.js";
import { isExternal } from "../../content/html/urls.js";
import type { OutputIndex, WithIds } from "../../model/output-index.js";
import type { ResolvedLinks, ImageSize } from "../../model/placeholders.js";
import type { Data, Diagnostic, Link, SitePage } from "../../model/model.js";
import { nearestWithin } from "../../utils/nearest.js";
import { once } from "../../utils/once.js";
import {
  broken,
  holdsTemplate,
  indexCandidates,
  outsideLink,
  redirected,
  type Candidates,
} from "./broken-links.js";
import { invalidUrl, problemOfUrl } from "./invalid-urls.js";
import { fillAll, resolvePlaceholders } from "./resolve-placeholders.js";
import { trailingSlashMismatch, checkFragment, withoutSlash } from "./anchors.js";
import { bare, indexTargets, joinPath, toggleSlash, type LinkTargets } from "./link-targets.js";
import { encodePath } from "../permalinks.js";

/** A resolved link. `href` is its URL in the HTML. */
export type Resolved =
  | { readonly kind: "external"; readonly href: string }
  | { readonly kind: "static"; readonly href: string; readonly source: string }
  | { readonly kind: "page"; readonly href: string; readonly target: SitePage; readonly fragment: string }
  /**
   * "template": a page that Eleventy evaluates. "unknown": nothing known exists there, but such a page may
   * still make it.
   */
  | { readonly kind: "template" | "unknown"; readonly href: string; readonly path: string }
  /** The link is outside the root of the site, or contains a template. `href` is as written. */
  | { readonly kind: "nowhere"; readonly href: string };

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

/**
 * How many ids to compare for suggestions on one page. With thousands of ids and broken anchors, most get no
 * suggestion.
 */
const MAX_IDS = 200_000;

/** Resolves the links of a site. A lookup takes a few map reads, independent of the site's size. */
export function createLinkResolver(targets: LinkTargets): LinkResolver {
  /** Created for the first link that needs it: the dev server resolves few. */
  const index = once(() => indexTargets(targets));
  let candidates: Candidates | undefined;
  // With a root base path, all links to a page share one string.
  const inBase = (path: string) =>
    targets.base === "/" && path.startsWith("/") ? path : targets.base + path.replace(/^\//, "");

  /**
   * The page, file or template with a source path below the root: `content/docs/start`, with or without
   * extension.
   */
  const bySource = (path: string, tail: string, fragment: string): Resolved | undefined => {
    const { exact, statics } = index();
    const folder = path.replace(/\/$/, "");
    const pageAt = (...sources: readonly string[]): Resolved | undefined => {
      for (const source of sources) {
        const target = targets.pages.get(exact(source));
        if (target !== undefined && target.url !== false)
          return { kind: "page", target, fragment, href: inBase(target.url) + tail };
      }
      return undefined;
    };
    const page = pageAt(
      path,
      ...MARKDOWN_ENDINGS.map((ending) => folder + ending),
      targets.folderPage(exact(folder)),
    );
    if (page !== undefined) return page;
    const file = statics.get(exact(path));
    if (file !== undefined)
      return { kind: "static", href: inBase(encodePath(file.output)) + tail, source: file.source };
    for (const ending of TEMPLATE_ENDINGS) {
      const url = targets.templates.get(exact(folder + ending));
      if (typeof url === "string") return { kind: "template", path: decode(url), href: inBase(url) + tail };
    }
    // As in other generators: the output name of a Markdown file links to its page.
    return /\.html?$/i.test(path)
      ? pageAt(...MARKDOWN_ENDINGS.map((ending) => path.replace(/\.html?$/i, ending)))
      : undefined;
  };

  const resolve = (link: Link, from: SitePage): Resolved => {
    if (link.href === "" || isExternal(link.href)) return { kind: "external", href: link.href };
    const [, written = "", query = "", hash = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(link.href) ?? [];
    const fragment = hash.slice(1);
    const tail = query + hash;
    if (written === "") return { kind: "page", target: from, fragment, href: link.href };
    const path = decode(written);
    const onSite = (absolute: string): Resolved | undefined => {
      const { byUrl, byBareUrl, staticAt } = index();
      const target = byUrl.get(absolute) ?? byBareUrl.get(bare(absolute));
      if (target !== undefined && target.url !== false)
        return { kind: "page", target, fragment, href: inBase(target.url) + tail };
      const file = staticAt(absolute.slice(1));
      return file && { kind: "static", href: inBase(encodePath(file.output)) + tail, source: file.source };
    };
    const unknown = (absolute: string): Resolved =>
      holdsTemplate(link.href)
        ? { kind: "nowhere", href: link.href }
        : { kind: "unknown", path: absolute, href: inBase(encodePath(absolute)) + tail };
    if (path.startsWith("/")) {
      const known = onSite(path) ?? bySource(`content${path}`, tail, fragment);
      if (known !== undefined) return known;
      return targets.isExternalPath?.(path) === true ? { kind: "external", href: link.href } : unknown(path);
    }
    const source = joinPath(from.page.source, path);
    // Links of a fallback page prefer targets in that language, and otherwise use those of the original.
    const meant = from.page.fallbackFor === undefined ? undefined : joinPath(from.page.fallbackFor, path);
    const seenFrom = (url: string): string | undefined => {
      const below = joinPath(url.slice(1), path);
      return below === undefined ? undefined : `/${below}`;
    };
    const url = from.url === false ? undefined : decode(from.url);
    const asBrowser = url === undefined ? undefined : seenFrom(url);
    // Other generators use URLs with a final slash where this site has none, or the other way round.
    const asElsewhere = url === undefined || link.kind === "image" ? undefined : seenFrom(toggleSlash(url));
    const known =
      (source === undefined ? undefined : bySource(source, tail, fragment)) ??
      (meant === undefined ? undefined : bySource(meant, tail, fragment)) ??
      (asBrowser === undefined ? undefined : onSite(asBrowser)) ??
      (asElsewhere === undefined ? undefined : onSite(asElsewhere));
    if (known !== undefined) return known;
    const inContent = source?.startsWith("content/") === true ? source.slice("content".length) : asBrowser;
    return inContent === undefined ? { kind: "nowhere", href: link.href } : unknown(inContent);
  };

  let known = new WeakMap<SitePage, Found>();
  const endsOf = (page: SitePage): Found => {
    const { bodyVersion } = page.page;
    let found = known.get(page);
    if (found === undefined || found.bodyVersion !== bodyVersion) {
      const ends = page.page.links.map((link) => resolve(link, page));
      const doubtful = ends.flatMap((end, index) =>
        end.kind === "unknown" ||
        end.kind === "nowhere" ||
        (end.kind === "external" && problemOfUrl(end.href) !== undefined) ||
        (end.kind === "template" && end.href.includes("#")) ||
        (end.kind === "page" && end.fragment !== "")
          ? [{ end, index }]
          : [],
      );
      const pictures = page.page.links.flatMap(({ lacksSize, href }, index) => {
        const end = lacksSize === true ? ends[index] : undefined;
        return end?.kind === "static" && !isPartOfSvg(href) ? [{ index, source: end.source }] : [];
      });
      known.set(
        page,
        (found = {
          bodyVersion,
          hrefs: ends.map(({ href }) => href),
          doubtful,
          pictures: pictures.length === 0 ? NONE : pictures,
        }),
      );
    }
    return found;
  };
  const sizes = (page: SitePage): ResolvedLinks["sizes"] => {
    const found: Record<number, ImageSize> = {};
    for (const { index, source } of endsOf(page).pictures) {
      const size = targets.sizeOf?.(source);
      if (size !== undefined) found[index] = size;
    }
    return found;
  };
  const filling = (page: SitePage): ResolvedLinks => ({ hrefs: endsOf(page).hrefs, sizes: sizes(page) });

  return {
    resolve,
    addressOf(path) {
      const { byUrl, byBareUrl, staticAt } = index();
      if (staticAt(path.slice(1)) !== undefined) return undefined;
      const plain = bare(path);
      return (
        (byUrl.get(path) ?? byBareUrl.get(plain))?.url ||
        [...targets.templates.values()].find(
          (url): url is string => url !== false && bare(decode(url)) === plain,
        )
      );
    },
    hrefs: (page) => endsOf(page).hrefs,
    sizes,
    forget: () => void (known = new WeakMap()),
    finalHtml: (page) => resolvePlaceholders(page.page.html, () => filling(page)),
    finalSections: (page) =>
      page.page.sections && (fillAll(page.page.sections, filling(page)) as readonly Data[]),
    check(page, outputIndex) {
      const { has } = outputIndex;
      const links = once(() => page.page.links);
      // A new limit for each page, so that findings do not depend on other pages.
      const suggest = nearestWithin(MAX_IDS);
      const anchor = (target: WithIds, fragment: string, link: () => Link) =>
        checkFragment(outputIndex, target, fragment, link, page.page.source, "The page links to", suggest);
      return endsOf(page).doubtful.flatMap(({ end, index }) => {
        const link = () => links()[index] as Link;
        if (end.kind === "page") return anchor(end.target.page, end.fragment, link);
        if (end.kind === "nowhere") return [outsideLink(link(), page.page.source)];
        if (end.kind === "external") return invalidUrl(link(), page.page.source) ?? [];
        const evaluated = end.href.includes("#") ? outputIndex.evaluatedAt(end.path) : undefined;
        if (evaluated !== undefined) return anchor(evaluated, end.href.replace(/^[^#]*#/, ""), link);
        // If Eleventy failed, its pages are missing, and the reason is reported.
        if (end.kind === "template" || has(end.path)) return [];
        const redirect = targets.redirectOf?.(end.path);
        // The target of a folder's redirect may not exist.
        if (
          redirect !== undefined &&
          (!redirect.to.startsWith("/") || has(decode(redirect.to.replace(/[?#].*$/s, ""))))
        )
          return [redirected(link(), redirect, page.page)];
        const there = withoutSlash(end.path, has);
        if (there !== undefined)
          return [trailingSlashMismatch("The page links to", link(), page.page.source, there)];
        candidates ??= indexCandidates(targets);
        return [broken(link(), end.path, page.page, targets, candidates)];
      });
    },
  };
}

/** The cached part of a page's links. The rest can be read again, and a large site has millions of links. */
interface Found {
  readonly bodyVersion: unknown;
  readonly hrefs: readonly string[];
  /** Images without a size, with their indexes among the links. */
  readonly pictures: readonly { readonly index: number; readonly source: string }[];
  /** Links that may be broken, with their indexes. */
  readonly doubtful: readonly {
    readonly end: Extract<Resolved, { kind: Exclude<Resolved["kind"], "static"> }>;
    readonly index: number;
  }[];
}

const NONE: Found["pictures"] = [];

/** Extensions of pages that Eleventy evaluates, for links without one. */
const TEMPLATE_ENDINGS = [
  "",
  ".njk",
  ".liquid",
  ".html",
  ".11ty.js",
  ".11ty.ts",
  ...MARKDOWN_ENDINGS,
  "/index.njk",
  "/index.liquid",
  "/index.html",
  ...MARKDOWN_ENDINGS.map((ending) => `/index${ending}`),
];
/** A fragment may show a part of an SVG, which has a size of its own. */
function isPartOfSvg(href: string): boolean {
  return /^[^?#]*\.svg(?:\?[^#]*)?#/i.test(href);
}
