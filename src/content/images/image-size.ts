/**
 * Reads the size of an image from the first bytes of its file: the size that browsers use if the page gives
 * none.
 */

import type { ImageSize } from "../../model/placeholders.js";
import { avifSize } from "./avif.js";
import { ascii, positive, viewOf, type ReadPart } from "./bytes.js";
import { jpegSize } from "./jpeg.js";
import { svgSize, viewBoxSize } from "./svg.js";

/** Enough for the header of every format except JPEG, AVIF and SVG. */
const HEAD = 32;

/**
 * The size of a PNG, JPEG, GIF, WebP, AVIF or SVG file, with its rotation applied. Undefined for other files,
 * truncated files, and files without a size.
 */
export function imageSize(read: ReadPart): ImageSize | undefined {
  const head = read(0, HEAD);
  const view = viewOf(head);
  const isBoxes = ascii(head, 4, 4) === "ftyp";
  const size =
    head[0] === 0xff
      ? jpegSize(read)
      : isBoxes
        ? avifSize(read)
        : (pngSize(view, head) ?? gifSize(view, head) ?? webpSize(view, head) ?? svgSize(read));
  if (size === undefined) return undefined;
  return positive(Math.round(size.width), Math.round(size.height));
}

/** The size of a logo or an icon, which is PNG or SVG. An SVG without a size uses its `viewBox`. */
export function iconSize(bytes: Uint8Array): ImageSize | undefined {
  const read: ReadPart = (at, length) => bytes.subarray(at, at + length);
  const head = read(0, HEAD);
  return pngSize(viewOf(head), head) ?? svgSize(read) ?? viewBoxSize(read);
}

/**
 * The header chunk after the eight bytes of signature: length, name, width, height (PNG, third edition, 5.2
 * and 11.2.1).
 */
function pngSize(view: DataView, head: Uint8Array): ImageSize | undefined {
  if (
    head.length < 24 ||
    view.getUint32(0) !== 0x89504e47 ||
    view.getUint32(4) !== 0x0d0a1a0a ||
    ascii(head, 12, 4) !== "IHDR"
  )
    return undefined;
  return positive(view.getUint32(16), view.getUint32(20));
}

/** The logical screen (GIF89a, 18). */
function gifSize(view: DataView, head: Uint8Array): ImageSize | undefined {
  if (head.length < 10 || !/^GIF8[79]a$/.test(ascii(head, 0, 6))) return undefined;
  return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

/**
 * The canvas (RFC 9649, 2.7), or the first frame: of VP8 (RFC 6386, 9.1) or of a lossless image (RFC 9649,
 * 3.4).
 */
function webpSize(view: DataView, head: Uint8Array): ImageSize | undefined {
  const kind = ascii(head, 12, 4);
  if (
    head.length < (kind === "VP8L" ? 25 : 30) ||
    ascii(head, 0, 4) !== "RIFF" ||
    ascii(head, 8, 4) !== "WEBP"
  )
    return undefined;
  if (kind === "VP8X")
    return { width: 1 + (view.getUint32(24, true) & 0xffffff), height: 1 + (view.getUint32(26, true) >>> 8) };
  if (kind === "VP8L" && view.getUint8(20) === 0x2f) {
    const bits = view.getUint32(21, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  if (kind !== "VP8 " || view.getUint16(23) !== 0x9d01 || view.getUint8(25) !== 0x2a) return undefined;
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}
