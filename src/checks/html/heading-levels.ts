/** Reports headings that skip a level. */

import { decodeEntities } from "../../content/html/entities.js";
import type { HtmlTag } from "../../content/html/scan.js";
import { locateHeading } from "./locate.js";
import { endOf, textBetween, type HtmlRule, type PageTags } from "./rule.js";

/** Parts of a page with a separate outline. */
const APART = /^(?:nav|aside|footer|blockquote|dialog)$/;

export const headingLevels: HtmlRule = {
  name: "heading-levels",
  code: "heading-level",
  find(page, report) {
    const { tags } = page;
    const hasMain = tags.some(({ name }) => name === "main");
    let [inMain, apart, last] = [!hasMain, 0, 0];
    for (const [index, tag] of tags.entries()) {
      const { name, closing } = tag;
      if (name === "main") inMain = !closing;
      else if (APART.test(name)) apart = Math.max(0, apart + (closing ? -1 : 1));
      if (closing || !inMain || apart > 0 || name.length !== 2 || !/^h[1-6]$/.test(name)) continue;
      const level = Number(name[1]);
      if (last > 0 && level > last + 1) {
        const title = titleAt(page, index);
        const before = tags
          .slice(0, index)
          .filter((other, at) => isSame(other, tag) && titleAt(page, at) === title);
        report(tag, `${last} ${level} ${before.length} ${title}`);
      }
      last = level;
    }
  },
  locate({ about }, text) {
    const [, level = "", before = "", title = ""] = /^\d (\d) (\d+) (.*)$/.exec(about) ?? [];
    return locateHeading(Number(level), title, Number(before), text);
  },
  describe({ about }) {
    const [last = "", level = ""] = about.split(" ");
    return [
      `A heading of level ${level} follows one of level ${last}: readers who jump between headings ` +
        "expect a level in between.",
      `Make it level ${Number(last) + 1}: \`${"#".repeat(Number(last) + 1)} …\` in Markdown, ` +
        `\`<h${Number(last) + 1}>\` in HTML.`,
    ];
  },
};

function titleAt(page: PageTags, index: number): string {
  const text = textBetween(page, index, endOf(page.tags, index));
  return decodeEntities(text).trim().replace(/\s+/g, " ");
}

function isSame(a: HtmlTag, b: HtmlTag): boolean {
  return a.name === b.name && a.closing === b.closing;
}
