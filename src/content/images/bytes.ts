/** Parts of a file, and what is read from them. */

import type { ImageSize } from "../../model/placeholders.js";

/** Gives the bytes of a file from `at` on: `length` of them, or as many as there are. */
export type ReadPart = (at: number, length: number) => Uint8Array;

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Some bytes as the letters that they are. */
export function ascii(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

/** A size, where it is one: nothing is 0 pixels wide, or as wide as no number. */
export function positive(width: number, height: number): ImageSize | undefined {
  return width > 0 && height > 0 && Number.isFinite(width * height) ? { width, height } : undefined;
}
