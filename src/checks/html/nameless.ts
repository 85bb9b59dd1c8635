/** Elements that readers use by their name, and that have none. */

import { decodeEntities } from "../../content/html/entities.js";
import type { HtmlTag } from "../../content/html/scan.js";
import { hiddenParts } from "./hidden-parts.js";
import { endOf, hasAny, isHidden, textBetween, valueOf, type PageTags } from "./rule.js";

/** Reports each element that is asked for and has no name. */
export function findNameless(
  page: PageTags,
  isAsked: (tag: HtmlTag) => boolean,
  report: (tag: HtmlTag) => void,
): void {
  const { tags } = page;
  const hides = hiddenParts();
  for (const [index, tag] of tags.entries()) {
    const isAway = hides(tag);
    if (tag.closing || isAway || !isAsked(tag) || isHidden(tag)) continue;
    if (hasAny(tag, "aria-label", "aria-labelledby", "title")) continue;
    // Most have a text at once.
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
    // What a program, or a browser, shows in its place is not known here.
    if (tag.name.includes("-") || /^(?:slot|iframe|object|canvas|video|audio|math|input)$/.test(tag.name))
      return true;
    if (tag.name === "use") return false;
    // An image without `alt` is another mistake.
    if (tag.name === "img") return valueOf(tag, "alt")?.trim() !== "" && !isHidden(tag);
    return hasAny(tag, "aria-label", "aria-labelledby", "title", "data-i18n", "x-text", "v-text");
  });
  return isNamed || decodeEntities(textBetween(page, from, to)).trim() !== "";
}
