/**
 * Identifies the target of a link independently of its URL, so that it is the same before and after a move.
 */

import type { LinkEnd } from "../../model/model.js";
import { decode } from "../../utils/percent.js";
import { bare } from "./link-targets.js";
import type { Resolved } from "./resolve-link.js";

/** The target of a resolved link. `templates` are the URLs of pages that Eleventy evaluates, by source. */
export function linkEnd(resolved: Resolved, templates: ReadonlyMap<string, string | false>): LinkEnd {
  if (resolved.kind === "page") return { kind: "page", page: resolved.target };
  if (resolved.kind === "static") return { kind: "file", source: resolved.source };
  if (resolved.kind === "external" || resolved.kind === "nowhere") return { kind: "other" };
  const { path } = resolved;
  for (const [source, url] of templates)
    if (url !== false && bare(decode(url)) === bare(path)) return { kind: "file", source };
  return { kind: "path", path };
}
