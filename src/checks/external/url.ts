/** URLs of other sites: which of them are requested, and in which form. */

import type { SiteConfig } from "../../config/options.js";
import { matchesGlob } from "../../utils/glob.js";

/**
 * The full URL to request: without a fragment, which is never sent to servers, and without a name and
 * password, which must not be sent. Undefined if it is not a web URL.
 */
export function requestUrl(href: string): string | undefined {
  const absolute = href.startsWith("//") ? `https:${href}` : href;
  if (!/^https?:/i.test(absolute) || !URL.canParse(absolute)) return undefined;
  // Links are stored decoded. Characters that `URL` does not encode itself were encoded by the author.
  const url = new URL(
    absolute.replace(
      /^(https?:\/*[^/?#]*)(.*)$/is,
      (_, start: string, rest: string) => start + rest.replace(/[[\]\\^`{|}]/g, encodeURIComponent),
    ),
  );
  url.hash = "";
  url.username = "";
  url.password = "";
  return url.href;
}

/**
 * Suffixes of reserved host names (RFC 2606, 2 and 3; RFC 6761, 6; RFC 6762, 3; RFC 7686, 2; RFC 8375, 3),
 * and that of private networks (ICANN Board, resolution 2024.07.29.06).
 */
const RESERVED =
  /(?:^|\.)(?:test|example|invalid|localhost|local|internal|onion|home\.arpa|example\.(?:com|net|org))$/;

/**
 * Whether a host name, as in `URL.hostname`, cannot be public: it is reserved for examples, tests or private
 * networks, or is a single word.
 */
export function isReservedName(hostname: string): boolean {
  const name = hostname.replace(/\.$/, "");
  return RESERVED.test(name) || !/[.:]/.test(name);
}

/** Whether the site ignores a URL, by its text or a pattern. */
export function isIgnored(address: string, ignore: readonly string[]): boolean {
  return (
    ignore.length > 0 && (ignore.some((one) => requestUrl(one) === address) || matchesGlob(address, ignore))
  );
}

/** Whether a URL belongs to the site itself. New pages do not exist online before they are published. */
export function isOwn(address: string, { url, base }: Pick<SiteConfig, "url" | "base">): boolean {
  if (url === "") return false;
  const { host, pathname } = new URL(address);
  return host === new URL(url).host && `${pathname}/`.startsWith(base);
}
