/** The links that layouts and templates write out, rewritten. */

import type { Link, TextEdit } from "../model/model.js";
import { writtenAt, writtenPath } from "../edits/written-url.js";
import { decode } from "../utils/percent.js";
import { linksInTemplate } from "../templates/template-links.js";
import type { TemplateText } from "../templates/analyze.js";
import type { MovedSite, Seen } from "./ends.js";
import { newPathOf, type LinkEdits } from "./page-links.js";

/** A template; the place of its page before and after the move, where it is one. */
export interface MovedTemplate {
  readonly template: TemplateText;
  readonly page?: { readonly from: Seen; readonly to: Seen } | undefined;
}

/** `base` is the path below which the site is served, `root` the home page: links from the root are the same from everywhere. */
export function editTemplateLinks(
  { template, page }: MovedTemplate,
  { base, root, site }: { readonly base: string; readonly root: Seen; readonly site: MovedSite },
): LinkEdits {
  const lines = template.body.split("\n");
  const edits: TextEdit[] = [];
  const byHand: Link[] = [];
  for (const link of linksInTemplate(template, base, page !== undefined)) {
    if (link.from === "host" || (link.from === "page" && page === undefined)) continue;
    const { from, to } = link.from === "page" && page !== undefined ? atUrls(page) : { from: root, to: root };
    const found = newPathOf(link, from, to, site);
    if (found === undefined) continue;
    // Links are found in text with a base, and edited behind it.
    const lead = link.written === undefined || link.written === link.href ? 0 : base.length - 1;
    const offset = link.column - 1 + lead;
    const path = decode(link.href.replace(/[?#].*$/s, ""));
    const was = writtenAt(lines[link.line - template.bodyLine] ?? "", offset, path);
    if (found === "" || was === undefined || was === "") byHand.push(link);
    else edits.push({ line: link.line, column: offset + 1, was, text: writtenPath(found) });
  }
  return { edits, byHand };
}

/** Browsers see the links of a template from the URL of its page: its source leads nowhere. */
function atUrls({ from, to }: NonNullable<MovedTemplate["page"]>): {
  readonly from: Seen;
  readonly to: Seen;
} {
  const seen = ({ page, url }: Seen): Seen => ({ url, page: { ...page, source: "" } });
  return { from: seen(from), to: seen(to) };
}
