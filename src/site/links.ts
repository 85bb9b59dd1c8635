/** Where the addresses on a page lead. */

import { isExternal } from "../content/addresses.js";
import { diagnostic } from "../diagnostics.js";
import type { Finished, WithIds } from "../finished.js";
import type { Ends, ImageSize } from "../marks.js";
import type { Data, Diagnostic, Link, Page, SitePage } from "../model.js";
import type { Redirect } from "../redirect.js";
import { nearestWithin } from "../nearest.js";
import { once } from "../once.js";
import { fillAll, fillLinks } from "./fill-links.js";
import { atOther, checkFragment, withoutSlash } from "./near-ends.js";
import { bare, decode, indexTargets, type LinkTargets } from "./link-targets.js";
import { indexCandidates, suggestion, type Candidates } from "./meant-sources.js";
import { encodePath } from "./permalink.js";

/** A link with its end found: `href` as it stands in the HTML. */
export type Resolved =
  | { readonly kind: "external"; readonly href: string }
  | { readonly kind: "static"; readonly href: string; readonly source: string }
  | { readonly kind: "page"; readonly href: string; readonly target: SitePage; readonly fragment: string }
  /** A page that Eleventy evaluates, by its source; or nothing is known there yet, and such a page may still make it. */
  | { readonly kind: "template" | "unknown"; readonly href: string; readonly path: string };

export interface LinkResolver {
  resolve(link: Link, from: SitePage): Resolved;
  /** The address of the page that a path, decoded, means; undefined where a file is there, or nothing that is known. */
  addressOf(path: string): string | undefined;
  /** Where all links of a page lead, in order; found once. */
  hrefs(page: SitePage): readonly string[];
  /** How large the pictures of a page are to which it gives no size; asked anew each time. */
  sizes(page: SitePage): Ends["sizes"];
  /** Forgets the ends that were found: the addresses of some pages have changed. */
  forget(): void;
  /** The page's body with every address in its place. */
  finalHtml(page: SitePage): string;
  /** The page's sections, in the same way. */
  finalSections(page: SitePage): readonly Data[] | undefined;
  /** Findings about the page's links in the finished site. */
  check(page: SitePage, finished: Finished): Diagnostic[];
}

/** So many ids are looked at for what the broken anchors of one page may have meant: of thousands of both, most get no suggestion. */
const MOST_IDS = 200_000;

