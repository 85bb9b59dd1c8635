/** Parts of a file. */

/** Gives the bytes of a file from `at` on: `length` of them, or as many as there are. */
export type ReadPart = (at: number, length: number) => Uint8Array;

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Some bytes as the letters that they are. */
export function ascii(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
