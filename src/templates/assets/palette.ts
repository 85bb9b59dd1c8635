/**
 * Computes a light and a dark palette from one brand colour, with sufficient contrast for every pair in
 * `PAIRS`.
 */

import { contrast, toHex, toOklch, type Oklch } from "./colour.js";

/** The theme's backgrounds, as in layouts/styles/tokens.css. A test compares the two. */
export const BACKGROUNDS = {
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

/** WCAG 2.2, 1.4.3 (AA) requires 4.5. The margin allows for rounding on screens. */
const MIN_CONTRAST = 4.55;

/**
 * The accents of a brand colour such as `#0f766e` for one palette. The brand colour itself is used if its
 * contrast is sufficient.
 */
export function accentsOf(brand: string, palette: "light" | "dark"): Accents {
  const { background, surface } = BACKGROUNDS[palette];
  const colour = toOklch(brand);
  // Darker on a light background, lighter on a dark one.
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
  // The text colour on the accent: the one with more contrast, which is always at least 4.58.
  const on = contrast("#ffffff", accent) >= contrast("#0d1420", accent) ? "#ffffff" : "#0d1420";
  return { accent, strong, soft, on };
}

/**
 * The first colour with sufficient contrast on all `backgrounds`, starting at `start`, in small steps of
 * lightness.
 */
function firstReadable(start: Oklch, step: number, backgrounds: readonly string[]): string {
  for (let colour = start; colour.l >= 0 && colour.l <= 1; colour = { ...colour, l: colour.l + step }) {
    const hex = toHex(colour);
    if (backgrounds.every((behind) => contrast(hex, behind) >= MIN_CONTRAST)) return hex;
  }
  return step < 0 ? "#000000" : "#ffffff";
}

/** The style sheet with a brand's accents. */
export function brandStyles(brand: string): string {
  const [light, dark] = [accentsOf(brand, "light"), accentsOf(brand, "dark")];
  const rule = (name: string, key: keyof Accents) => `  ${name}: light-dark(${light[key]}, ${dark[key]});\n`;
  return (
    `:root {\n${rule("--accent", "accent")}${rule("--accent-strong", "strong")}` +
    `${rule("--accent-soft", "soft")}${rule("--on-accent", "on")}}\n`
  );
}
