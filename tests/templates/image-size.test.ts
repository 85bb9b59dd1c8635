/** The size of pictures, from their bytes. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { imageSize } from "../../src/templates/image-size.js";
import { PROJECT } from "../support/site.js";

const svg = (attributes: string) => imageSize(new TextEncoder().encode(`<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" ${attributes}><rect width="9" height="9"/></svg>`));

it("is that of a png's header", () => {
  expect(imageSize(readFileSync(join(PROJECT, "public/images/icon-touch.png")))).toEqual({ width: 180, height: 180 });
});

it("is what an svg says in pixels, else its viewBox", () => {
  expect(svg('width="120" height="24px" viewBox="0 0 1 1"')).toEqual({ width: 120, height: 24 });
  expect(svg('width="100%" height="2em" viewBox="0, 0, 30.5 10"')).toEqual({ width: 30.5, height: 10 });
});

it("is unknown of an svg that does not say it, and of anything else", () => {
  expect(svg('width="10"')).toBeUndefined();
  expect(svg('viewBox="0 0 0 0"')).toBeUndefined();
  expect(imageSize(new TextEncoder().encode("GIF89a"))).toBeUndefined();
});
