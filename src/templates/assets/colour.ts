/**
 * Perceptual colours: OKLCH (Björn Ottosson, "A perceptual color space for image processing", 2020) and WCAG
 * contrast.
 */

/** Lightness from 0 to 1, chroma from 0 to about 0.4, hue in degrees. */
export interface Oklch {
  readonly l: number;
  readonly c: number;
  readonly h: number;
}

type Rgb = readonly [number, number, number];

/** The channels of `#rgb` or `#rrggbb` from 0 to 1; undefined for other text. */
export function parseHex(text: string): Rgb | undefined {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text)?.[1];
  if (digits === undefined) return undefined;
  const pairs = digits.length === 3 ? [...digits].map((digit) => digit + digit) : (digits.match(/../g) ?? []);
  const [r = 0, g = 0, b = 0] = pairs.map((pair) => parseInt(pair, 16) / 255);
  return [r, g, b];
}

/** The colours of CSS 2.1. */
const NAMED: Readonly<Record<string, string>> = {
  aqua: "#00ffff",
  black: "#000000",
  blue: "#0000ff",
  fuchsia: "#ff00ff",
  gray: "#808080",
  green: "#008000",
  grey: "#808080",
  lime: "#00ff00",
  maroon: "#800000",
  navy: "#000080",
  olive: "#808000",
  purple: "#800080",
  red: "#ff0000",
  silver: "#c0c0c0",
  teal: "#008080",
  white: "#ffffff",
  yellow: "#ffff00",
};

const CHANNELS = /^(rgb|hsl)a?\(([^()]{1,60})\)$/i;

/**
 * The hex digits of an opaque colour: `#0f766e`, `teal`, `rgb(15 118 110)`, `hsl(175 77% 26%)`; undefined for
 * other text.
 */
export function hexOf(text: string): string | undefined {
  if (parseHex(text) !== undefined) return text;
  const name = text.toLowerCase();
  if (Object.hasOwn(NAMED, name)) return NAMED[name];
  const [, kind = "", list = ""] = CHANNELS.exec(text) ?? [];
  const parts = list.trim().split(/[\s,]+/);
  const [a, b, c] = parts.map((part) => Number(part.replace(/(?:%|deg)$/, "")));
  if (parts.length !== 3 || [a, b, c].some((part) => part === undefined || !Number.isFinite(part)))
    return undefined;
  const isPercent = parts.map((part) => part.endsWith("%"));
  if (kind.toLowerCase() === "hsl")
    return isPercent[0] === true || !isPercent[1] || !isPercent[2]
      ? undefined
      : toDigits(hslToRgb(a ?? 0, (b ?? 0) / 100, (c ?? 0) / 100));
  return toDigits(
    [a ?? 0, b ?? 0, c ?? 0].map((part, index) => part / (isPercent[index] === true ? 100 : 255)),
  );
}

/** CSS Color 4, 7.1. */
function hslToRgb(hue: number, saturation: number, lightness: number): readonly number[] {
  const channel = (n: number) => {
    const k = (((n + hue / 30) % 12) + 12) % 12;
    return (
      lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1))
    );
  };
  return [channel(0), channel(8), channel(4)];
}

/** Hex digits of channels from 0 to 1. */
function toDigits(channels: readonly number[]): string {
  return `#${channels
    .map((channel) =>
      Math.round(Math.min(1, Math.max(0, channel)) * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

/** The contrast ratio of two hex colours in WCAG 2.2, from 1 to 21. */
export function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = (parseHex(hex) ?? [0, 0, 0]).map(toLinear) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Converts a hex colour to OKLCH. */
export function toOklch(hex: string): Oklch {
  const [r, g, b] = (parseHex(hex) ?? [0, 0, 0]).map(toLinear) as unknown as Rgb;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  const green = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const blue = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return { l: lightness, c: Math.hypot(green, blue), h: (Math.atan2(blue, green) * 180) / Math.PI };
}

/** Converts an OKLCH colour to the closest hex colour. Chroma is reduced to fit sRGB. */
export function toHex({ l, c, h }: Oklch): string {
  const lightness = Math.min(1, Math.max(0, l));
  let [low, high] = [0, c];
  if (!inGamut(toRgb(lightness, c, h))) {
    for (let step = 0; step < 20; step += 1) {
      const middle = (low + high) / 2;
      if (inGamut(toRgb(lightness, middle, h))) low = middle;
      else high = middle;
    }
    high = low;
  }
  return toDigits(toRgb(lightness, high, h).map(toGamma));
}

/** Linear sRGB. Channels outside 0 to 1 are not in the gamut. */
function toRgb(lightness: number, c: number, h: number): Rgb {
  const green = c * Math.cos((h * Math.PI) / 180);
  const blue = c * Math.sin((h * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * green + 0.2158037573 * blue) ** 3;
  const m = (lightness - 0.1055613458 * green - 0.0638541728 * blue) ** 3;
  const s = (lightness - 0.0894841775 * green - 1.291485548 * blue) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function inGamut(rgb: Rgb): boolean {
  return rgb.every((channel) => channel >= -0.0001 && channel <= 1.0001);
}

function toLinear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function toGamma(channel: number): number {
  return channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055;
}
