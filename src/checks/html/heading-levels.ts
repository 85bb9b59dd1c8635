/** Reports headings that skip a level. */

import { decodeEntities } from "../../content/html/entities.js";
import { locateHeading } from "./locate.js";
import { endOf, textBetween, type HtmlRule } from "./rule.js";

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
        const text = textBetween(page, index, endOf(tags, index));
        report(tag, `${last} ${level} ${decodeEntities(text).trim().replace(/\s+/g, " ")}`);
      }
      last = level;
    }
  },
  locate({ about }, text, used) {
    const [, level = "", title = ""] = /^\d (\d) (.*)$/.exec(about) ?? [];
    return locateHeading(Number(level), title, text, used);
  },
  describe({ about }) {
    const [last = "", level = ""] = about.split(" ");
    return [
      `A heading of level ${level} follows one of level ${last}: readers who jump between headings expect a level in between.`,
      `Make it level ${Number(last) + 1}: \`${"#".repeat(Number(last) + 1)} …\` in Markdown, \`<h${Number(last) + 1}>\` in HTML.`,
    ];
  },
};
