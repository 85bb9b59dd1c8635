/** Finds elements without the name that readers need. */

import { decodeEntities } from "../../content/html/entities.js";
import type { HtmlTag } from "../../content/html/scan.js";
import { hiddenParts } from "./hidden-parts.js";
import { endOf, hasAny, isHidden, textBetween, valueOf, type PageTags } from "./rule.js";

/** Reports each element that `isWanted` selects and that has no name. */
export function findNameless(
  page: PageTags,
  isWanted: (tag: HtmlTag) => boolean,
  report: (tag: HtmlTag) => void,
): void {
  const { tags } = page;
  const hides = hiddenParts();
  for (const [index, tag] of tags.entries()) {
    const isInHiddenPart = hides(tag);
    if (tag.closing || isInHiddenPart || !isWanted(tag) || isHidden(tag)) continue;
    if (hasAny(tag, "aria-label", "aria-labelledby", "title")) continue;
    // Most elements begin with text.
    const next = tags[index + 1]?.start ?? tag.end;
    const text = page.html.slice(tag.end, next);
    if (/[\p{L}\p{N}]/u.test(text) && !text.includes("<!--")) continue;
    const end = endOf(tags, index);
    if (end < tags.length && !hasName(page, index, end)) report(tag);
  }
}

function hasName(page: PageTags, from: number, to: number): boolean {
  const isNamed = page.tags.slice(from + 1, to).some((tag) => {
    if (tag.closing) return false;
    // A script or a browser may show other content here, so the element counts as named.
    if (tag.name.includes("-") || /^(?:slot|iframe|object|canvas|video|audio|math|input)$/.test(tag.name))
      return true;
    if (tag.name === "use") return false;
    // A missing `alt` is reported by another rule.
    if (tag.name === "img") return valueOf(tag, "alt")?.trim() !== "" && !isHidden(tag);
    return hasAny(tag, "aria-label", "aria-labelledby", "title", "data-i18n", "x-text", "v-text");
  });
  return isNamed || decodeEntities(textBetween(page, from, to)).trim() !== "";
}
