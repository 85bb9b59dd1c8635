/**
 * The style sheet of the site's own fonts. Until a font loads, a system font is shown, scaled to the same
 * metrics so that the layout does not shift. The only importer of fontkitten.
 */

import { charactersIn, type FontSubset } from "../config/font-subsets.js";
import { letterWidth, SYSTEM_FONTS } from "./font-metrics.js";
import type { ThemeFont } from "../config/theme-options.js";

/** Facts from a font file. */
interface FontFacts {
  /** Its file in the output folder. */
  readonly output: string;
  /** `400`, or the range of a variable font: `100 900`. */
  readonly weight: string;
  readonly style: "normal" | "italic";
  readonly characters: readonly number[];
  /** As a fraction of the font size, like the following ones. */
  readonly ascent: number;
  readonly descent: number;
  readonly lineGap: number;
  /** Weighted by the frequency of letters in English. */
  readonly averageWidth: number;
}

/** The custom property in `tokens.css` for each use of a font, and its fallback. */
const TOKENS = {
  text: ["--font", "var(--font-system)"],
  headings: ["--font-headings", "var(--font)"],
  code: ["--mono", "var(--mono-system)"],
} as const;

/**
 * The CSS rules of the site's fonts. `read` returns the bytes of a source file. Throws for a file that is not
 * a font.
 */
export async function fontStyles(
  fonts: readonly ThemeFont[],
  read: (source: string) => Uint8Array,
): Promise<string> {
  const rules = new Map<string, string>();
  const tokens: string[] = [];
  for (const font of fonts) {
    const facts: FontFacts[] = [];
    for (const { source, output, subset } of font.files)
      facts.push(await factsOf(output, read(source), subset));
    const [first] = facts;
    if (first === undefined) continue;
    // Text and headings may share a font, whose rules are written once.
    for (const rule of [
      ...facts.map((one, index) => faceRule(font, one, facts.slice(0, index))),
      fallbackRule(font, first),
    ])
      rules.set(rule, rule);
    const [token, behind] = TOKENS[font.use];
    tokens.push(`${token}: "${font.family}", "${font.family} fallback", ${behind};`);
  }
  return `${[...rules.keys()].join("\n")}\n:root { ${tokens.join(" ")} }\n`;
}

/** The characters in a font. Throws for a file that is not a font. */
export async function charactersOf(bytes: Uint8Array): Promise<readonly number[]> {
  return (await openFont(bytes)).characterSet;
}

async function openFont(bytes: Uint8Array) {
  const { create } = await import("fontkitten");
  const font = create(bytes as Parameters<typeof create>[0]);
  if (font.isCollection) throw new Error("it contains several fonts.");
  return font;
}

async function factsOf(
  output: string,
  bytes: Uint8Array,
  subset: FontSubset | undefined,
): Promise<FontFacts> {
  const font = await openFont(bytes);
  const wanted = subset && new Set(charactersIn(subset));
  const {
    ascent,
    descent,
    lineGap,
    unitsPerEm,
    variationAxes: { wght },
    characterSet,
    italicAngle,
  } = font;
  return {
    output,
    weight: wght === undefined ? String(font["OS/2"].usWeightClass) : `${wght.min} ${wght.max}`,
    style: italicAngle === 0 ? "normal" : "italic",
    characters: characterSet.filter((character) => wanted?.has(character) ?? true).sort((a, b) => a - b),
    ascent: ascent / unitsPerEm,
    descent: -descent / unitsPerEm,
    lineGap: lineGap / unitsPerEm,
    averageWidth: letterWidth(
      (letter) => font.glyphForCodePoint(letter.charCodeAt(0)).advanceWidth / unitsPerEm,
    ),
  };
}

/** Style sheets are next to the font in `assets/`. */
function faceRule(
  { family, display }: ThemeFont,
  { output, weight, style, characters }: FontFacts,
  before: readonly FontFacts[],
): string {
  const taken = new Set(
    before
      .filter((other) => other.weight === weight && other.style === style)
      .flatMap((other) => other.characters),
  );
  const own = characters.filter((character) => !taken.has(character));
  return (
    `@font-face { font-family: "${family}"; src: url("${output.replace(/^assets\//, "")}") ` +
    `format("woff2"); font-weight: ${weight}; font-style: ${style}; font-display: ${display}; ` +
    `unicode-range: ${unicodeRange(own)}; }`
  );
}

/** A local font with the metrics of the site's font (CSS Fonts Level 5, 11). */
function fallbackRule(
  { family, fallback }: ThemeFont,
  { ascent, descent, lineGap, averageWidth }: FontFacts,
): string {
  const { names, averageWidth: systemWidth } = SYSTEM_FONTS[fallback];
  const scale = averageWidth / systemWidth;
  const percent = (value: number): string => `${Number((value * 100).toFixed(2))}%`;
  return (
    `@font-face { font-family: "${family} fallback"; src: ` +
    `${names.map((name) => `local("${name}")`).join(", ")}; size-adjust: ${percent(scale)}; ` +
    `ascent-override: ${percent(ascent / scale)}; descent-override: ${percent(descent / scale)}; ` +
    `line-gap-override: ${percent(lineGap / scale)}; }`
  );
}

/** `U+20-7E,U+A0`: consecutive characters become a range. */
export function unicodeRange(characters: readonly number[]): string {
  const hex = (value: number): string => value.toString(16).toUpperCase();
  const ranges: string[] = [];
  for (let index = 0; index < characters.length; ) {
    const start = characters[index] ?? 0;
    let end = start;
    while (characters[(index += 1)] === end + 1) end += 1;
    ranges.push(start === end ? `U+${hex(start)}` : `U+${hex(start)}-${hex(end)}`);
  }
  return ranges.length === 0 ? "U+10FFFF" : ranges.join(",");
}
