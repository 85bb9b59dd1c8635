/** The URL part for a tag. */

/**
 * Symbols that distinguish names, such as those of programming languages; `.` at the start (`.NET`), `#` at
 * the end (`C#`).
 */
const SPELLED: readonly (readonly [RegExp, string])[] = [
  [/\+/g, " plus "],
  [/&/g, " and "],
  [/(?<=[\p{L}\p{N}])#/gu, " sharp "],
  [/(?<![^\s])\.(?=[\p{L}\p{N}])/gu, " dot "],
  // don't, what's
  [/['’](?=[st](?![\p{L}\p{N}]))/gu, ""],
];

/**
 * A tag in lower case, with hyphens between words of any script: `c-plus-plus` for `C++`, `日本語`, `node-js`
 * for `Node.js`. Never empty: a tag without letters and digits becomes the code points of its characters. For
 * ASCII words it equals Eleventy's `slugify`.
 */
export function tagSlug(tag: unknown): string {
  const text = String(tag ?? "").normalize("NFC");
  const spelled = SPELLED.reduce((written, [sign, word]) => written.replace(sign, word), text);
  const slug = spelled
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
  return slug !== ""
    ? slug
    : text === ""
      ? "none"
      : [...text].map((character) => `u${(character.codePointAt(0) ?? 0).toString(16)}`).join("-");
}
