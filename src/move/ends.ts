/** What links lead to before and after a move, compared. */

import type { Link, LinkEnd, Site, SitePage } from "../model/model.js";
import { encodePath } from "../site/permalinks.js";
import { once } from "../utils/once.js";
import type { Moving } from "./link-candidates.js";
import type { Rename } from "./renames.js";

/** A page that holds links, or the place from which they are seen. */
export type Seen = Pick<SitePage, "page" | "url">;

/** A site before and after a move. */
export interface MovedSite {
  readonly before: Site;
  readonly after: Site;
  readonly rename: Rename;
  /** Whether a link leads to the same thing from both places. */
  leadsToSame(link: Link, from: Seen, changed: Link, after: Seen): boolean;
  /** What a link leads to, with its new place; undefined where no path of the site is meant. */
  targetOf(link: Link, from: Seen): Moving | undefined;
}

export function movedSite(before: Site, after: Site, rename: Rename): MovedSite {
  const pagesAfter = once(
    () => new Map(after.pages.map((page) => [keyOf({ kind: "page", page }, same), page])),
  );
  const outputsAfter = once(() => new Map(after.staticFiles.map(({ source, output }) => [source, output])));
  const urlOfFile = (site: Site, source: string, output: string | undefined) =>
    output === undefined ? site.urlOf(source) : encodePath(`/${output}`);
  const targetOf = (link: Link, from: Seen): Moving | undefined => {
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

/** A name for what a link leads to that a move does not change. A page that stands where a translation is missing moves with the page that it shows. */
function keyOf(end: LinkEnd, rename: Rename): string {
  if (end.kind === "other") return "";
  if (end.kind === "path") return `path ${end.path}`;
  if (end.kind === "file") return rename(end.source);
  const { source, fallbackFor } = end.page.page;
  return fallbackFor === undefined
    ? rename(source)
    : `${source.split("/", 2).join("/")} for ${rename(fallbackFor)}`;
}
