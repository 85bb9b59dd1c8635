/** Tests of the counting itself. */

import { expect, it } from "vitest";
import { growthOf, TOO_MUCH } from "./growth.js";

it.each<[string, (size: number) => unknown]>([
  [
    "a loop in a loop",
    (size) => {
      for (let a = 0; a < size; a += 1) for (let b = 0; b < a; b += 1);
    },
  ],
  [
    "lines split again for each",
    (size) => {
      const text = "a\n".repeat(size);
      for (let at = 0; at < size; at += 1) text.split("\n")[at];
    },
  ],
  [
    "a search that finds nothing, for each",
    (size) => {
      const text = "a".repeat(size);
      for (let at = 0; at < size; at += 1) text.indexOf("b", at);
    },
  ],
  [
    "an expression that finds nothing, for each",
    (size) => {
      const text = "a".repeat(size);
      for (let at = 0; at < size; at += 1) /b/.test(text);
    },
  ],
  [
    "a list looked through, for each",
    (size) => {
      const list: number[] = [];
      for (let at = 0; at < size; at += 1) if (!list.includes(at)) list.push(at);
    },
  ],
])("sees %s", async (_, work) => {
  expect(await growthOf(work, 2000)).toBeGreaterThan(12);
});

it("accepts work in proportion to its input", async () => {
  const work = (size: number) =>
    "a b\n"
      .repeat(size)
      .split("\n")
      .map((line) => line.replace(/b/g, "c").toUpperCase())
      .sort()
      .join("");
  expect(await growthOf(work, 4000)).toBeLessThan(TOO_MUCH);
});
