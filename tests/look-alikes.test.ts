import { expect, it } from "vitest";
import { didYouMean, skeleton } from "../src/utils/look-alikes.js";
import { nearest } from "../src/utils/nearest.js";
import { site } from "./support/site.js";

it.each([
  ["titl\u0435", "title", " Yours has `\u0435` (U+0435), and it has `e` (U+0065)."],
  ["ti\u200btle", "title", " Yours has an invisible character, U+200B."],
  ["title", "ti\u00adtle", " It has an invisible character, U+00AD."],
  ["caf\u00e9", "cafe\u0301", " Yours has `\u00e9` (U+00E9), and it has `e\u0301` (U+0065 U+0301)."],
  ["a\u2011b", "a-b", " Yours has `\u2011` (U+2011), and it has `-` (U+002D)."],
  ["a\u00a0b", "a b", " Yours has `\u00a0` (U+00A0), and it has ` ` (U+0020)."],
  ["\uff54itle", "title", " Yours has `\uff54` (U+FF54), and it has `t` (U+0074)."],
  ["titel", "title", ""],
])("for %j, %j is suggested, and the invisible difference is named", (written, meant, difference) => {
  expect(didYouMean(written, meant)).toBe(`Did you mean \`${meant}\`?${difference}`);
  expect(nearest(written, ["other", meant])).toBe(meant);
});

it("texts that look different have different keys", () => {
  for (const [a, b] of [
    ["caf\u00e9", "cafe"],
    ["A", "a"],
    ["a-b", "a_b"],
    ["ß", "ss"],
  ] as const)
    expect(skeleton(a)).not.toBe(skeleton(b));
});

it("is said of templates, filters, sections and redirects, too", async () => {
  await site({
    ".eleventy.ts":
      'import { defineSite } from "handbill";\n' +
      'export default defineSite({ redirects: { "/old/": "/d\u043ec/" } });\n',
    "layouts/own.njk": "{% include 'p\u0430rt.njk' %}{{ content | s\u0430fe }}",
    "layouts/part.njk": "",
    "content/doc.md": "---\nlayout: own\n---\n# A\n",
    "content/b.md": "---\nsections:\n  - { type: h\u0435ro, title: x }\n---\n",
  })
    .build("--format", "json")
    .expectExit(1)
    .expectStdout(/Did you mean `part\.njk`\? Yours has `\u0430` \(U\+0430\), and it has `a` \(U\+0061\)\./)
    .expectStdout(/Did you mean `safe`\? Yours has/)
    .expectStdout(/Did you mean `hero`\? Yours has `\u0435` \(U\+0435\)/)
    .expectStdout(/Did you mean \/doc\/\? Yours has `\u043e` \(U\+043E\)/);
});
