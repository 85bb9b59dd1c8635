/** Where the addresses lead that templates write out or make of data. They stand in the HTML as they are: nothing resolves them. */

import { diagnostic } from "../diagnostics.js";
import type { Finished } from "../finished.js";
import type { Diagnostic, Link, Site, SitePage } from "../model.js";
import { nearest } from "../nearest.js";
import { once } from "../once.js";
import { bare, decode } from "./link-targets.js";
import { atOther, checkFragment, withoutSlash } from "./near-ends.js";

/** A link to a path of the site, without its base. */
export interface WrittenLink extends Link {
  /** The file in which it stands. */
  readonly source: string;
  /** What leads there, and how: `The template links to`. */
  readonly by: string;
  /** The address as its author wrote it, at its place; absent where it is made of something else. */
  readonly written?: string;
  /** What to do where nothing is there. */
  readonly hint?: string;
}

/** Findings about such links in the finished site. */
export function checkWritten(links: readonly WrittenLink[], { pages, redirects }: Pick<Site, "pages" | "redirects">, finished: Finished): Diagnostic[] {
  const byUrl = once(() => new Map(pages.flatMap((page): [string, SitePage][] => (page.url === false ? [] : [[bare(decode(page.url)), page]]))));
  const redirected = once(() => new Map(redirects().map(({ from, to }) => [bare(decode(from)), { from, to }])));
  return links.flatMap((link): Diagnostic[] => {
    const { source: file, line, column, href, kind, by, written: shown = href } = link;
    const place = { file, line, column, ...(link.written !== undefined && { length: link.written.length }) };
    const [, written = "", fragment = ""] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/s.exec(href) ?? [];
    const path = decode(written);
    if (finished.has(path)) {
      const target = fragment === "" ? undefined : (byUrl().get(bare(path))?.page ?? finished.evaluatedAt(path));
      return target === undefined ? [] : checkFragment(finished, target, fragment, () => ({ ...link, href: shown }), file, by);
    }
    const leads = redirected().get(bare(path));
    if (leads !== undefined) return [diagnostic("link-redirects", place, `${by} ${shown}, and ${leads.from} is redirected to ${leads.to}.`, `Link to ${leads.to}.`)];
    const there = withoutSlash(path, finished.has);
    if (there !== undefined) return [atOther(by, { ...link, href: shown }, link.source, there)];
    const meant = kind === "link" ? nearest(path, pages.flatMap(({ url }) => url || [])) : undefined;
    return [diagnostic("broken-link", place, `${by} ${shown}, which does not exist.`, meant === undefined ? (link.hint ?? "Correct the address, or make what it leads to.") : `Did you mean ${meant}?`)];
  });
}
