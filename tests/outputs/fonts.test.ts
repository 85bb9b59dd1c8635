/** The style sheet of a site's fonts. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fontStyles, unicodeRange } from "../../src/outputs/fonts.js";
import type { ThemeFont } from "../../src/config/theme-options.js";
import { PROJECT } from "../support/project.js";

const FILES = join(PROJECT, "node_modules/@fontsource-variable/inter/files");
const inter = (use: ThemeFont["use"], ...names: string[]): ThemeFont => ({
  use,
  family: "Inter",
  display: "optional",
  fallback: "sans-serif",
  preload: true,
  files: names.map((name) => ({ source: `inter-${name}-wght-normal.woff2`, output: `assets/${name}.woff2` })),
});
const read = (source: string) => readFileSync(join(FILES, source));

it("describes the files: weight, and each character once", async () => {
  const css = await fontStyles([inter("text", "latin", "latin-ext")], read);
  const faces = [
    ...css.matchAll(
      /url\("([\w-]+)\.woff2"\).* font-weight: ([\d ]+); font-style: (\w+);.* unicode-range: ([^;]+);/g,
    ),
  ].map(([, ...facts]) => facts);
  expect(faces.map((facts) => facts.slice(0, 3))).toEqual([
    ["latin", "100 900", "normal"],
    ["latin-ext", "100 900", "normal"],
  ]);
  const [latin = [], more = []] = faces.map(([, , , ranges = ""]) =>
    ranges.split(",").flatMap((range) => {
      const [from = 0, to = from] = range
        .slice(2)
        .split("-")
        .map((hex) => parseInt(hex, 16));
      return Array.from({ length: to - from + 1 }, (_, index) => from + index);
    }),
  );
  for (const letter of "aZ9 éß“€") expect(latin, letter).toContain(letter.codePointAt(0));
  for (const letter of "ěŁ") expect(more, letter).toContain(letter.codePointAt(0));
  expect(more.filter((character) => latin.includes(character))).toEqual([]);
});

it("gives a system font the width and height of the site's font, within half a percent of known values of Inter", async () => {
  // The figures that Next.js has for Inter over Arial, from Google's font metrics.
  const known = {
    "size-adjust": 107.06,
    "ascent-override": 90.49,
    "descent-override": 22.56,
    "line-gap-override": 0,
  };
  const css = await fontStyles([inter("text", "latin")], read);
  for (const [name, value] of Object.entries(known))
    expect(Math.abs(Number(new RegExp(`${name}: ([\\d.]+)%`).exec(css)?.[1]) - value), name).toBeLessThan(
      0.5,
    );
});

it("writes the rules of a font once, for any number of uses", async () => {
  const css = await fontStyles([inter("text", "latin"), inter("headings", "latin")], read);
  expect(css.match(/@font-face/g)).toHaveLength(2);
  expect(css).toContain(
    '--font: "Inter", "Inter fallback", var(--font-system); --font-headings: "Inter", "Inter ' +
      'fallback", var(--font);',
  );
});

it("writes characters that follow each other as a range", () => {
  expect(unicodeRange([32, 33, 34, 160, 8364, 8365])).toBe("U+20-22,U+A0,U+20AC-20AD");
});

it("cut into subsets has a face for each, with the characters that the font has of it", async () => {
  const [file] = inter("text", "latin-ext").files;
  const css = await fontStyles(
    [
      {
        ...inter("text"),
        files: (["latin-ext", "vietnamese"] as const).map((subset) => ({
          source: file?.source ?? "",
          output: `assets/${subset}.woff2`,
          subset,
        })),
      },
    ],
    read,
  );
  const ranges = [...css.matchAll(/url\("([\w-]+)\.woff2"\).* unicode-range: ([^;]+);/g)].map(
    ([, name, range = ""]) => [name, range.split(",").length > 5],
  );
  expect(ranges.map(([name]) => name)).toEqual(["latin-ext", "vietnamese"]);
  expect(css).toContain("U+100-");
});
