/** Text that was encoded as UTF-8 twice: `weâ€™ve` for “we’ve”. */

import { diagnostic, type Place } from "../../diagnostics/catalogue.js";
import { withFix } from "../../diagnostics/with-fix.js";
import type { Diagnostic } from "../../model/model.js";
import { createPlaces } from "../markdown/positions.js";

/** Windows-1252 from 0x80 to 0x9F; the rest is Latin-1 (WHATWG Encoding, index-windows-1252). */
const HIGH = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
const BYTE = new Map([...HIGH].map((char, index) => [char, 0x80 + index] as const));

/** A lead byte of UTF-8, shown in Windows-1252, and its one to three continuation bytes. */
const CONTINUATION = `[\\u00a0-\\u00bf${HIGH}]`;
const SUSPECT = new RegExp(
  `(?:[\\u00c2-\\u00df]${CONTINUATION}|[\\u00e0-\\u00ef]${CONTINUATION}{2}|[\\u00f0-\\u00f4]` +
    `${CONTINUATION}{3})+`,
  "g",
);

/**
 * Whether a file may contain such text. Its lead bytes, U+00C2 to U+00F4, all start with 0xC3 in UTF-8. Few
 * files contain it.
 */
export function mayBeDoubleEncoded(bytes: Uint8Array): boolean {
  return bytes.includes(0xc3);
}

/** The most findings in one file. With more, the whole file was probably converted in one step. */
const MAX_REPORTED = 100;

/** A warning for each stretch of text that decodes strictly to a shorter one, with the repaired text. */
export function findDoubleEncoded(text: string, source: string): Diagnostic[] {
  const found = [...text.matchAll(SUSPECT)].flatMap(({ 0: written, index }) => {
    const repaired = repair(written);
    return repaired === undefined ? [] : [{ written, index, repaired }];
  });
  const placeAt = createPlaces(text);
  const placeOf = ({ written, index }: (typeof found)[number]): Place => ({
    file: source,
    ...placeAt(index),
    length: written.length,
  });
  const reported = found.slice(0, MAX_REPORTED).map((one) => {
    const word = wordAround(text, one.index, one.written.length);
    const found = diagnostic(
      "double-encoded",
      placeOf(one),
      `“${word}” was encoded as UTF-8 twice; readers see “${one.written}”.`,
      `Replace it with “${word.replace(one.written, one.repaired)}”.`,
    );
    return withFix(found, one.written, one.repaired);
  });
  const next = found[MAX_REPORTED];
  if (next === undefined) return reported;
  return [
    ...reported,
    diagnostic(
      "double-encoded",
      placeOf(next),
      `From here on, ${(found.length - MAX_REPORTED).toLocaleString("en")} more words of this file ` +
        "were encoded as UTF-8 twice.",
      "Fix the whole file at once: a program read it as Windows-1252 and saved it as UTF-8.",
    ),
  ];
}

function repair(text: string): string | undefined {
  const bytes = Uint8Array.from([...text], (char) => BYTE.get(char) ?? char.charCodeAt(0));
  try {
    const repaired = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    // “Ã©” alone may be meant, so the result must be letters, punctuation or symbols.
    return /^[\p{L}\p{P}\p{S}\p{Zs}\p{M}\p{N}\u200d\ufe0f]+$/u.test(repaired) ? repaired : undefined;
  } catch {
    return undefined;
  }
}

function wordAround(text: string, at: number, length: number): string {
  const before = /[^\s]{0,30}$/.exec(text.slice(Math.max(0, at - 30), at))?.[0] ?? "";
  const after = /^[^\s]{0,30}/.exec(text.slice(at + length, at + length + 30))?.[0] ?? "";
  return before + text.slice(at, at + length) + after;
}
