/** The names under which this machine is reached, for servers that listen to more than itself. */

import { hostname, networkInterfaces } from "node:os";
import { isLocalHost } from "./requests.js";

/** The addresses of this machine in its networks, without its own loopback. */
export function networkAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((list = []) => list.filter(({ internal }) => !internal).map(({ address, family }) => (family === "IPv6" ? `[${address}]` : address)));
}

/** Whether a server that listens at `listens` (an address or a name; undefined: this machine alone) is called by one of its own names. */
export function ownHosts(listens: string | undefined): (host: string | undefined) => boolean {
  if (listens === undefined) return isLocalHost;
  const isEverywhere = listens === "0.0.0.0" || listens === "::";
  const names = new Set([listens, `[${listens}]`, ...(isEverywhere ? [...networkAddresses(), hostname(), `${hostname()}.local`] : [])].map((name) => name.toLowerCase()));
  return (host) => isLocalHost(host) || names.has((host ?? "").toLowerCase().replace(/:\d+$/, ""));
}
