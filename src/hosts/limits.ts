/** How a host's limits are told. */

import { diagnostic } from "../diagnostics.js";
import type { Diagnostic } from "../model.js";
import type { Policy } from "./host.js";

/** A finding when there are more of something than a host takes. `source`: where the host says so. */
export function atMost(host: string, most: number, count: number, what: string, source: string): readonly Diagnostic[] {
  if (count <= most) return [];
  const number = (value: number) => value.toLocaleString("en");
  return [diagnostic("host-limit", {}, `${host} takes ${number(most)} ${what}, and the site has ${number(count)}.`, `See ${source}.`)];
}

/** A finding for a site with headers of its own on a host that sends none. */
export function noHeaders(host: string, { headers }: Policy): readonly Diagnostic[] {
  if (!headers.some(({ isOwn }) => isOwn)) return [];
  return [diagnostic("host-cannot", {}, `${host} sends no headers of a site's own; those of \`headers\` have no effect there.`, "Put a CDN that adds them in front, or choose another host.")];
}
