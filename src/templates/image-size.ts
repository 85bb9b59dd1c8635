/** How large a picture is, read from its bytes: its place stays free while it loads. */

export interface ImageSize {
  /** In pixels of the picture. */
  readonly width: number;
  readonly height: number;
}

/** The size of an svg or png file; undefined for bytes that are neither, and for an svg that does not say it. */
export function imageSize(bytes: Uint8Array): ImageSize | undefined {
  return pngSize(bytes) ?? svgSize(new TextDecoder().decode(bytes));
}

/** Eight bytes of signature, then the header's length and name, width and height (PNG, third edition, 5.2 and 11.2.1). */
function pngSize(bytes: Uint8Array): ImageSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 24 || view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a) return undefined;
  return positive(view.getUint32(16), view.getUint32(20));
}

/** `width` and `height` where they are lengths in pixels, else those of `viewBox` (SVG 2, 8.2 and 8.6). */
function svgSize(text: string): ImageSize | undefined {
  const tag = /<svg\b[^>]*>/.exec(text)?.[0] ?? "";
  const attribute = (name: string): string => new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1] ?? "";
  const pixels = (name: string): number => Number(/^\s*(\d*\.?\d+)(?:px)?\s*$/.exec(attribute(name))?.[1]);
  const [, , width = NaN, height = NaN] = attribute("viewBox").trim().split(/[\s,]+/).map(Number);
  return positive(pixels("width"), pixels("height")) ?? positive(width, height);
}

function positive(width: number, height: number): ImageSize | undefined {
  return width > 0 && height > 0 ? { width, height } : undefined;
}