/** Resolves links over one site. Each lookup is a few reads of a map, whatever the site's size. */
export function createLinkResolver(targets: LinkTargets): LinkResolver {
  /** Made when the first link needs it: in a site that is being written, few are asked for. */
  const index = once(() => indexTargets(targets));
  let candidates: Candidates | undefined;
  // One text for all links to a page, where addresses stay as they are.
  const inBase = (path: string) =>
    targets.base === "/" && path.startsWith("/") ? path : targets.base + path.replace(/^\//, "");

  /** The page, file or template that a path below the root names as a source: `content/docs/start`, with or without ending. */
  const bySource = (path: string, tail: string, fragment: string): Resolved | undefined => {
    const folder = path.replace(/\/$/, "");
    for (const source of [path, `${folder}.md`, `${folder}/index.md`]) {
      const target = targets.pages.get(source);
      if (target !== undefined && target.url !== false)
        return { kind: "page", target, fragment, href: inBase(target.url) + tail };
    }
    const file = index().statics.get(path);
    if (file !== undefined)
      return { kind: "static", href: inBase(encodePath(file.output)) + tail, source: path };
    for (const ending of [
      "",
      ".njk",
      ".liquid",
      ".html",
      ".11ty.js",
      ".11ty.ts",
      ".md",
      "/index.njk",
      "/index.liquid",
      "/index.html",
      "/index.md",
    ]) {
      const url = targets.templates.get(folder + ending);
      if (typeof url === "string") return { kind: "template", path: decode(url), href: inBase(url) + tail };
    }
    return undefined;
  };

  const resolve = (link: Link, from: SitePage): Resolved => {
    if (link.href === "" || isExternal(link.href)) return { kind: "external", href: link.href };
    const [, written = "", query = "", hash = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(link.href) ?? [];
    const fragment = hash.slice(1);
    const tail = query + hash;
    if (written === "") return { kind: "page", target: from, fragment, href: link.href };
    const path = decode(written);
    const onSite = (absolute: string): Resolved | undefined => {
      const { byUrl, byBareUrl, staticOutputs } = index();
      const target = byUrl.get(absolute) ?? byBareUrl.get(bare(absolute));
      if (target !== undefined && target.url !== false)
        return { kind: "page", target, fragment, href: inBase(target.url) + tail };
      const file = staticOutputs.get(absolute.slice(1));
      return file && { kind: "static", href: inBase(encodePath(absolute)) + tail, source: file.source };
    };
    if (path.startsWith("/")) {
      return (
        onSite(path) ??
        bySource(`content${path}`, tail, fragment) ?? {
          kind: "unknown",
          path,
          href: inBase(encodePath(path)) + tail,
        }
      );
    }
    const source = join(from.page.source, path);
    // Where a translation is missing, links lead to what is in that language too, else to what the original means.
    const meant = from.page.original === undefined ? undefined : join(from.page.original, path);
    const found =
      (source === undefined ? undefined : bySource(source, tail, fragment)) ??
      (meant === undefined ? undefined : bySource(meant, tail, fragment));
    const below = from.url === false ? undefined : join(decode(from.url).slice(1), path);
    const asBrowser = below === undefined ? undefined : `/${below}`;
    return (
      found ??
      (asBrowser === undefined ? undefined : onSite(asBrowser)) ??
      unknownRelative(source, asBrowser, tail)
    );
  };

  const unknownRelative = (
    source: string | undefined,
    asBrowser: string | undefined,
    tail: string,
  ): Resolved => {
    const path = source?.startsWith("content/") === true ? source.slice("content".length) : (asBrowser ?? "");
    return { kind: "unknown", path, href: path === "" ? tail : inBase(encodePath(path)) + tail };
  };

  let known = new WeakMap<SitePage, Found>();
  const endsOf = (page: SitePage): Found => {
    const { bodyVersion } = page.page;
    let found = known.get(page);
    if (found === undefined || found.bodyVersion !== bodyVersion) {
      const ends = page.page.links.map((link) => resolve(link, page));
      const doubtful = ends.flatMap((end, index) =>
        end.kind === "unknown" ||
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
  const sizes = (page: SitePage): Ends["sizes"] => {
    const found: Record<number, ImageSize> = {};
    for (const { index, source } of endsOf(page).pictures) {
      const size = targets.sizeOf?.(source);
      if (size !== undefined) found[index] = size;
    }
    return found;
  };
  const filling = (page: SitePage): Ends => ({ hrefs: endsOf(page).hrefs, sizes: sizes(page) });

  return {
    resolve,
    addressOf(path) {
      const { byUrl, byBareUrl, staticOutputs } = index();
      if (staticOutputs.has(path.slice(1))) return undefined;
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
    finalHtml: (page) => fillLinks(page.page.html, () => filling(page)),
    finalSections: (page) =>
      page.page.sections && (fillAll(page.page.sections, filling(page)) as readonly Data[]),
    check(page, finished) {
      const { has } = finished;
      const links = once(() => page.page.links);
      // In each page anew, so that what is said of it does not hang on what else was looked at.
      const suggest = nearestWithin(MOST_IDS);
      const anchor = (target: WithIds, fragment: string, link: () => Link) =>
        checkFragment(finished, target, fragment, link, page.page.source, "The page links to", suggest);
      return endsOf(page).doubtful.flatMap(({ end, index }) => {
        const link = () => links()[index] as Link;
        if (end.kind === "page") return anchor(end.target.page, end.fragment, link);
        const evaluated = end.href.includes("#") ? finished.evaluatedAt(end.path) : undefined;
        if (evaluated !== undefined) return anchor(evaluated, end.href.replace(/^[^#]*#/, ""), link);
        // Where Eleventy failed, its pages are missing, and it is told why.
        if (end.kind === "template" || has(end.path)) return [];
        const redirect = targets.redirectOf?.(end.path);
        // What a redirect of a folder leads to need not be there.
        if (
          redirect !== undefined &&
          (!redirect.to.startsWith("/") || has(decode(redirect.to.replace(/[?#].*$/s, ""))))
        )
          return [redirected(link(), redirect, page.page)];
        const there = withoutSlash(end.path, has);
        if (there !== undefined) return [atOther("The page links to", link(), page.page.source, there)];
        candidates ??= indexCandidates(targets);
        return [broken(link(), end.path, page.page, targets, candidates)];
      });
    },
  };
}

/** What is kept of a page's links: the rest can be read again, and a large site has millions. */
interface Found {
  readonly bodyVersion: unknown;
  readonly hrefs: readonly string[];
  /** The pictures to which the page gives no size, with their places among the links. */
  readonly pictures: readonly { readonly index: number; readonly source: string }[];
  /** Those in which something may be wrong, with their places among the links. */
  readonly doubtful: readonly {
    readonly end: Extract<Resolved, { kind: "page" | "template" | "unknown" }>;
    readonly index: number;
  }[];
}

const NONE: Found["pictures"] = [];

/** A fragment may show a part of an svg, which has a size of its own. */
function isPartOfSvg(href: string): boolean {
  return /\.svg(?:\?[^#]*)?#/i.test(href);
}

function redirected(link: Link, { from, to }: Redirect, page: Page): Diagnostic {
  return diagnostic(
    "link-redirects",
    { file: page.source, line: link.line, column: link.column, length: link.href.length },
    `The page links to ${link.href}, and ${from} is redirected to ${to}.`,
    `Link to ${to}.`,
  );
}

function broken(
  link: Link,
  path: string,
  page: Page,
  targets: LinkTargets,
  candidates: Candidates,
): Diagnostic {
  const place = { file: page.source, line: link.line, column: link.column, length: link.href.length };
  const source = join(page.source, decode(link.href.replace(/[?#].*$/s, "")));
  const what = link.kind === "image" ? "The page shows" : "The page links to";
  if (!link.href.startsWith("/") && (source === undefined || !source.startsWith("content/"))) {
    return diagnostic(
      "broken-link",
      place,
      `${what} ${link.href}, which is outside the site's content.`,
      "Link to a page of the site, or to its full https address.",
    );
  }
  const stem = path.replace(/\/$/, "");
  for (const meant of [stem, `${stem}.md`, `${stem}/index.md`].map((end) => `content${end}`)) {
    if (targets.pages.get(meant)?.url === false)
      return diagnostic(
        "broken-link",
        place,
        `${what} ${link.href}, a page that is not written: its permalink is false.`,
        "Give that page an address, or remove the link.",
      );
    if (targets.drafts.has(meant))
      return diagnostic(
        "broken-link",
        place,
        `${what} ${link.href}, which is a draft.`,
        "Publish that page, or remove the link; --drafts shows drafts.",
      );
  }
  return diagnostic(
    "broken-link",
    place,
    `${what} ${link.href}, which does not exist.`,
    suggestion(link, path, page, candidates),
  );
}

/** A path with a part that is no name; few links have one. */
const ODD = /(?:^|\/)(?:\.{1,2}(?:\/|$)|\/)/;

/** `path` seen from the folder of `from`; undefined when it leads above the root. */
function join(from: string, path: string): string | undefined {
  const folder = from.slice(0, from.lastIndexOf("/") + 1);
  if (path !== "" && !ODD.test(path)) return folder + path;
  const parts = folder.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
      // Two slashes are one, on GitHub and on every file system; a last empty part is the slash of a folder.
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/") + (/(?:^|\/)$/.test(path) ? "/" : "");
}
