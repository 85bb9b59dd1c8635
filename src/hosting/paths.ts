/** URLs in the form in which hosts compare them. */

import { decodePath } from "../utils/percent.js";
import type { FolderRedirect, Redirect } from "../model/redirect.js";
import { encodePath } from "../site/permalinks.js";
import { longestFirst, matchFolder, writtenFrom } from "../site/redirects/folder-redirects.js";

/** The URLs that a redirect answers: `/old/` with and without its slash, but only `/old.html`. */
export function spellings(from: string): readonly string[] {
  const bare = from.replace(/\/$/, "");
  return bare === "" || hasEnding(bare) ? [from] : [`${bare}/`, bare];
}

/** Whether the last part of a path has an extension: `/feed.xml`. */
export function hasEnding(path: string): boolean {
  return /\.[^/.]+$/.test(path);
}

/** A URL of the site with the base; an absolute URL unchanged. */
export function below(base: string, address: string): string {
  return address.startsWith("/") ? base + address.slice(1) : address;
}

/**
 * The target of a redirect for a request with a query (`?a=1` or empty). The target keeps its own query and
 * fragment.
 */
export function withQuery(to: string, query: string): string {
  if (query.length < 2) return to;
  const [, path = "", own = "", hash = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(to) ?? [];
  return path + (own === "" ? query : `${own}&${query.slice(1)}`) + hash;
}

/** Redirects by the decoded paths that they answer. */
export function redirectIndex(redirects: readonly Redirect[]): ReadonlyMap<string, Redirect> {
  return new Map(
    redirects.flatMap((redirect) =>
      spellings(redirect.from).map((from) => [decodePath(from) ?? from, redirect] as const),
    ),
  );
}

/** Finds the redirect for a decoded path, of a single URL or of a folder, as a site's record lists them. */
export function redirectFinder({
  redirects,
  folderRedirects,
}: {
  readonly redirects: readonly Redirect[];
  readonly folderRedirects: readonly FolderRedirect[];
}): (path: string) => Redirect | undefined {
  const single = redirectIndex(redirects);
  const folders = longestFirst(folderRedirects);
  return (path) => {
    const found = matchFolder(folders, encodePath(path));
    return (
      single.get(path) ?? (found && { ...found.redirect, from: writtenFrom(found.redirect), to: found.to })
    );
  };
}
