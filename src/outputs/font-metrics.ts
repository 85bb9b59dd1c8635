/** The average text width of a font, and the metrics of common system fonts. */

/** Frequency of each letter and of spaces in 1,000 characters of English text. */
const LETTERS: Readonly<Record<string, number>> = {
  " ": 182,
  e: 104,
  t: 74,
  a: 67,
  o: 61,
  i: 57,
  n: 55,
  s: 52,
  h: 50,
  r: 49,
  d: 35,
  l: 33,
  c: 23,
  u: 23,
  m: 20,
  w: 19,
  f: 18,
  g: 17,
  y: 16,
  p: 16,
  b: 12,
  v: 8,
  k: 6,
  j: 1,
  x: 1,
  q: 1,
  z: 1,
};

/**
 * The average width of English text. `widthOf` returns the width of one letter, and the result has the same
 * unit.
 */
export function letterWidth(widthOf: (letter: string) => number): number {
  const all = Object.entries(LETTERS);
  return (
    all.reduce((sum, [letter, count]) => sum + count * widthOf(letter), 0) /
    all.reduce((sum, [, count]) => sum + count, 0)
  );
}

/** Averages the widths of the space and of `a` to `z`, given in thousandths of the font size. */
const widthIn = (widths: readonly number[]) =>
  letterWidth((letter) => (widths[letter === " " ? 0 : letter.charCodeAt(0) - 96] ?? 0) / 1000);

/**
 * Fonts that nearly every system has, or metric-compatible replacements. Widths are those of the PostScript
 * core fonts (Adobe, Helvetica and Times), which all of these match.
 */
export const SYSTEM_FONTS = {
  "sans-serif": {
    names: ["Arial", "Liberation Sans", "Arimo", "Helvetica"],
    averageWidth: widthIn([
      278, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278,
      556, 500, 722, 500, 500, 500,
    ]),
  },
  serif: {
    names: ["Times New Roman", "Liberation Serif", "Tinos", "Times"],
    averageWidth: widthIn([
      250, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278,
      500, 500, 722, 500, 500, 444,
    ]),
  },
  monospace: { names: ["Courier New", "Liberation Mono", "Cousine", "Courier"], averageWidth: 0.6 },
} as const;
