import { expect, it } from "vitest";
import { createMarkdown } from "../../src/content/markdown/markdown.js";

const markdown = createMarkdown({ trust: "author" });
const found = (body: string) =>
  markdown
    .render({ body, bodyLine: 1, source: "content/a.md" })
    .diagnostics.filter(({ code }) => code === "link-text")
    .map(({ line, column, length }) => [line, column, length]);

it.each([
  ['See <a href="b.md"></a>.', [[1, 5, 15]]],
  ['<div>\n<a href="b.md">\n</a></div>', [[2, 1, 15]]],
  [
    'x <a href="b.md"> </a> <a class="y" href="c.md"></a>',
    [
      [1, 3, 15],
      [1, 24, 25],
    ],
  ],
])("a raw link without text is reported: %j", (body, places) => {
  expect(found(body)).toEqual(places);
});

it.each([
  '<a href="b.md">b</a>',
  'x <a href="b.md">*b*</a>',
  'x <a href="b.md">`b`</a>',
  'x <a href="b.md">![b](b.png)</a>',
  '<a href="b.md"><img src="b.png" alt="b"></a>',
  '<a id="b"></a>',
  '<a name="b" href="#b"></a>',
  '<a href="b.md" aria-label="B"></a>',
  '<a href="b.md" aria-hidden="true"></a>',
  '<h2 id="b"><a class="anchor" href="#b"></a>B</h2>',
])("and %s is not", (body) => {
  expect(found(body)).toEqual([]);
});
