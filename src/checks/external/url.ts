/** Addresses of other sites: which of them are asked, and as what. */

import type { SiteConfig } from "../../config/options.js";
import { matchesGlob } from "../../utils/glob.js";

/** The address that a server is asked for: whole, and without a fragment, which no server sees, or a name and password, which are nobody's to send. Undefined where it is none of the web. */
export function askedAddress(href: string): string | undefined {
  const absolute = href.startsWith("//") ? `https:${href}` : href;
  if (!/^https?:/i.test(absolute) || !URL.canParse(absolute)) return undefined;
  // Links are kept as people read them; what URL leaves of that as it is, was encoded.
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

/** Ends of names that are nobody's in the web (RFC 2606, 2 and 3; RFC 6761, 6; RFC 6762, 3; RFC 7686, 2; RFC 8375, 3), and that of private networks (ICANN Board, resolution 2024.07.29.06). */
const RESERVED =
  /(?:^|\.)(?:test|example|invalid|localhost|local|internal|onion|home\.arpa|example\.(?:com|net|org))$/;

/** Whether a host's name, as `URL.hostname` has it, leads nowhere in the web: it is reserved for examples, for tests or for private networks, or is one word. */
export function isReservedName(hostname: string): boolean {
  const name = hostname.replace(/\.$/, "");
  return RESERVED.test(name) || !/[.:]/.test(name);
}

/** Whether an address is one of those that the site does not want asked: it is named, or fits a pattern. */
export function isIgnored(address: string, ignore: readonly string[]): boolean {
  return (
    ignore.length > 0 && (ignore.some((one) => askedAddress(one) === address) || matchesGlob(address, ignore))
  );
}

/** Whether an address is one of the site itself: what will be there is not there before it is published. */
export function isOwn(address: string, { url, base }: Pick<SiteConfig, "url" | "base">): boolean {
  if (url === "") return false;
  const { host, pathname } = new URL(address);
  return host === new URL(url).host && `${pathname}/`.startsWith(base);
}
