/** Where the addresses lead that templates write out or make of data. They stand in the HTML as they are: nothing resolves them. */

import { decode } from "../../utils/percent.js";
import { didYouMean } from "../../utils/look-alikes.js";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { OutputIndex } from "../../model/output-index.js";
import type { Diagnostic, Link, Site, SitePage } from "../../model/model.js";
import { nearest } from "../../utils/nearest.js";
import { once } from "../../utils/once.js";
import { bare } from "./link-targets.js";
import { encodePath } from "../permalinks.js";
import { trailingSlashMismatch, checkFragment, withoutSlash } from "./anchors.js";

/** A link to a path of the site, without its base. */
export interface TemplateLink extends Link {
  /** The file in which it stands. */
  readonly source: string;
  /** What leads there, and how: `The template links to`. */
  readonly by: string;
  /** The address as its author wrote it, at its place; absent where it is made of something else. */
  readonly written?: string;
  /** What the address is seen from, where that is not the home page of the site: the page that it stands on, or the host, out of the base. */
  readonly from?: "page" | "host";
  /** What to do where nothing is there. */
  readonly hint?: string;
}

/** Findings about such links in the finished site. */
export function checkTemplateLinks(
  links: readonly TemplateLink[],
  { pages, redirects, urlOf }: Pick<Site, "pages" | "redirects" | "urlOf">,
  outputIndex: OutputIndex,
): Diagnostic[] {
  const byUrl = once(
    () =>
      new Map(
        pages.flatMap((page): [string, SitePage][] =>
          page.url === false ? [] : [[bare(decode(page.url)), page]],
        ),
      ),
  );
  const bySource = once(() => new Map(pages.map(({ page, url }) => [page.source, url])));
  const addressOf = (source: string) =>
    source === "" || source.endsWith("/") ? undefined : bySource().get(source) || urlOf(source) || undefined;
  const redirected = once(
    () => new Map(redirects().map(({ from, to }) => [bare(decode(from)), { from, to }])),
  );
  const checkOne = (link: TemplateLink): Diagnostic[] => {
    const { source: file, line, column, href, kind, by, written: shown = href } = link;
    const place = { file, line, column, ...(link.written !== undefined && { length: link.written.length }) };
    const [, written = "", fragment = ""] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/s.exec(href) ?? [];
    const path = decode(written);
    if (link.from === "host")
      return outputIndex.hasSurely(path)
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
      const target =
        fragment === "" ? undefined : (byUrl().get(bare(path))?.page ?? outputIndex.evaluatedAt(path));
      return target === undefined
        ? []
        : checkFragment(outputIndex, target, fragment, () => ({ ...link, href: shown }), file, by);
    }
    const leads = redirected().get(bare(path));
    if (leads !== undefined)
      return [
        diagnostic(
          "link-redirects",
          place,
          `${by} ${shown}, but ${leads.from} redirects to ${leads.to}.`,
          `Link to ${leads.to}.`,
        ),
      ];
    const there = withoutSlash(path, outputIndex.has);
    if (there !== undefined) return [trailingSlashMismatch(by, { ...link, href: shown }, link.source, there)];
    const meant =
      kind === "link" && link.hint === undefined
        ? nearest(
            path,
            pages.flatMap(({ url }) => (url === false ? [] : decode(url))),
          )
        : undefined;
    return [
      diagnostic(
        "broken-link",
        place,
        `${by} ${shown}, which does not exist${link.from === "page" ? " there" : ""}.`,
        meant === undefined
          ? (link.hint ?? "Fix the URL, or create the page or file.")
          : didYouMean(path, meant, encodePath(meant)),
      ),
    ];
  };
  return links.flatMap((link) =>
    link.from === "page" ? checkRelative(link, outputIndex, addressOf, checkOne) : checkOne(link),
  );
}

/** One template may make many pages: an address is told that leads nowhere from any of them. It is seen from their addresses, as browsers see it, and not from the file. */
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
      : `Write {{ '${meant}' | url }}. Relative URLs in a template start from the page, not from the template file.`;
  const found = pathsOf(link.source).map((path) => {
    const { pathname, search, hash } = new URL(link.href, `https://site.invalid${encodePath(path)}`);
    return check({ ...link, href: pathname + search + hash, ...(hint !== undefined && { hint }) });
  });
  return found.every((said) => said.length > 0) ? (found[0] ?? []) : [];
}
