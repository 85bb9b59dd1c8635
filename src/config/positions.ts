/** Finds positions of values in the configuration file, so that messages can name their line. */

import { createPlaces } from "../content/markdown/positions.js";
import { isFile, readSource } from "../system/files.js";
import type { Position } from "../model/model.js";

/** The text of the configuration file or of another JavaScript or JSON file; empty if it does not exist. */
export function configTextOf(root: string, file: string | undefined): string {
  const read = file === undefined ? undefined : readSource(root, file);
  return read !== undefined && isFile(read) ? new TextDecoder().decode(read.bytes) : "";
}

/**
 * The positions of quoted texts, in order, after the name of a setting if it occurs. Each search starts after
 * the previous text, so that a repeated text has two positions. Undefined for computed texts. With "key",
 * only texts before a colon count.
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
 * The position of an object key: `title:`, `"broken-link":`, `eleventy(config)`. For nested keys, the last
 * one that is found; in a list, within its first entry. Undefined if the keys are computed.
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
