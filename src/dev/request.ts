/** What a request says beside its path. */

import type { IncomingMessage } from "node:http";

/** Browsers say where a request comes from (Fetch Metadata; RFC 6454, 7). What says nothing is no browser that could be tricked. */
export function isSameOrigin({ headers }: IncomingMessage): boolean {
  const { origin, host, "sec-fetch-site": site } = headers;
  if (origin !== undefined && origin !== `http://${host}`) return false;
  return site === undefined || site === "same-origin" || site === "none";
}

/** The path that the reader comes from, where that is a page of this server. */
export function pathOfReferer({ headers }: IncomingMessage): string | undefined {
  const { referer, host } = headers;
  const start = `http://${host}`;
  return referer?.startsWith(`${start}/`) === true
    ? referer.slice(start.length).replace(/[?#].*$/s, "")
    : undefined;
}

/** The query of the address, with its question mark. */
export function queryOf({ url = "" }: IncomingMessage): string {
  return /\?[^#]*/.exec(url)?.[0] ?? "";
}

/** A path without its percent signs; as it is, where it cannot be decoded. */
export function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
