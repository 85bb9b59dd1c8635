/** Rewrites the links in layouts and templates. */

import type { Link, TextEdit } from "../model/model.js";
import { writtenAt, writtenPath } from "../edits/written-url.js";
import { decode } from "../utils/percent.js";
import { linksInTemplate } from "../templates/template-links.js";
import type { TemplateText } from "../templates/analyze.js";
import type { MovedSite, LinkOrigin } from "./ends.js";
import { newPathOf, type LinkEdits } from "./page-links.js";

/** A template. If it is a page: its location before and after the move. */
export interface MovedTemplate {
  readonly template: TemplateText;
  readonly page?: { readonly from: LinkOrigin; readonly to: LinkOrigin } | undefined;
}

/**
 * `base`: the path below which the site is served. `root`: the home page, because links that start with `/`
 * mean the same from every page.
 */
export function editTemplateLinks(
  { template, page }: MovedTemplate,
  { base, root, site }: { readonly base: string; readonly root: LinkOrigin; readonly site: MovedSite },
): LinkEdits {
  const lines = template.body.split("\n");
  const edits: TextEdit[] = [];
  const byHand: Link[] = [];
  for (const link of linksInTemplate(template, base, page !== undefined)) {
    if (link.from === "host" || (link.from === "page" && page === undefined)) continue;
    const { from, to } = link.from === "page" && page !== undefined ? atUrls(page) : { from: root, to: root };
    const found = newPathOf(link, from, to, site);
    if (found === undefined) continue;
    // Links are found in text with the base, and edited after it.
    const lead = link.written === undefined || link.written === link.href ? 0 : base.length - 1;
    const offset = link.column - 1 + lead;
    const path = decode(link.href.replace(/[?#].*$/s, ""));
    const was = writtenAt(lines[link.line - template.bodyLine] ?? "", offset, path);
    if (found === "" || was === undefined || was === "") byHand.push(link);
    else edits.push({ line: link.line, column: offset + 1, was, text: writtenPath(found) });
  }
  return { edits, byHand };
}

/** Browsers resolve the links of a template from the URL of its page, not from its source. */
function atUrls({ from, to }: NonNullable<MovedTemplate["page"]>): {
  readonly from: LinkOrigin;
  readonly to: LinkOrigin;
} {
  const atUrl = ({ page, url }: LinkOrigin): LinkOrigin => ({ url, page: { ...page, source: "" } });
  return { from: atUrl(from), to: atUrl(to) };
}
