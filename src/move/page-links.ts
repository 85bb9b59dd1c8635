/** Rewrites the links of a page that a move would break or change. */

import type { Link, Page, TextEdit } from "../model/model.js";
import { writtenPath } from "../edits/written-url.js";
import { decode } from "../utils/percent.js";
import type { MovedSite, LinkOrigin } from "./ends.js";
import { candidatesFor } from "./link-candidates.js";
import { placesOfLink } from "../edits/link-text.js";

/** Changes to the links of a file. */
export interface LinkEdits {
  readonly edits: readonly TextEdit[];
  /** Links that would break, but whose text cannot be located for certain, or that have no other path. */
  readonly byHand: readonly Link[];
}

/** A page before and after the move. */
export interface MovedPage {
  readonly page: Page;
  readonly from: LinkOrigin;
  readonly to: LinkOrigin;
}

/** `lines`: those of the page's file. */
export function editLinks(
  { page, from, to }: MovedPage,
  lines: readonly string[],
  site: MovedSite,
): LinkEdits {
  const edits: TextEdit[] = [];
  const byHand: Link[] = [];
  for (const link of page.links) {
    const path = newPathOf(link, from, to, site);
    if (path === undefined) continue;
    const places = path === "" ? [] : placesOfLink(link, lines, page.bodyLine);
    if (places.length === 0) byHand.push(link);
    for (const place of places) edits.push({ ...place, text: writtenPath(path) });
  }
  return { edits, byHand };
}

/**
 * The decoded path with which a link has the same target after the move. Undefined if no change is needed,
 * empty if no path works.
 */
export function newPathOf(link: Link, from: LinkOrigin, to: LinkOrigin, site: MovedSite): string | undefined {
  const [, written = "", tail = ""] = /^([^?#]*)(.*)$/s.exec(link.href) ?? [];
  if (written === "") return undefined;
  const target = site.targetOf(link, from);
  if (target === undefined || site.leadsToSame(link, from, link, to)) return undefined;
  const page = {
    before: { source: from.page.source, url: from.url },
    after: { source: to.page.source, url: to.url },
  };
  const found = candidatesFor(decode(written), page, target).find((path) =>
    site.leadsToSame(link, from, { ...link, href: writtenPath(path) + tail }, to),
  );
  return found ?? "";
}
