/**
 * Checks URLs that templates contain or print from data. They are in the HTML as written, because nothing
 * resolves them.
 */

import { decode } from "../../utils/percent.js";
import { didYouMean } from "../../utils/look-alikes.js";
import { withFix } from "../../diagnostics/with-fix.js";
import { writtenPath } from "../../edits/written-url.js";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { OutputIndex } from "../../model/output-index.js";
import type { Diagnostic, Link, Site } from "../../model/model.js";
import { nearest, onlyNear } from "../../utils/nearest.js";
import { once } from "../../utils/once.js";
import { bare } from "./link-targets.js";
import { encodePath } from "../permalinks.js";
import { trailingSlashMismatch, checkFragment, withoutSlash } from "./anchors.js";

/** A link to a path of the site, without its base. */
export interface TemplateLink extends Link {
  /** The file that contains it. */
  readonly source: string;
  /** The start of the message: `The template links to`. */
  readonly by: string;
  /** The URL as written at its position; absent if it is computed. */
  readonly written?: string;
  /**
   * The base of a relative URL: the page that contains it, or the host if it is outside of the base path.
   * Absent for the home page.
   */
  readonly from?: "page" | "host";
  /** The fix if the target does not exist. */
  readonly hint?: string;
}

/** Findings about such links in the finished site. */
export function checkTemplateLinks(
  links: readonly TemplateLink[],
  { pages, redirects, urlOf }: Pick<Site, "pages" | "redirects" | "urlOf">,
  outputIndex: OutputIndex,
): Diagnostic[] {
  const bySource = once(() => new Map(pages.map(({ page, url }) => [page.source, url])));
  const addressOf = (source: string) =>
    source === "" || source.endsWith("/") ? undefined : bySource().get(source) || urlOf(source) || undefined;
  const redirected = once(
    () => new Map(redirects().map(({ from, to }) => [bare(decode(from)), { from, to }])),
  );
  const checkOne = (link: TemplateLink): Diagnostic[] => {
    const { source: file, line, column, href, by, written: shown = href } = link;
    const place = { file, line, column, ...(link.written !== undefined && { length: link.written.length }) };
    // Only a URL that the template writes as it is published can be replaced.
    const fixed = (found: Diagnostic, to: string | undefined) =>
      link.written !== href || to === undefined || !/^\/[^?#]*$/.test(to)
        ? found
        : withFix(found, href.replace(/[?#].*$/s, ""), writtenPath(decode(to)));
    const [, written = "", fragment = ""] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/s.exec(href) ?? [];
    const path = decode(written);
    if (link.from === "host")
      return outputIndex.certainlyHas(path)
        ? [
            diagnostic(
              "broken-link",
              place,
              `${by} ${shown}, a URL of this site without the base path.`,
              `Write {{ '${shown}' | url }}, or a full https URL if it belongs to another site.`,
            ),
          ]
        : [];
    if (outputIndex.has(path)) {
      const target = fragment === "" ? undefined : outputIndex.pageAt(path);
      return target === undefined
        ? []
        : checkFragment(outputIndex, target, fragment, () => ({ ...link, href: shown }), file, by);
    }
    const leads = redirected().get(bare(path));
    if (leads !== undefined)
      return [
        fixed(
          diagnostic(
            "link-redirects",
            place,
            `${by} ${shown}, but ${leads.from} redirects to ${leads.to}.`,
            `Link to ${leads.to}.`,
          ),
          leads.to,
        ),
      ];
    const there = withoutSlash(path, outputIndex.has);
    if (there !== undefined) return [trailingSlashMismatch(by, { ...link, href: shown }, link.source, there)];
    const message = `${by} ${shown}, which does not exist${link.from === "page" ? " there" : ""}.`;
    const found = diagnostic("broken-link", place, message, hintFor(link, path, pages));
    const isPage = link.kind === "link" && link.hint === undefined;
    return [isPage ? fixed(found, onlyNear(path, urlsOf(pages))) : found];
  };
  return links.flatMap((link) =>
    link.from === "page" ? checkRelative(link, outputIndex, addressOf, checkOne) : checkOne(link),
  );
}

/**
 * A template may make several pages. A relative URL is reported if it works on none of them. It is resolved
 * from their URLs, as browsers do, and not from the file.
 */
function checkRelative(
  link: TemplateLink,
  { pathsOf }: OutputIndex,
  addressOf: (source: string) => string | undefined,
  check: (link: TemplateLink) => Diagnostic[],
): Diagnostic[] {
  const file = decode(
    new URL(link.href.replace(/[?#].*$/s, ""), `https://site.invalid/${link.source}`).pathname.slice(1),
  );
  const meant = addressOf(file);
  const hint =
    meant === undefined
      ? link.hint
      : `Write {{ '${meant}' | url }}. Relative URLs in a template start from the page, not from the ` +
        "template file.";
  const found = pathsOf(link.source).map((path) => {
    const { pathname, search, hash } = new URL(link.href, `https://site.invalid${encodePath(path)}`);
    return check({ ...link, href: pathname + search + hash, ...(hint !== undefined && { hint }) });
  });
  return found.every((problems) => problems.length > 0) ? (found[0] ?? []) : [];
}

/** What to do about a link to a path that does not exist. */
function hintFor(
  { kind, hint }: TemplateLink,
  path: string,
  pages: readonly { readonly url: string | false }[],
): string | undefined {
  const meant = kind === "link" && hint === undefined ? nearest(path, urlsOf(pages)) : undefined;
  return meant === undefined
    ? (hint ?? "Fix the URL, or create the page or file.")
    : didYouMean(path, meant, encodePath(meant));
}

function urlsOf(pages: readonly { readonly url: string | false }[]): readonly string[] {
  return pages.flatMap(({ url }) => (url === false ? [] : decode(url)));
}
