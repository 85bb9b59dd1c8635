/**
 * Text as UTF-8 in a reused buffer. Allocating a buffer for each page and measuring the page first takes as
 * long as writing it.
 */

/** The largest buffer to keep. Most pages need less. */
const MAX_BYTES = 1 << 22;

/** An upper bound for the UTF-8 bytes of a text: each UTF-16 unit takes one, two or three. */
export function maxUtf8Bytes(text: string): number {
  return text.length * 3;
}

let buffer = Buffer.alloc(0);

/** Calls `use` with the bytes of the text. It must not keep them. */
export function withUtf8<T>(text: string, use: (bytes: Uint8Array) => T): T {
  const most = maxUtf8Bytes(text);
  if (most > MAX_BYTES) return use(Buffer.from(text));
  if (buffer.length < most) buffer = Buffer.allocUnsafeSlow(most);
  return use(buffer.subarray(0, buffer.write(text)));
}
