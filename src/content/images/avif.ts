/**
 * The size of an AVIF file: that of its primary item, rotated by its properties (ISO/IEC 14496-12, 8.11;
 * 23008-12, 6.5).
 */

import type { ImageSize } from "../../model/placeholders.js";
import { ascii, viewOf, type ReadPart } from "./bytes.js";

/** A box: its name, and the range of its content in `bytes`. */
interface Box {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** How many boxes to skip before `meta`, and how many of its bytes to read. */
const MAX_BOXES = 32;
const META_PART = 65_536;

export function avifSize(read: ReadPart): ImageSize | undefined {
  const type = read(0, 72);
  if (!/avi[fs]/.test(ascii(type, 8, Math.min(type.length, viewOf(type).getUint32(0)) - 8))) return undefined;
  let at = 0;
  for (let count = 0; count < MAX_BOXES; count += 1) {
    const head = read(at, 16);
    if (head.length < 8) return undefined;
    const length = viewOf(head).getUint32(0);
    if (ascii(head, 4, 4) === "meta")
      return sizeIn(read(at + 8, Math.min(Math.max(0, length - 8), META_PART)));
    // The box extends to the end of the file or has an eight-byte length: it is the image data.
    if (length < 8) return undefined;
    at += length;
  }
  return undefined;
}

/** `meta` and `pitm` are full boxes: their content follows four bytes of version and flags. */
function sizeIn(meta: Uint8Array): ImageSize | undefined {
  const inMeta = boxesIn(meta, 4, meta.length);
  const view = viewOf(meta);
  const primary = inMeta.find(({ name }) => name === "pitm");
  const properties = boxNamed(meta, inMeta, "iprp");
  const owned = properties.find(({ name }) => name === "ipma");
  if (primary === undefined || owned === undefined || primary.end - primary.start < 6) return undefined;
  const item =
    view.getUint8(primary.start) === 0
      ? view.getUint16(primary.start + 4)
      : primary.end - primary.start < 8
        ? -1
        : view.getUint32(primary.start + 4);
  const all = boxNamed(meta, properties, "ipco");
  const own = propertiesOf(view, owned, item).flatMap((index) => all[index - 1] ?? []);
  const extent = own.find(({ name }) => name === "ispe");
  if (extent === undefined || extent.end - extent.start < 12) return undefined;
  const [width, height] = [view.getUint32(extent.start + 4), view.getUint32(extent.start + 8)];
  const turn = own.find(({ name, start, end }) => name === "irot" && end > start);
  return turn !== undefined && (view.getUint8(turn.start) & 1) === 1
    ? { width: height, height: width }
    : { width, height };
}

function boxNamed(bytes: Uint8Array, boxes: readonly Box[], name: string): readonly Box[] {
  const found = boxes.find((box) => box.name === name);
  return found === undefined ? [] : boxesIn(bytes, found.start, found.end);
}

/** The consecutive boxes in a range. */
function boxesIn(bytes: Uint8Array, from: number, to: number): readonly Box[] {
  const view = viewOf(bytes);
  const boxes: Box[] = [];
  for (let at = from; at + 8 <= to; ) {
    const length = view.getUint32(at);
    const end = at + length;
    if (length < 8 || end > to) return boxes;
    boxes.push({ name: ascii(bytes, at + 4, 4), start: at + 8, end });
    at = end;
  }
  return boxes;
}

/** The numbers, from 1, of the properties that an `ipma` box assigns to an item. */
function propertiesOf(view: DataView, { start, end }: Box, item: number): readonly number[] {
  if (start + 8 > end) return [];
  const [isLong, isWide] = [view.getUint8(start) > 0, (view.getUint8(start + 3) & 1) === 1];
  let at = start + 8;
  for (let left = view.getUint32(start + 4); left > 0; left -= 1) {
    const id = isLong ? 4 : 2;
    if (at + id + 1 > end) return [];
    const owner = isLong ? view.getUint32(at) : view.getUint16(at);
    const count = view.getUint8(at + id);
    const [first, step] = [at + id + 1, isWide ? 2 : 1];
    at = first + count * step;
    if (at > end) return [];
    // The first bit says whether a reader must support the property.
    if (owner === item)
      return Array.from({ length: count }, (_, index) =>
        isWide ? view.getUint16(first + index * 2) & 0x7fff : view.getUint8(first + index) & 0x7f,
      );
  }
  return [];
}
