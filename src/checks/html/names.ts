/** Links and buttons that show and say nothing. */

import { decodeEntities } from "../../content/html/entities.js";
import type { HtmlTag } from "../../content/html/scan.js";
import { hiddenParts } from "./hidden-parts.js";
import { endOf, hasAny, isHidden, textBetween, valueOf, type HtmlRule, type PageTags } from "./rule.js";

export const linkNames: HtmlRule = {
  name: "link-names",
  code: "link-text",
  isParsers: true,
  find: (page, report) => findNameless(page, isLink, report),
  tell: ({ text }) => [
    `The link \`${text}\` has no text: screen readers read its URL, or nothing.`,
    'Write its text, or what its image shows as `alt`; or add `aria-label="Home"`.',
  ],
};

export const buttonNames: HtmlRule = {
  name: "button-names",
  code: "button-text",
  find: (page, report) => findNameless(page, ({ name }) => name === "button", report),
  tell: ({ text }) => [
    `The button \`${text}\` has no text: screen readers do not say what it does.`,
    'Write its text, or add `aria-label="Close"`.',
  ],
};

/** A link to a part of its page may be the mark of a heading, which a style sheet shows. */
function isLink(tag: HtmlTag): boolean {
  const href = tag.name === "a" ? (valueOf(tag, "href") ?? "") : "";
  return href !== "" && !href.startsWith("#");
}

function findNameless(
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
