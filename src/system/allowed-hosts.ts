/** The host names and IP addresses of this machine, for servers that other machines can reach. */

import { hostname, networkInterfaces } from "node:os";
import { isLocalHost } from "./requests.js";

type Interfaces = ReturnType<typeof networkInterfaces>;

/** The IP addresses of this machine in its networks, in the notation of URLs, without loopback. */
function networkAddresses(families: readonly string[], interfaces: Interfaces): readonly string[] {
  const list = Object.values(interfaces).flatMap((some = []) =>
    some.filter(({ internal, family }) => !internal && families.includes(family)),
  );
  // Link-local IPv6 needs the name of the link, which URLs cannot contain (RFC 4291, 2.5.6).
  return list
    .map(({ address }) => address)
    .filter((address) => !/^fe[89ab].:/i.test(address))
    .map(inUrl);
}

const inUrl = (address: string): string => (address.includes(":") ? `[${address}]` : address);

/**
 * The hosts to type for a server that listens at `listens`, in the notation of URLs. The first one is for
 * this machine.
 */
export function shownHosts(
  listens: string | undefined,
  interfaces: Interfaces = networkInterfaces(),
): readonly string[] {
  if (listens === "0.0.0.0") return ["localhost", ...networkAddresses(["IPv4"], interfaces)];
  if (listens === "::") return ["localhost", ...networkAddresses(["IPv4", "IPv6"], interfaces)];
  return [listens === undefined || listens === "127.0.0.1" ? "localhost" : inUrl(listens)];
}

/**
 * Whether a Host header is one of the own names of a server that listens at `listens` (an IP address or a
 * name; undefined: only this machine).
 */
export function ownHosts(listens: string | undefined): (host: string | undefined) => boolean {
  if (listens === undefined) return isLocalHost;
  const isEverywhere = listens === "0.0.0.0" || listens === "::";
  const names = new Set(
    [
      listens,
      `[${listens}]`,
      ...(isEverywhere
        ? [...networkAddresses(["IPv4", "IPv6"], networkInterfaces()), hostname(), `${hostname()}.local`]
        : []),
    ].map((name) => name.toLowerCase()),
  );
  return (host) => isLocalHost(host) || names.has((host ?? "").toLowerCase().replace(/:\d+$/, ""));
}
