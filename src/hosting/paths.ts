/** Addresses as hosts compare them. */

import { decodePath } from "../utils/percent.js";
import type { Redirect } from "../model/redirect.js";

/** The addresses that a redirect answers: `/old/` with and without its slash; `/old.html` alone. */
export function spellings(from: string): readonly string[] {
  const bare = from.replace(/\/$/, "");
  return bare === "" || hasEnding(bare) ? [from] : [`${bare}/`, bare];
}

/** Whether the last part of a path has an ending: `/feed.xml`. */
export function hasEnding(path: string): boolean {
  return /\.[^/.]+$/.test(path);
}

/** An address of the site below the base; a full address stays. */
export function below(base: string, address: string): string {
  return address.startsWith("/") ? base + address.slice(1) : address;
}

/** Where a redirect leads a request with a query (`?a=1` or empty): its own query and fragment stay. */
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
