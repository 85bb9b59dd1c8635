/** Reads parts of a file. */

import type { ImageSize } from "../../model/placeholders.js";

/** Returns the bytes of a file from `at` on: `length` of them, or as many as there are. */
export type ReadPart = (at: number, length: number) => Uint8Array;

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Bytes as ASCII text. */
export function ascii(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

/** The size, or undefined if one side is not positive or not finite. */
export function positive(width: number, height: number): ImageSize | undefined {
  return width > 0 && height > 0 && Number.isFinite(width * height) ? { width, height } : undefined;
}
