/** Where one link leads: to a page, a file, a page of Eleventy's, or outsideLink that is known. */

import { isExternal } from "../../content/html/urls.js";
import type { Link, SitePage } from "../../model/model.js";
import { MARKDOWN_ENDINGS, TEMPLATE_ENDINGS } from "../../utils/page-formats.js";
import { decode } from "../../utils/percent.js";
import { encodePath } from "../permalinks.js";
import { holdsTemplate } from "./broken-links.js";
import { bare, joinPath, toggleSlash, type indexTargets, type LinkTargets } from "./link-targets.js";

/** A link with its end found: `href` as it is in the HTML. */
export type Resolved =
  | { readonly kind: "external"; readonly href: string }
  | { readonly kind: "static"; readonly href: string; readonly source: string }
  | { readonly kind: "page"; readonly href: string; readonly target: SitePage; readonly fragment: string }
  /** A page that Eleventy evaluates; or nothing is known at the path, where such a page may still be made. */
  | { readonly kind: "template" | "unknown"; readonly href: string; readonly path: string }
  /** The link is outside the root of the site, or contains a template. `href` is as written. */
  | { readonly kind: "nowhere"; readonly href: string };

export type Resolve = (link: Link, from: SitePage) => Resolved;

/** The parts of a link behind its path. */
interface Behind {
  readonly fragment: string;
  /** Query and fragment, as written. */
  readonly tail: string;
}

/** Resolves the links of a site. A lookup takes a few map reads, independent of the site's size. */
export class LinkEnds {
  constructor(
    private readonly targets: LinkTargets,
    private readonly index: () => ReturnType<typeof indexTargets>,
  ) {}

  resolve(link: Link, from: SitePage): Resolved {
    if (link.href === "" || isExternal(link.href)) return { kind: "external", href: link.href };
    const [, written = "", query = "", hash = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(link.href) ?? [];
    const behind: Behind = { fragment: hash.slice(1), tail: query + hash };
    if (written === "") return { kind: "page", target: from, fragment: behind.fragment, href: link.href };
    const path = decode(written);
    return path.startsWith("/") ? this.fromRoot(link, path, behind) : this.relative(link, from, path, behind);
  }

  private fromRoot(link: Link, path: string, behind: Behind): Resolved {
    const known = this.onSite(path, behind) ?? this.bySource(`content${path}`, behind);
    if (known !== undefined) return known;
    return this.targets.isExternalPath?.(path) === true
      ? { kind: "external", href: link.href }
      : this.unknown(link, path, behind);
  }

  private relative(link: Link, from: SitePage, path: string, behind: Behind): Resolved {
    const source = joinPath(from.page.source, path);
    // Links of a fallback page lead to what is in its language, else to what the original means.
    const original = from.page.fallbackFor === undefined ? undefined : joinPath(from.page.fallbackFor, path);
    const seenFrom = (url: string): string | undefined => {
      const below = joinPath(url.slice(1), path);
      return below === undefined ? undefined : `/${below}`;
    };
    const url = from.url === false ? undefined : decode(from.url);
    const asBrowser = url === undefined ? undefined : seenFrom(url);
    // Other generators have URLs with a slash at their end where this site has none, and the other way round.
    const asElsewhere = url === undefined || link.kind === "image" ? undefined : seenFrom(toggleSlash(url));
    const known =
      this.bySource(source, behind) ??
      this.bySource(original, behind) ??
      this.onSite(asBrowser, behind) ??
      this.onSite(asElsewhere, behind);
    if (known !== undefined) return known;
    const inContent = source?.startsWith("content/") === true ? source.slice("content".length) : asBrowser;
    return inContent === undefined
      ? { kind: "nowhere", href: link.href }
      : this.unknown(link, inContent, behind);
  }

  private unknown(link: Link, path: string, { tail }: Behind): Resolved {
    return holdsTemplate(link.href)
      ? { kind: "nowhere", href: link.href }
      : { kind: "unknown", path, href: this.inBase(encodePath(path)) + tail };
  }

  /** The page or file with this path in the finished site. */
  private onSite(path: string | undefined, { fragment, tail }: Behind): Resolved | undefined {
    if (path === undefined) return undefined;
    const { byUrl, byBareUrl, staticAt } = this.index();
    const target = byUrl.get(path) ?? byBareUrl.get(bare(path));
    if (target !== undefined && target.url !== false)
      return { kind: "page", target, fragment, href: this.inBase(target.url) + tail };
    const file = staticAt(path.slice(1));
    return file && { kind: "static", href: this.inBase(encodePath(file.output)) + tail, source: file.source };
  }

  /** The source that a path below the root names: `content/docs/start`, with or without ending. */
  private bySource(path: string | undefined, behind: Behind): Resolved | undefined {
    if (path === undefined) return undefined;
    const { exact, statics } = this.index();
    const folder = path.replace(/\/$/, "");
    const page = this.pageAt(
      [path, ...MARKDOWN_ENDINGS.map((ending) => folder + ending), this.targets.folderPage(exact(folder))],
      behind,
    );
    if (page !== undefined) return page;
    const file = statics.get(exact(path));
    if (file !== undefined)
      return {
        kind: "static",
        href: this.inBase(encodePath(file.output)) + behind.tail,
        source: file.source,
      };
    const template = this.templateAt(folder, behind);
    if (template !== undefined) return template;
    // Other generators link to a page by the file name of its source with the ending of its output.
    if (!/\.html?$/i.test(path)) return undefined;
    return this.pageAt(
      MARKDOWN_ENDINGS.map((ending) => path.replace(/\.html?$/i, ending)),
      behind,
    );
  }

  private pageAt(sources: readonly string[], { fragment, tail }: Behind): Resolved | undefined {
    const { exact } = this.index();
    for (const source of sources) {
      const target = this.targets.pages.get(exact(source));
      if (target !== undefined && target.url !== false)
        return { kind: "page", target, fragment, href: this.inBase(target.url) + tail };
    }
    return undefined;
  }

  private templateAt(folder: string, { tail }: Behind): Resolved | undefined {
    const { exact } = this.index();
    for (const ending of LINKED_ENDINGS) {
      const url = this.targets.templates.get(exact(folder + ending));
      if (typeof url === "string")
        return { kind: "template", path: decode(url), href: this.inBase(url) + tail };
    }
    return undefined;
  }

  /** One text for all links to a page, where the base changes nothing. */
  private inBase(path: string): string {
    const { base } = this.targets;
    return base === "/" && path.startsWith("/") ? path : base + path.replace(/^\//, "");
  }
}

/** Extensions of pages that Eleventy evaluates, for links without one. */
const LINKED_ENDINGS = [
  "",
  ...TEMPLATE_ENDINGS,
  ".11ty.js",
  ".11ty.ts",
  ...MARKDOWN_ENDINGS,
  ...[...TEMPLATE_ENDINGS, ...MARKDOWN_ENDINGS].map((ending) => `/index${ending}`),
];
