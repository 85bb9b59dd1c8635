/** Hashes of texts. */

import { expect, it } from "vitest";
import { hashList, hashTexts } from "../../src/incremental/fingerprint.js";

it("takes the texts of a site of any size", () => {
  const texts = Array.from({ length: 400_000 }, (_, index) => `content/${index}.md`);
  expect(hashList(texts)).toMatch(/^[\w-]{22}$/);
  expect(hashList(texts.slice(0, 3))).toBe(hashTexts("content/0.md", "content/1.md", "content/2.md"));
});

it("differs for lists of texts that are equal when joined", () => {
  expect(hashTexts("ab", "c")).not.toBe(hashTexts("a", "bc"));
});
