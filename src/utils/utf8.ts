/** Text → UTF-8 in memory that is used again: making memory for each page, and measuring the page first, takes as long as writing it. */

/** Memory for one text, and no more than most pages need. */
const MAX_BYTES = 1 << 22;

/** So many bytes at most are a text's UTF-8: one, two or three for each unit of a string. */
export function mostBytes(text: string): number {
  return text.length * 3;
}

let room = Buffer.alloc(0);

/** What `use` makes of the text's bytes; it must not keep them. */
export function withUtf8<T>(text: string, use: (bytes: Uint8Array) => T): T {
  const most = mostBytes(text);
  if (most > MAX_BYTES) return use(Buffer.from(text));
  if (room.length < most) room = Buffer.allocUnsafeSlow(most);
  return use(room.subarray(0, room.write(text)));
}
