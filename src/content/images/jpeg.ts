/** The size of a JPEG file (ITU-T T.81, annex B), rotated by its Exif orientation. */

import type { ImageSize } from "../../model/placeholders.js";
import { ascii, viewOf, type ReadPart } from "./bytes.js";

/** The most segments before the frame. Colour profiles, thumbnails and notes take a few dozen. */
const MAX_SEGMENTS = 500;

/** How many bytes of an Exif segment to read. The orientation is among its first entries. */
const EXIF_PART = 2048;

export function jpegSize(read: ReadPart): ImageSize | undefined {
  if (read(0, 2)[1] !== 0xd8) return undefined;
  let at = 2;
  let isTurned = false;
  for (let count = 0; count < MAX_SEGMENTS; count += 1) {
    const part = read(at, 10);
    if (part.length < 4 || part[0] !== 0xff) return undefined;
    const view = viewOf(part);
    const marker = view.getUint8(1);
    // Markers may have fill bytes of 0xFF (B.1.1.2).
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrame(marker)) {
      if (part.length < 9) return undefined;
      const [height, width] = [view.getUint16(5), view.getUint16(7)];
      return isTurned ? { width: height, height: width } : { width, height };
    }
    // The scan starts without a frame before it.
    if (marker === 0xda || marker === 0xd9) return undefined;
    const length = view.getUint16(2);
    if (length < 2) return undefined;
    if (marker === 0xe1 && ascii(part, 4, 4) === "Exif")
      isTurned = isQuarter(read(at + 10, Math.min(Math.max(0, length - 8), EXIF_PART)));
    at += 2 + length;
  }
  return undefined;
}

/** Start of frame, of any coding: 0xC0 to 0xCF except tables and reserved markers. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/**
 * Whether the orientation rotates the image by a quarter turn: 5 to 8 (Exif 2.32, 4.6.4; TIFF 6.0, section
 * 2).
 */
function isQuarter(tiff: Uint8Array): boolean {
  if (tiff.length < 8) return false;
  const view = viewOf(tiff);
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return false;
  const little = order === 0x4949;
  const first = view.getUint32(4, little);
  if (first + 2 > tiff.length) return false;
  const entries = view.getUint16(first, little);
  for (let index = 0; index < entries; index += 1) {
    const entry = first + 2 + index * 12;
    if (entry + 12 > tiff.length) return false;
    if (view.getUint16(entry, little) !== 0x0112) continue;
    const orientation = view.getUint16(entry + 8, little);
    return orientation >= 5 && orientation <= 8;
  }
  return false;
}
