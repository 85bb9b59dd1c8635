/** What is read from the bytes of a picture is the size in which a browser shows it. */

import { expect, it } from "vitest";
import { imageSize } from "../../src/content/images/image-size.js";
import { useBlankPage } from "../support/served.js";
import { AVIF, exif, svg, turnedAvif } from "../support/image-bytes.js";

const blank = useBlankPage();

/** A picture as the browser writes it. */
async function drawn(type: string, quality: number, isClear = false): Promise<Buffer> {
  const url = await blank.page.evaluate<string>(
    `(() => { const canvas = document.createElement("canvas"); [canvas.width, canvas.height] = ` +
      `[37, 21]; const drawing = canvas.getContext("2d"); drawing.fillStyle = "` +
      `${isClear ? "rgb(0 0 0 / 0.4)" : "green"}"; drawing.fillRect(0, 0, ` +
      `${isClear ? "20, 10" : "37, 21"}); return canvas.toDataURL("${type}", ${quality}); })()`,
  );
  return Buffer.from(url.replace(/^.*,/, ""), "base64");
}

async function expectAsShown(name: string, type: string, bytes: Buffer): Promise<void> {
  const shown = await blank.page.evaluate<[number, number]>(
    "new Promise((done, fail) => { const image = new Image(); image.onload = () => " +
      "done([image.naturalWidth, image.naturalHeight]); image.onerror = () => fail(new Error(" +
      `${JSON.stringify(name)})); image.src = "data:${type};base64,${bytes.toString("base64")}"; })`,
  );
  const size = imageSize((at, length) => bytes.subarray(at, at + length));
  expect([size?.width, size?.height], name).toEqual(shown);
}

it("of png, jpeg and webp", async () => {
  for (const [type, quality, isClear] of [
    ["image/png", 1, false],
    ["image/jpeg", 0.8, false],
    ["image/webp", 0.8, false],
    ["image/webp", 1, false],
    ["image/webp", 0.8, true],
    ["image/webp", 1, true],
  ] as const) {
    const bytes = await drawn(type, quality, isClear);
    expect(bytes.length).toBeGreaterThan(30);
    await expectAsShown(`${type} ${quality} ${isClear}`, type, bytes);
  }
});

it("of a JPEG in any orientation", async () => {
  const bytes = await drawn("image/jpeg", 0.8);
  for (const orientation of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) {
    for (const order of ["II", "MM"] as const)
      await expectAsShown(
        `${orientation} ${order}`,
        "image/jpeg",
        Buffer.concat([bytes.subarray(0, 2), exif(orientation, order), bytes.subarray(2)]),
      );
  }
});

it("of avif, turned or not", async () => {
  await expectAsShown("avif", "image/avif", AVIF);
  await expectAsShown("turned avif", "image/avif", turnedAvif());
});

it("of svg, as far as it says one", async () => {
  for (const attributes of [
    'width="100" height="50"',
    'width="100" viewBox="0 0 24 12"',
    'height="100" viewBox="0 0 24 12"',
    'width="100" height="50%" viewBox="0 0 24 12"',
    'width="10mm" height="2in"',
    'width="3pc" height="30pt"',
    'width="10em" height="2rem"',
    'width="1e2" height=".5e1px"',
    'width="50" height="50" viewBox="0 0 24 12"',
    'width="8cm" height="40Q"',
  ])
    await expectAsShown(attributes, "image/svg+xml", svg(attributes));
});

it("keeps the layout stable while an image loads", async () => {
  const bytes = await drawn("image/png", 1);
  const heights: number[] = [];
  await blank.page.route("https://pictures.example/a.png", async (route) => {
    heights.push(
      await blank.page.evaluate<number>('document.querySelector("img").getBoundingClientRect().height'),
    );
    await route.fulfill({ body: bytes, contentType: "image/png" });
  });
  await blank.page.setContent(
    "<style>img { max-width: 100%; height: auto; }</style><img " +
      'src="https://pictures.example/a.png" width="37" height="21" alt="">',
  );
  await blank.page.waitForFunction('document.querySelector("img").complete');
  heights.push(
    await blank.page.evaluate<number>('document.querySelector("img").getBoundingClientRect().height'),
  );
  expect(heights).toEqual([21, 21]);
});
