/** Pages whose HTML is larger than the site's budget. */

import { sizeText } from "../../utils/size-text.js";
import { endOf, type HtmlRule, type PageTags } from "./rule.js";

export const pageWeight: HtmlRule = {
  name: "page-weight",
  code: "page-weight",
  find(page, report) {
    const { html, budget } = page;
    // A unit of a JavaScript string has at most three bytes in UTF-8.
    if (budget === undefined || html.length * 3 <= budget) return;
    const bytes = Buffer.byteLength(html);
    if (bytes > budget)
      report(
        { start: 0, end: 0 },
        `${sizeText(bytes)}, and the budget is ${sizeText(budget)}${partsText(page, bytes)}`,
      );
  },
  describe: ({ about }) => [
    `The HTML of the page has ${about}.`,
    "Split the page, move scripts, styles and images into files, or raise `budgets.page`.",
  ],
};

/** Parts of a page that weigh, by their elements. */
const PARTS: Readonly<Record<string, string>> = {
  script: "scripts",
  style: "styles",
  svg: "drawings",
  nav: "navigation",
  table: "tables",
  pre: "code blocks",
};

/** The largest part of the page, if that is not its text. */
function partsText({ html, tags }: PageTags, bytes: number): string {
  const sums = new Map<string, number>();
  const add = (part: string, size: number) => sums.set(part, (sums.get(part) ?? 0) + size);
  let last = 0;
  for (const [index, tag] of tags.entries()) {
    for (const { value } of tag.attributes)
      if (value.startsWith("data:")) add("images in URLs", value.length);
    const part = PARTS[tag.name];
    if (tag.closing || part === undefined || tag.start < last) continue;
    last = tags[endOf(tags, index)]?.end ?? html.length;
    add(part, last - tag.start);
  }
  const large = [...sums].filter(([, size]) => size > bytes / 10).sort(([, a], [, b]) => b - a);
  const named = large.slice(0, 2).map(([part, size]) => `${sizeText(size)} are ${part}`);
  return named.length === 0 ? "" : `: ${named.join(", ")}`;
}
