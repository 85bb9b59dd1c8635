/** Reports invisible characters in code that change the direction of text. */

import { endOf, type HtmlRule } from "./rule.js";

/** Embeddings, overrides and isolates (Unicode Standard Annex #9). */
const CONTROLS = /[\u202a-\u202e\u2066-\u2069]|&#(?:823[4-8]|829[4-7]|x(?:202[a-e]|206[6-9]));/i;

export const bidiControls: HtmlRule = {
  name: "bidi-controls",
  code: "bidi-control",
  find({ html, tags }, report) {
    if (!CONTROLS.test(html)) return;
    let end = 0;
    for (const [index, { name, closing, start, end: from }] of tags.entries()) {
      if (closing || (name !== "pre" && name !== "code") || start < end) continue;
      end = tags[endOf(tags, index)]?.start ?? html.length;
      const found = CONTROLS.exec(html.slice(from, end));
      if (found === null) continue;
      const at = from + found.index;
      report({ start: at, end: at + found[0].length }, codePoint(found[0]));
    }
  },
  locate({ about }, text, used) {
    const character = String.fromCodePoint(Number.parseInt(about.slice(2), 16));
    let at = text.indexOf(character);
    while (at !== -1 && used.has(at)) at = text.indexOf(character, at + 1);
    return at === -1 ? undefined : at;
  },
  describe: ({ about }) => [
    `The code contains the invisible character ${about}, which changes the direction of text: ` +
      "readers see code that differs from what they copy.",
    "Remove the character, or name it in the text.",
  ],
};

function codePoint(written: string): string {
  const [, digits = ""] = /^&#(\w+);$/.exec(written) ?? [];
  const code =
    digits === ""
      ? (written.codePointAt(0) ?? 0)
      : /^x/i.test(digits)
        ? Number.parseInt(digits.slice(1), 16)
        : Number(digits);
  return `U+${code.toString(16).toUpperCase()}`;
}
