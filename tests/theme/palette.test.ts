/** Colours that can be read: the theme's own, and those computed from any brand. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contrast, parseHex, toHex, toOklch } from "../../src/templates/assets/colour.js";
import { accentsOf, BACKGROUNDS } from "../../src/templates/assets/palette.js";
import { PROJECT, site } from "../support/site.js";

const tokens = readFileSync(join(PROJECT, "layouts/styles/tokens.css"), "utf8");
const pairsOf = [...tokens.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)];
const palettes = {
  light: Object.fromEntries(pairsOf.map(([, name = "", light = ""]) => [name, light])),
  dark: Object.fromEntries(pairsOf.map(([, name = "", , dark = ""]) => [name, dark])),
};

const syntax = [
  "plain",
  "keyword",
  "string",
  "comment",
  "constant",
  "function",
  "parameter",
  "punctuation",
].map((name) => `hl-${name}`);
/** Text and what is behind it. */
const pairs = [
  ["text", "background"],
  ["text", "surface"],
  ["muted", "background"],
  ["muted", "surface"],
  ["accent", "background"],
  ["accent", "surface"],
  ["accent-strong", "accent-soft"],
  ["on-accent", "accent"],
  ["on-accent", "accent-strong"],
  ...["note", "tip", "important", "warning", "caution"].flatMap((name) => [
    [name, "background"],
    [name, "surface"],
  ]),
  ...syntax.flatMap((name) => ["code", "code-mark", "code-add", "code-remove"].map((back) => [name, back])),
] as const;

describe("the theme's palette", () => {
  it.each(["light", "dark"] as const)("has the contrast of WCAG AA, %s", (name) => {
    const colours = palettes[name];
    const weak = pairs
      .map(
        ([front = "", back = ""]) =>
          [front, back, contrast(colours[front] ?? "", colours[back] ?? "")] as const,
      )
      .filter(([, , ratio]) => ratio < 4.5);
    expect(Object.keys(colours).length).toBeGreaterThan(20);
    expect(weak).toEqual([]);
  });

  it("has the grounds that brands are computed for", () => {
    for (const name of ["light", "dark"] as const)
      expect({ background: palettes[name]["background"], surface: palettes[name]["surface"] }).toEqual(
        BACKGROUNDS[name],
      );
  });
});

describe("contrast", () => {
  it("is that of WCAG's own examples", () => {
    expect(contrast("#000", "#fff")).toBeCloseTo(21, 5);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.478, 2);
  });
});

describe("a brand colour", () => {
  const anyColour = fc
    .integer({ min: 0, max: 0xffffff })
    .map((value) => `#${value.toString(16).padStart(6, "0")}`);

  it("whichever it is, gives links, chosen entries and buttons that can be read, light and dark", () => {
    fc.assert(
      fc.property(anyColour, fc.constantFrom("light", "dark"), (brand, palette) => {
        const { accent, strong, soft, on } = accentsOf(brand, palette);
        const { background, surface } = BACKGROUNDS[palette];
        for (const front of [accent, strong])
          for (const back of [background, surface, soft])
            expect(contrast(front, back)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(on, accent)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(on, strong)).toBeGreaterThanOrEqual(4.5);
      }),
      { numRuns: 400 },
    );
  });

  it("is kept where it can be read as it is", () => {
    expect(accentsOf("#0f766e", "light").accent).toBe("#0f766e");
  });

  it("survives the way to OKLCH and back", () => {
    fc.assert(
      fc.property(anyColour, (hex) => {
        const [before, after] = [parseHex(hex) ?? [], parseHex(toHex(toOklch(hex))) ?? []];
        before.forEach((channel, index) =>
          expect(Math.abs(channel - (after[index] ?? 9))).toBeLessThanOrEqual(1.01 / 255),
        );
      }),
    );
  });

  it("is in the style sheet of the site that names it, and a site's own tokens come after it", async () => {
    const brand = "#0f766e";
    await site({
      "content/index.md": "# A\n",
      ".eleventy.ts":
        `import { defineSite } from "handbill";\n` +
        `export default defineSite({ theme: { brand: "${brand}" } });\n`,
      "layouts/styles/site.css": ":root { --radius: 0 }\n",
    })
      .build()
      .expectExit(0)
      .check(({ root }) => {
        const html = readFileSync(join(root, "_site/index.html"), "utf8");
        const css = readFileSync(
          join(root, "_site", /assets\/handbill\.\w+\.css/.exec(html)?.[0] ?? ""),
          "utf8",
        );
        expect(css).toContain(brand);
        expect(css.indexOf(accentsOf(brand, "dark").accent)).toBeGreaterThan(css.indexOf("#1d4ed8"));
        expect(css.lastIndexOf("--radius:0")).toBeGreaterThan(css.indexOf(brand));
      });
  });
});
