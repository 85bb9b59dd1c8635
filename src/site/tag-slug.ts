/** The part of an address that stands for a tag. */

/** Signs that tell names apart, such as those of programming languages; `.` before a name alone (`.NET`), `#` behind one (`C#`). */
const SPELLED: readonly (readonly [RegExp, string])[] = [
  [/\+/g, " plus "],
  [/&/g, " and "],
  [/(?<=[\p{L}\p{N}])#/gu, " sharp "],
  [/(?<![^\s])\.(?=[\p{L}\p{N}])/gu, " dot "],
  // don't, what's
  [/['’](?=[st](?![\p{L}\p{N}]))/gu, ""],
];

/**
 * A tag in small letters, of any script, with a hyphen for all between them: `c-plus-plus` of `C++`, `日本語`, `node-js` of
 * `Node.js`. Never empty: a tag without a letter or a digit is the numbers of its characters. In ASCII without signs it is
 * what Eleventy's `slugify` gives.
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
