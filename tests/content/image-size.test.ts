/** The size of pictures, from the first bytes of their files. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { iconSize, imageSize } from "../../src/content/images/image-size.js";
import { AVIF, exif, gif, jpeg, png, segment, svg, turnedAvif, webp } from "../support/image-bytes.js";
import { PROJECT } from "../support/project.js";
import { runs } from "../support/runs.js";

const sizeOf = (bytes: Uint8Array): string | undefined => {
  const size = imageSize((at, length) => bytes.subarray(at, at + length));
  return size && `${size.width}x${size.height}`;
};

const pictures: Readonly<Record<string, Buffer>> = {
  png: png(300, 70_000),
  gif: gif(300, 200),
  jpeg: jpeg(300, 200),
  "a progressive jpeg": jpeg(300, 200, [], 0xc2),
  "a jpeg with a colour profile and a thumbnail": jpeg(300, 200, [
    segment(0xe0, Buffer.from("JFIF")),
    segment(0xe2, Buffer.alloc(60_000)),
    segment(0xe1, jpeg(16, 9)),
    segment(0xdb, Buffer.alloc(65)),
    segment(0xc4, Buffer.alloc(30)),
  ]),
  "a jpeg whose markers are filled up": jpeg(300, 200, [Buffer.from([0xff, 0xff, 0xff])]),
  "a lossy webp": webp.lossy(300, 200),
  "a lossless webp": webp.lossless(300, 200),
  "an extended webp": webp.extended(300, 200),
  avif: AVIF,
  svg: svg('width="300" height="200px" viewBox="0 0 1 1"'),
};

describe("the size of an image", () => {
  it.each(Object.entries(pictures))("comes from the header of %s", (kind, bytes) => {
    expect(sizeOf(bytes)).toBe(kind === "png" ? "300x70000" : kind === "avif" ? "30x20" : "300x200");
  });

  it.each([
    [1, "300x200"],
    [2, "300x200"],
    [3, "300x200"],
    [4, "300x200"],
    [5, "200x300"],
    [6, "200x300"],
    [7, "200x300"],
    [8, "200x300"],
    [9, "300x200"],
  ])("is turned as orientation %s of a jpeg says", (orientation, size) => {
    for (const order of ["II", "MM"] as const)
      expect(sizeOf(jpeg(300, 200, [exif(orientation, order)]))).toBe(size);
  });

  it("is turned as an avif says", () => {
    expect(sizeOf(turnedAvif())).toBe("20x30");
  });

  it("of a file is found in it", () => {
    expect(sizeOf(readFileSync(join(PROJECT, "public/images/icon-touch.png")))).toBe("180x180");
  });

  it("is unknown where the file ends before it is said", () => {
    for (const [kind, bytes] of Object.entries(pictures)) {
      const enough =
        Array.from({ length: bytes.length + 1 }, (_, length) => length).find(
          (length) => sizeOf(bytes.subarray(0, length)) !== undefined,
        ) ?? 0;
      expect(enough, kind).toBeGreaterThan(8);
      for (let length = enough; length < bytes.length; length += 997)
        expect(sizeOf(bytes.subarray(0, length)), kind).toBe(sizeOf(bytes));
    }
  });

  it("is unknown for other files and for images without extent", () => {
    for (const text of [
      "",
      "png",
      "version https://git-lfs.github.com/spec/v1\noid sha256:1\n",
      "<html><svg width='1' height='1'>",
      "GIF89a",
    ])
      expect(sizeOf(Buffer.from(text)), text).toBeUndefined();
    for (const bytes of [
      png(0, 5),
      gif(5, 0),
      jpeg(0, 0),
      webp.lossy(0, 3),
      svg('width="0" height="2"'),
      Buffer.concat([Buffer.from([0xff, 0xd8]), segment(0xda, Buffer.alloc(9)), jpeg(2, 2)]),
    ])
      expect(sizeOf(bytes)).toBeUndefined();
  });
});

describe("the size of an svg", () => {
  it.each([
    ['width="120" viewBox="0 0 24 12"', "120x60"],
    ['height="100%" width="12em" viewBox="0,0,2,1"', "192x96"],
    ['height=".5in" viewBox="0 0 24 12"', "96x48"],
    ['width="10mm" height="20mm"', "38x76"],
    ['width="1e2" height="+5"', "100x5"],
    ["width = '7' height = '8'", "7x8"],
  ])("%s is %s", (attributes, size) => {
    expect(sizeOf(svg(attributes))).toBe(size);
  });

  it.each([
    'viewBox="0 0 24 12"',
    'width="100%" height="100%" viewBox="0 0 24 12"',
    'width="10"',
    'width="10" height="2vw"',
    'width="-3" height="2"',
    'width="10" viewBox="0 0 0 0"',
    "",
    'style="width: 7px; height: 3px"',
  ])("%s is not said: it is as wide as there is room", (attributes) => {
    expect(sizeOf(svg(attributes))).toBeUndefined();
  });

  it("of a logo or an icon is that of its viewBox, where it says no other", () => {
    expect(iconSize(svg('width="100%" height="2vw" viewBox="0, 0, 30.5 10"'))).toEqual({
      width: 30.5,
      height: 10,
    });
    expect(iconSize(svg('width="120" height="24px" viewBox="0 0 1 1"'))).toEqual({ width: 120, height: 24 });
    expect(iconSize(svg('viewBox="0 0 0 0"'))).toBeUndefined();
    expect(iconSize(svg('width="0" height="0" viewBox="0 0 3 2"'))).toEqual({ width: 3, height: 2 });
    expect(iconSize(png(180, 180))).toEqual({ width: 180, height: 180 });
    for (const other of [gif(3, 2), jpeg(3, 2), AVIF, Buffer.from("png")])
      expect(iconSize(other)).toBeUndefined();
  });
});

describe("an untrusted file", () => {
  /** How often and how much is read of these bytes. */
  const costOf = (bytes: Uint8Array): { reads: number; bytes: number } => {
    const cost = { reads: 0, bytes: 0 };
    imageSize((at, length) => {
      cost.reads += 1;
      cost.bytes += length;
      expect(at).toBeGreaterThanOrEqual(0);
      expect(length).toBeGreaterThanOrEqual(0);
      return bytes.subarray(at, at + length);
    });
    return cost;
  };

  it("is read in a moment, for any bytes", () => {
    const damaged = fc
      .tuple(
        fc.constantFrom(...Object.values(pictures), turnedAvif(), jpeg(3, 2, [exif(6, "II")])),
        fc.array(fc.tuple(fc.nat(600), fc.nat(255)), { maxLength: 12 }),
        fc.nat(700),
      )
      .map(([whole, changes, length]) => {
        const bytes = Buffer.from(whole.subarray(0, length));
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        expect(costOf(bytes).bytes).toBeLessThan(200_000);
      }),
      { numRuns: runs(3000) },
    );
  });

  it.each<[string, Buffer]>([
    [
      "segments without an end",
      Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(4_000_000, Buffer.from([0xff, 0xe1, 0, 2]))]),
    ],
    ["a marker that is nothing but filling", Buffer.alloc(4_000_000, 0xff).fill(0xd8, 1, 2)],
    [
      "boxes without an end",
      Buffer.concat([
        AVIF.subarray(0, 32),
        Buffer.alloc(4_000_000, Buffer.from([0, 0, 0, 8, 0x66, 0x72, 0x65, 0x65])),
      ]),
    ],
    [
      "a box as large as the file may be",
      Buffer.concat([
        AVIF.subarray(0, 32),
        Buffer.from([0xff, 0xff, 0xff, 0xff]),
        Buffer.from("meta"),
        Buffer.alloc(4_000_000),
      ]),
    ],
    ["tags that do not end", Buffer.from("<svg ".repeat(800_000))],
    ["a number without an end", Buffer.from(`<svg width="${"1".repeat(4_000_000)}`)],
    ["comments that do not end", Buffer.from("<!--".repeat(1_000_000))],
  ])("with %s costs no more", (_, bytes) => {
    const cost = costOf(bytes);
    expect(cost.reads).toBeLessThan(600);
    expect(cost.bytes).toBeLessThan(200_000);
  });
});
