/** The links of one page that a move breaks or leads elsewhere, rewritten. */

import type { Link, Page, TextEdit } from "../model/model.js";
import { writtenPath } from "../edits/written-url.js";
import { decode } from "../utils/percent.js";
import type { MovedSite, Seen } from "./ends.js";
import { candidatesFor } from "./link-candidates.js";
import { placesOfLink } from "../edits/link-text.js";

/** What is to be done about the links of a file. */
export interface LinkEdits {
  readonly edits: readonly TextEdit[];
  /** Those that would break, whose text cannot be found for certain, or for which there is no other path. */
  readonly byHand: readonly Link[];
}

/** A page before and after the move. */
export interface MovedPage {
  readonly page: Page;
  readonly from: Seen;
  readonly to: Seen;
}

/** `lines` are those of the page's file. */
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

/** The path, decoded, by which a link leads to the same thing after the move; undefined where it does already, and empty where there is none. */
export function newPathOf(link: Link, from: Seen, to: Seen, site: MovedSite): string | undefined {
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
