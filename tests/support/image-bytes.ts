/** The first bytes of images: enough to read their sizes. */

const bytes = (...parts: (string | readonly number[])[]): Buffer =>
  Buffer.concat(
    parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))),
  );
const be = (value: number, length: number): number[] =>
  Array.from({ length }, (_, index) => Math.floor(value / 256 ** (length - 1 - index)) % 256);
const le = (value: number, length: number): number[] => be(value, length).reverse();

/** `rest`: distinguishes two images of one size. */
export function png(width: number, height: number, rest = ""): Buffer {
  return bytes(
    [0x89],
    "PNG\r\n\x1a\n",
    be(13, 4),
    "IHDR",
    be(width, 4),
    be(height, 4),
    [8, 6, 0, 0, 0],
    rest,
  );
}

/** Every byte of a small image is also a character. */
export function gif(width: number, height: number, rest = ""): Buffer {
  return bytes("GIF89a", le(width, 2), le(height, 2), rest);
}

/** A JPEG segment: the second byte of its marker, its length, and its content. */
export function segment(marker: number, content: Buffer): Buffer {
  return bytes([0xff, marker], be(content.length + 2, 2), [...content]);
}

/** Camera metadata with an orientation (1 to 8), in either byte order. */
export function exif(orientation: number, order: "II" | "MM"): Buffer {
  const number = order === "II" ? le : be;
  const entry = (tag: number, value: number) => [
    ...number(tag, 2),
    ...number(3, 2),
    ...number(1, 4),
    ...number(value, 2),
    0,
    0,
  ];
  return segment(
    0xe1,
    bytes(
      "Exif\0\0",
      order,
      number(42, 2),
      number(8, 4),
      number(2, 2),
      entry(0x0100, 7),
      entry(0x0112, orientation),
      number(0, 4),
    ),
  );
}

/** `before`: segments between its start and its frame. `frame`: the coding, 0xC0 to 0xCF. */
export function jpeg(width: number, height: number, before: readonly Buffer[] = [], frame = 0xc0): Buffer {
  return Buffer.concat([
    bytes([0xff, 0xd8]),
    ...before,
    segment(frame, bytes([8], be(height, 2), be(width, 2), [3, 1, 0x22, 0])),
  ]);
}

export const webp = {
  lossy: (width: number, height: number): Buffer =>
    bytes(
      "RIFF",
      le(22, 4),
      "WEBPVP8 ",
      le(10, 4),
      [0, 0, 0, 0x9d, 0x01, 0x2a],
      le(width, 2),
      le(height + 0x4000, 2),
    ),
  lossless: (width: number, height: number): Buffer =>
    bytes("RIFF", le(18, 4), "WEBPVP8L", le(5, 4), [0x2f], le(width - 1 + (height - 1) * 0x4000, 4)),
  extended: (width: number, height: number): Buffer =>
    bytes("RIFF", le(22, 4), "WEBPVP8X", le(10, 4), [0, 0, 0, 0], le(width - 1, 3), le(height - 1, 3)),
};

/** A complete AVIF of 30 by 20 pixels, with a second image in it for its transparency. */
export const AVIF = Buffer.from(
  "AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAAGNbWV0YQAAAAAAAAAoaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAGxpYmF2aWYAAAAADnBpdG0AAAAAAAEAAAAsaWxvYwAAAABEAAACAAEAAAABAAAByQAAABoAAgAAAAEAAAG1AAAAFAAAAEJpaW5mAAAAAAACAAAAGmluZmUCAAAAAAEAAGF2MDFDb2xvcgAAAAAaaW5mZQIAAAAAAgAAYXYwMUFscGhhAAAAABppcmVmAAAAAAAAAA5hdXhsAAIAAQABAAAAw2lwcnAAAACdaXBjbwAAABRpc3BlAAAAAAAAAB4AAAAUAAAAEHBpeGkAAAAAAwgICAAAAAxhdjFDgQAMAAAAABNjb2xybmNseAACAAIABoAAAAAOcGl4aQAAAAABCAAAAAxhdjFDgQAcAAAAADhhdXhDAAAAAHVybjptcGVnOm1wZWdCOmNpY3A6c3lzdGVtczphdXhpbGlhcnk6YWxwaGEAAAAAHmlwbWEAAAAAAAAAAgABBAECgwQAAgQBBYYHAAAANm1kYXQSAAoFGBE7NhUyCRsAaaEACQwksBIACgkYETs2CBAQNCAyCxsAGmmmhAAC5YMM",
  "base64",
);

/** The same image turned by 90 degrees, with an `irot` property of its first item. */
export function turnedAvif(): Buffer {
  const boxAt = (name: string): number => AVIF.indexOf(name, 0, "latin1") - 4;
  const [ipco, ipma, iloc] = [boxAt("ipco"), boxAt("ipma"), boxAt("iloc")];
  const end = ipco + AVIF.readUInt32BE(ipco);
  const count = ipma + 18;
  const changed = Buffer.from(AVIF);
  for (const [name, more] of [
    ["ipma", 1],
    ["ipco", 9],
    ["iprp", 10],
    ["meta", 10],
  ] as const)
    changed.writeUInt32BE(AVIF.readUInt32BE(boxAt(name)) + more, boxAt(name));
  for (const extent of [iloc + 22, iloc + 36]) changed.writeUInt32BE(AVIF.readUInt32BE(extent) + 10, extent);
  const owned = AVIF.readUInt8(count);
  changed.writeUInt8(owned + 1, count);
  return Buffer.concat([
    changed.subarray(0, end),
    bytes(be(9, 4), "irot", [1]),
    changed.subarray(end, count + 1 + owned),
    bytes([0x80 + 8]),
    changed.subarray(count + 1 + owned),
  ]);
}

export function svg(attributes: string): Buffer {
  return Buffer.from(
    `<?xml version="1.0"?>\n<!-- <svg width="1" height="1"> -->\n` +
      `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}><rect width="9" height="9"/></svg>`,
  );
}
