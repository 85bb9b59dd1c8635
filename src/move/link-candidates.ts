/**
 * The possible notations of a link to a page or file at its new location, the most similar to the old one
 * first.
 */

import { posix } from "node:path";
import { isMarkdown, withoutEnding } from "../utils/page-formats.js";
import { bare, joinPath } from "../site/links/link-targets.js";
import { decode } from "../utils/percent.js";

/**
 * A page or file, or the page that links to it: its path relative to the root, and its URL without the base.
 */
export interface Located {
  readonly source: string;
  readonly url: string | false;
}

/** A page or file before and after a move. */
export interface Moving {
  readonly before: Located;
  readonly after: Located;
}

/** Decoded paths that may lead to the target. `written`: the decoded path in the source. */
export function candidatesFor(written: string, page: Moving, target: Moving): readonly string[] {
  return (
    written.startsWith("/")
      ? [...fromRoot(written, target), sourcePath(target.after)]
      : [
          ...asWritten(written, page, target),
          ...asBrowser(written, page, target),
          relative(page.after.source, target.after.source, written),
        ]
  ).concat(target.after.url === false ? [] : decode(target.after.url));
}

/** `/docs/start.md`. */
function sourcePath({ source }: Located): string {
  return source.replace(/^content(?=\/)/, "");
}

function fromRoot(written: string, { before, after }: Moving): readonly string[] {
  if (after.url !== false && before.url !== false && bare(written) === bare(decode(before.url)))
    return [slashAs(written, decode(after.url))];
  return endingsAs(`content${written}`, before.source, after.source).map((path) =>
    path.replace(/^content/, ""),
  );
}

/** `docs/start` and `docs/start/` are one page, so a trailing slash is kept as written. */
function slashAs(written: string, url: string): string {
  if (/\/index\.html$/.test(written) || /\.html$/.test(written) === /\.html$/.test(url))
    return written.endsWith("/") || url === "/" ? url : url.replace(/\/$/, "");
  return url;
}

/** A file path: `../docs/start.md`, `../docs/start`, `../docs/`. */
function asWritten(written: string, page: Moving, target: Moving): readonly string[] {
  const joined = joinPath(page.before.source, written);
  if (joined === undefined) return [];
  return endingsAs(joined, target.before.source, target.after.source).map((path) =>
    relative(page.after.source, path, written),
  );
}

/** The path of a source with the part of its extension that `path` has of the old source. */
function endingsAs(path: string, before: string, after: string): readonly string[] {
  if (path === before) return [after];
  const slash = path.endsWith("/") ? "/" : "";
  const stem = path.replace(/\/$/, "");
  const folder = before.slice(0, before.lastIndexOf("/"));
  if (stem === folder)
    return [after.slice(0, after.lastIndexOf("/")) + slash, withoutMarkdown(after) + slash];
  if (stem === withoutMarkdown(before)) return [withoutMarkdown(after) + slash];
  if (/\.html?$/i.test(path) && path.replace(/\.html?$/i, "") === withoutMarkdown(before))
    return [withoutMarkdown(after) + path.slice(withoutMarkdown(before).length)];
  return [];
}

function withoutMarkdown(source: string): string {
  return isMarkdown(source) ? withoutEnding(source) : source;
}

/** A URL relative to that of the page, as browsers resolve it. */
function asBrowser(written: string, { after: page }: Moving, { after: target }: Moving): readonly string[] {
  if (page.url === false || target.url === false) return [];
  return [relative(decode(page.url), decode(target.url), written)];
}

/** The relative path from a file, with `./` if the author wrote that. */
function relative(from: string, to: string, written: string): string {
  const folder = from.slice(0, from.lastIndexOf("/") + 1);
  const slash = to.endsWith("/") ? "/" : "";
  const way = posix.relative(`/${folder}`, `/${to}`) + slash;
  if (way === "" || way === "/") return "./";
  return written.startsWith("./") && !way.startsWith("../") ? `./${way}` : way;
}
