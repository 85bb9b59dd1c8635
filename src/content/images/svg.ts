/** The size of an SVG file, as in browsers if the page gives none (SVG 2, 8.2 and 8.6). */

import type { ImageSize } from "../../model/placeholders.js";
import { scanTags } from "../html/scan.js";
import { positive, type ReadPart } from "./bytes.js";

/** The root tag must start within this many bytes. Editors write comments and metadata before it. */
const SVG_PART = 16_384;

/** Pixels for each unit (CSS Values 4, 6.2). Font units are those of a document without a style sheet. */
const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  px: 1,
  in: 96,
  cm: 96 / 2.54,
  mm: 9.6 / 2.54,
  q: 2.4 / 2.54,
  pt: 4 / 3,
  pc: 16,
  em: 16,
  rem: 16,
};

/**
 * The size from `width` and `height`. A missing one is computed from the proportions of `viewBox`. Undefined
 * if both are missing, because the image then fills the available width.
 */
export function svgSize(read: ReadPart): ImageSize | undefined {
  const attributes = rootOf(read);
  const [width, height] = [pixels(attributes?.get("width")), pixels(attributes?.get("height"))];
  if (width !== undefined && height !== undefined) return positive(width, height);
  const box = boxOf(attributes);
  if (box === undefined) return undefined;
  if (width !== undefined) return positive(width, (width * box.height) / box.width);
  return height === undefined ? undefined : positive((height * box.width) / box.height, height);
}

/** The size of the `viewBox` in its own units. */
export function viewBoxSize(read: ReadPart): ImageSize | undefined {
  return boxOf(rootOf(read));
}

type Attributes = ReadonlyMap<string, string>;

function rootOf(read: ReadPart): Attributes | undefined {
  const text = new TextDecoder().decode(read(0, SVG_PART));
  // Only comments, declarations and processing instructions may come before the root.
  const start = /^\s*</.test(text) ? text.search(/<svg[\s>]/) : -1;
  if (start === -1) return undefined;
  const [root] = scanTags(text);
  return root?.name === "svg" ? new Map(root.attributes.map(({ name, value }) => [name, value])) : undefined;
}

function pixels(length: string | undefined): number | undefined {
  const [, number = "", unit = ""] =
    /^\s*(\+?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)([a-z]*)\s*$/i.exec(length ?? "") ?? [];
  const value = Number(number) * (UNITS[unit.toLowerCase()] ?? NaN);
  return number !== "" && Number.isFinite(value) ? value : undefined;
}

function boxOf(attributes: Attributes | undefined): ImageSize | undefined {
  const [, , width = NaN, height = NaN] = (attributes?.get("viewbox") ?? "")
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  return positive(width, height);
}
