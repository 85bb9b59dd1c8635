/** Replaces the placeholders of stage 1 with URLs and image sizes. */

import { LINK_MARK, type ResolvedLinks, type ImageSize } from "../../model/placeholders.js";
import { escapeAttribute } from "../../utils/escape-html.js";
import { isPlainObject } from "../../utils/is-record.js";

/** A body with its placeholders replaced. */
export function resolvePlaceholders(html: string, resolved: () => ResolvedLinks): string {
  const parts = html.split(LINK_MARK);
  if (parts.length === 1) return html;
  const { hrefs, sizes } = resolved();
  for (let index = 1; index < parts.length; index += 2) {
    const mark = parts[index] ?? "";
    parts[index] = mark.startsWith("=")
      ? sizeAttributes(mark, sizes)
      : attributeOf(hrefs[Number(mark)] ?? "");
  }
  return parts.join("");
}

/** The attributes for `=3`, or for `=3=5`, an image with an alternative: empty if their sizes differ. */
function sizeAttributes(mark: string, sizes: ResolvedLinks["sizes"]): string {
  const [first, ...others] = mark
    .slice(1)
    .split("=")
    .map((number): ImageSize | undefined => sizes[Number(number)]);
  if (
    first === undefined ||
    others.some((other) => other?.width !== first.width || other.height !== first.height)
  )
    return "";
  return ` width="${first.width}" height="${first.height}"`;
}

/** Characters that must be encoded or escaped. Few URLs contain one. */
const SPECIAL = /[\s<>"'&`{}|\\^]/;

function attributeOf(href: string): string {
  return SPECIAL.test(href) ? escapeAttribute(encodeSpaces(href)) : href;
}

const ONE_MARK = new RegExp(`^${LINK_MARK}(\\d+)${LINK_MARK}$`);

/**
 * A value with all placeholders in its texts replaced, and with sizes added to its images. A text that is
 * only a placeholder is a URL that a layout prints and escapes itself.
 */
export function fillAll(value: unknown, resolved: ResolvedLinks): unknown {
  if (typeof value === "string") {
    const number = aloneIn(value);
    return number === undefined
      ? resolvePlaceholders(value, () => resolved)
      : encodeSpaces(resolved.hrefs[number] ?? "");
  }
  if (Array.isArray(value)) return value.map((item) => fillAll(item, resolved));
  if (!isPlainObject(value)) return value;
  const filled = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, fillAll(inner, resolved)]),
  );
  return { ...filled, ...sizeOf(value["src"], resolved) };
}

function aloneIn(text: string): number | undefined {
  const alone = ONE_MARK.exec(text);
  return alone === null ? undefined : Number(alone[1]);
}

function sizeOf(src: unknown, { sizes }: ResolvedLinks): ImageSize | undefined {
  const number = typeof src === "string" ? aloneIn(src) : undefined;
  return number === undefined ? undefined : sizes[number];
}

function encodeSpaces(href: string): string {
  return href.replace(/[\s<>"`{}|\\^]/g, encodeURIComponent);
}
