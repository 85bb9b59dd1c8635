/** Finds positions of values in the configuration file, so that messages can name their line. */

import { createPlaces } from "../content/markdown/positions.js";
import { isFile, readSource } from "../system/files.js";
import type { Position } from "../model/model.js";

/**
 * The text of the configuration file, or of another program or JSON of the site; empty when there is none.
 */
export function configTextOf(root: string, file: string | undefined): string {
  const read = file === undefined ? undefined : readSource(root, file);
  return read !== undefined && isFile(read) ? new TextDecoder().decode(read.bytes) : "";
}

/**
 * The places of texts that stand in quotes, in their order, after the word of a setting where there is one.
 * Each is looked for behind the one before it, so that a text which stands there twice has two places.
 * Undefined for one that is made elsewhere. With "key", texts that no colon follows do not count.
 */
export function placesIn(
  text: string,
  setting: string,
  wanted: readonly string[],
  kind: "text" | "key" = "text",
): readonly (Position | undefined)[] {
  const start = Math.max(0, text.search(new RegExp(`\\b${setting}\\b`)));
  const placeAt = createPlaces(text);
  let from = start;
  return wanted.map((one) => {
    const at = quoted(text, one, from, kind) ?? quoted(text, one, start, kind);
    if (at === undefined) return undefined;
    from = at + one.length;
    return placeAt(at);
  });
}

/**
 * The place of a key, as it is written in an object: `title:`, `"broken-link":`, `eleventy(config)`. Of keys
 * within each other, the last that is found; in a list, those of its first entry. Nothing where they are made
 * elsewhere.
 */
export function placeOfKey(
  text: string,
  ...keys: readonly PropertyKey[]
): (Position & { readonly length: number }) | undefined {
  let found: ReturnType<typeof placeOfKey>;
  let from = 0;
  for (const key of keys) {
    if (key === 0) continue;
    const escaped = String(key).replace(/[^\w]/g, "\\$&");
    const at =
      typeof key === "number"
        ? -1
        : text.slice(from).search(new RegExp(`(?<![\\w$.-])${escaped}(?=["']?\\s*[:(])`));
    if (at === -1) break;
    found = { ...createPlaces(text)(from + at), length: String(key).length };
    from += at;
  }
  return found;
}

/** The offset of a text after its opening quote, at `from` or later. */
function quoted(text: string, wanted: string, from: number, kind: "text" | "key"): number | undefined {
  // Searches for the text and not for the quote, because a missing kind of quote would be searched to the end
  // of the file.
  for (
    let at = text.indexOf(wanted, from + 1);
    at !== -1 && at < text.length;
    at = text.indexOf(wanted, at + 1)
  ) {
    const quote = text.charAt(at - 1);
    const end = at + wanted.length;
    if (
      /["'`]/.test(quote) &&
      text.charAt(end) === quote &&
      (kind === "text" || /^\s*:/.test(text.slice(end + 1, end + 21)))
    )
      return at;
  }
  return undefined;
}
