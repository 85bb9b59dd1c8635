/** A light and a dark palette from one brand colour, readable by computation: every pair of `PAIRS` has its contrast. */

import { contrast, toHex, toOklch, type Oklch } from "./colour.js";

/** What the theme has behind text; layouts/styles/tokens.css has the same values, which a test compares. */
export const GROUND = {
  light: { background: "#ffffff", surface: "#f6f7f9" },
  dark: { background: "#12161d", surface: "#1a2029" },
} as const;

/** The accent colours of one palette. */
export interface Accents {
  readonly accent: string;
  readonly strong: string;
  readonly soft: string;
  readonly on: string;
}

/** WCAG 2.2, 1.4.3 (AA) asks for 4.5; a little more survives the rounding of screens. */
const ENOUGH = 4.55;

/** The accents of a brand colour such as `#0f766e`, for one palette. The brand itself is kept where it can be read. */
export function accentsOf(brand: string, palette: "light" | "dark"): Accents {
  const { background, surface } = GROUND[palette];
  const colour = toOklch(brand);
  // Towards black on light ground, towards white on dark ground.
  const away = palette === "light" ? -0.005 : 0.005;
  const soft = toHex({
    l: palette === "light" ? 0.955 : 0.29,
    c: Math.min(colour.c, palette === "light" ? 0.025 : 0.06),
    h: colour.h,
  });
  const accent = firstReadable(
    palette === "light" ? colour : { ...colour, l: Math.max(colour.l, 0.72), c: Math.min(colour.c, 0.17) },
    away,
    [background, surface, soft],
  );
  const strong = firstReadable({ ...toOklch(accent), l: toOklch(accent).l + 14 * away }, away, [
    background,
    surface,
    soft,
  ]);
  // Text upon the accent: what is farther from it, which is always enough (4.58 or more of the two).
  const on = contrast("#ffffff", accent) >= contrast("#0d1420", accent) ? "#ffffff" : "#0d1420";
  return { accent, strong, soft, on };
}

/** The first colour, from `start` on in small steps of lightness, that can be read on all of `grounds`. */
function firstReadable(start: Oklch, step: number, grounds: readonly string[]): string {
  for (let colour = start; colour.l >= 0 && colour.l <= 1; colour = { ...colour, l: colour.l + step }) {
    const hex = toHex(colour);
    if (grounds.every((ground) => contrast(hex, ground) >= ENOUGH)) return hex;
  }
  return step < 0 ? "#000000" : "#ffffff";
}

/** The style sheet that sets a brand's accents. */
export function brandStyles(brand: string): string {
  const [light, dark] = [accentsOf(brand, "light"), accentsOf(brand, "dark")];
  const rule = (name: string, key: keyof Accents) => `  ${name}: light-dark(${light[key]}, ${dark[key]});\n`;
  return `:root {\n${rule("--accent", "accent")}${rule("--accent-strong", "strong")}${rule("--accent-soft", "soft")}${rule("--on-accent", "on")}}\n`;
}
