/** Reports links without a name. */

import type { HtmlTag } from "../../content/html/scan.js";
import { findNameless } from "./nameless.js";
import { valueOf, type HtmlRule } from "./rule.js";

export const linkNames: HtmlRule = {
  name: "link-names",
  code: "link-text",
  isParsers: true,
  find: (page, report) => findNameless(page, isLink, report),
  describe: ({ text }) => [
    `The link \`${text}\` has no text: screen readers read its URL, or nothing.`,
    'Add text, alt text for its image, or `aria-label="Home"`.',
  ],
};

/** A link to a part of its own page may be the mark of a heading, which a style sheet displays. */
function isLink(tag: HtmlTag): boolean {
  const href = tag.name === "a" ? (valueOf(tag, "href") ?? "") : "";
  return href !== "" && !href.startsWith("#");
}
