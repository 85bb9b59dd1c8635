import { expect, it } from "vitest";
import { imageOf, rootedImage } from "../../src/content/images/page-image.js";

it("is seen from the folder of the page's file, with what else is said of it", () => {
  expect(rootedImage("content/blog/a.md", { image: "../my pic.png" })).toEqual({ image: "/my%20pic.png" });
  expect(rootedImage("content/a.md", { image: { src: "b/c.JPG", alt: "C" } })).toEqual({
    image: { src: "/b/c.JPG", alt: "C" },
  });
  expect(rootedImage("content/a.md", { image: "/cover.png" })).toEqual({});
});

it("is nothing where the word means something to a layout, or leads elsewhere", () => {
  for (const image of ["hero", "https://a.example/b.png", "//a.example/b.png", 5, null, { alt: "x" }])
    expect(imageOf({ image })).toBeUndefined();
});
