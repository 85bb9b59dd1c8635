/** Compares the targets of links before and after a move. */

import type { Link, LinkEnd, Site, SitePage } from "../model/model.js";
import { encodePath } from "../site/permalinks.js";
import { once } from "../utils/once.js";
import type { Moving } from "./link-candidates.js";
import type { Rename } from "./renames.js";

/** A page with links, or the location from which links are resolved. */
export type LinkOrigin = Pick<SitePage, "page" | "url">;

/** A site before and after a move. */
export interface MovedSite {
  readonly before: Site;
  readonly after: Site;
  readonly rename: Rename;
  /** Whether a link has the same target from both locations. */
  leadsToSame(link: Link, from: LinkOrigin, changed: Link, after: LinkOrigin): boolean;
  /** The target of a link, with its new location; undefined if it is not a path of the site. */
  targetOf(link: Link, from: LinkOrigin): Moving | undefined;
}

export function movedSite(before: Site, after: Site, rename: Rename): MovedSite {
  const pagesAfter = once(
    () => new Map(after.pages.map((page) => [keyOf({ kind: "page", page }, same), page])),
  );
  const outputsAfter = once(() => new Map(after.staticFiles.map(({ source, output }) => [source, output])));
  const urlOfFile = (site: Site, source: string, output: string | undefined) =>
    output === undefined ? site.urlOf(source) : encodePath(`/${output}`);
  const targetOf = (link: Link, from: LinkOrigin): Moving | undefined => {
    const end = before.endOf(link, from);
    if (end.kind === "other") return undefined;
    if (end.kind === "path") {
      const there = { source: `content${end.path}`, url: encodePath(end.path) };
      return { before: there, after: there };
    }
    if (end.kind === "file") {
      const { source } = end;
      const output = before.staticFiles.find((file) => file.source === source)?.output;
      const moved = rename(source);
      return {
        before: { source, url: urlOfFile(before, source, output) },
        after: { source: moved, url: urlOfFile(after, moved, output && outputsAfter().get(moved)) },
      };
    }
    const moved = pagesAfter().get(keyOf(end, rename));
    return moved && { before: located(end.page), after: located(moved) };
  };
  return {
    before,
    after,
    rename,
    targetOf,
    leadsToSame: (link, from, changed, there) =>
      keyOf(before.endOf(link, from), rename) === keyOf(after.endOf(changed, there), same),
  };
}

const same: Rename = (path) => path;

function located({ page, url }: SitePage) {
  return { source: page.source, url };
}

/**
 * A name for the target of a link that does not change with a move. A fallback page for a missing translation
 * moves with the page that it shows.
 */
function keyOf(end: LinkEnd, rename: Rename): string {
  if (end.kind === "other") return "";
  if (end.kind === "path") return `path ${end.path}`;
  if (end.kind === "file") return rename(end.source);
  const { source, fallbackFor } = end.page.page;
  return fallbackFor === undefined
    ? rename(source)
    : `${source.split("/", 2).join("/")} for ${rename(fallbackFor)}`;
}
