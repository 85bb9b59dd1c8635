/** Reads a request apart from its path. */

import type { IncomingMessage } from "node:http";

/**
 * Browsers send the origin of a request (Fetch Metadata; RFC 6454, 7). A request without an origin does not
 * come from a browser that another site could misuse.
 */
export function isSameOrigin({ headers }: IncomingMessage): boolean {
  const { origin, host, "sec-fetch-site": site } = headers;
  if (origin !== undefined && origin !== `http://${host}`) return false;
  return site === undefined || site === "same-origin" || site === "none";
}

/** The path of the page that the reader comes from, if it is on this server. */
export function pathOfReferer({ headers }: IncomingMessage): string | undefined {
  const { referer, host } = headers;
  const start = `http://${host}`;
  return referer?.startsWith(`${start}/`) === true
    ? referer.slice(start.length).replace(/[?#].*$/s, "")
    : undefined;
}

/** The query of the URL, with its question mark. */
export function queryOf({ url = "" }: IncomingMessage): string {
  return /\?[^#]*/.exec(url)?.[0] ?? "";
}
