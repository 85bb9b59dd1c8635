/** Decides which IP addresses are public. */

import { BlockList, isIP, isIPv6 } from "node:net";

/** IANA's registry of special-purpose IPv4 ranges (RFC 6890), and everything above unicast (RFC 1112, 4). */
const SPECIAL_4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
];
/**
 * Global unicast (RFC 4291, 2.4), and the special ranges in it: documentation, protocols, and tunnels, which
 * can contain private IPv4.
 */
const GLOBAL_6 = "2000::/3";
const SPECIAL_6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];
/** IPv4 translated to IPv6, in the last 32 bits (RFC 6052, 2.1). */
const TRANSLATED = "64:ff9b::/96";

function listOf(networks: readonly string[], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits = ""] = network.split("/");
    list.addSubnet(address, Number(bits), family);
  }
  return list;
}

const special4 = listOf(SPECIAL_4, "ipv4");
const global6 = listOf([GLOBAL_6], "ipv6");
const special6 = listOf(SPECIAL_6, "ipv6");
const translated = listOf([TRANSLATED], "ipv6");

/** Whether an IP address is public: not of this machine, not of a private network, and not reserved. */
export function isPublicAddress(address: string): boolean {
  if (!isIPv6(address)) return !special4.check(address, "ipv4");
  if (translated.check(address, "ipv6")) return isPublicAddress(lastAsIPv4(address));
  return global6.check(address, "ipv6") && !special6.check(address, "ipv6");
}

function lastAsIPv4(address: string): string {
  const last = address.split(":").slice(-2);
  if (last[1]?.includes(".") === true) return last[1];
  return last
    .flatMap((group) => [parseInt(group || "0", 16) >> 8, parseInt(group || "0", 16) & 255])
    .join(".");
}

/**
 * Whether requests to a host are allowed, judged by `URL.hostname` alone: it is a name, or a public IP
 * address.
 */
export function isAllowedHost(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, "");
  return isIP(address) === 0 || isPublicAddress(address);
}
