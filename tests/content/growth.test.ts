/** Work grows as what is given does. */

import { describe, expect, it } from "vitest";
import { createMarkdown } from "../../src/content/markdown/markdown.js";
import { parsePage } from "../../src/content/parse.js";
import { linkEnds } from "../../src/site/links/link-names.js";
import { growthOf, TOO_MUCH } from "../support/growth.js";

const markdown = { author: createMarkdown({ trust: "author" }), text: createMarkdown({ trust: "text" }) };
const parse = (bytes: Uint8Array, trust: "author" | "text") =>
  parsePage({ path: "content/a.md", bytes }, { markdown: markdown[trust], templated: false });
const encode = (text: string) => new TextEncoder().encode(text);

describe("takes work in proportion: four times the input, about four times the work", () => {
  /** What is repeated; between a start and an end where there are three. § is the number of the one at hand. */
  const patterns: readonly (string | readonly [string, string, string])[] = [
    ...[
      "> ",
      "- ",
      "[",
      "![",
      "*a ",
      "**a ",
      "`",
      "~~a ",
      "<a ",
      "<!--",
      "[a](b",
      "{.a ",
      "| a ",
      "\n\n",
      "    ",
      "&",
      "a@b.",
      ":::note\n",
      "[^1]",
      "\\",
      "---\n",
      "# a\n",
      "1. ",
      "> [!NOTE]\n",
      "<b>",
      "'",
      '"',
    ],
    "_a ",
    ...["<b></i>", "<i><b></i>\n", "<x>", "[](a) ", "![](a)\n"],
    "www.",
    "www.a.b/",
    ["www.a.b/", ")", "a"],
    ["", "www.a.b/", ")".repeat(1000)],
    "```js\nx\n```\n",
    ["::::: note\n", "```js\nx\n```\n", ":::::\n"],
    ["::::: code-group\n", "```js\nx\n```\n", ":::::\n"],
    "[a](b.md) ",
    "[a](b§.md)\n",
    "https://a.b/§ ",
    "<a href='b§.md'>x</a>",
    ["<div>\n", "<a href='b§.md'>x</a>\n", "</div>\n"],
    ["<img srcset='", "b§.png §x, ", "'>"],
    ["| a |\n|---|\n| a \\| ", "[x](b§.md) ", "|\n"],
    // Front matter: blank lines, a day that is none, long values, many keys and items.
    ["---\n", "\n", "---\ntext\n"],
    ["---\ntitle: a", "\n", "b: 1\n---\ntext\n"],
    ["---\ndate: ", "T", "\n---\n"],
    ["---\ndate: 2026-01-31", "T", "\n---\n"],
    ["---\ndate: ", "abc 2026 ", "\n---\n"],
    ["---\ntitle: ", "a: ", "\n---\n"],
    ["---\n", "k§: v\n", "---\n"],
    ["---\ntags: [", "t§, ", "]\n---\n"],
    ["---\ntags:\n", "  - t§\n", "---\n"],
    ["---\nslug: a", "/", "b\n---\n"],
    ["---\na: '", '\\"', "\n---\n"],
    // The words behind a fence, and of a container.
    ["```js ", "w§=1 ", "\nx\n```\n"],
    ["```js ", "{1}", "\nx\n```\n"],
    ["```js ", "a={ ", "\nx\n```\n"],
    ["```js ", "[ ", "\nx\n```\n"],
    ["```js ", 'title="', "\nx\n```\n"],
    ["```js {", "1,", "}\nx\n```\n"],
    ["::: note[", "]{ ", "\nx\n:::\n"],
    ["::: note {", " ", "\nx\n:::\n"],
    ["::: files\n- ", "_", "\n:::\n"],
    // Ids, many on a line and on lines of their own.
    "# a {#a}\n\n",
    "# a {#a§}\n\n",
    "[a](b){#a§} ",
    "[a](b){#a} ",
    "[a](b){id=a} ",
    "a {#b} ",
    "[a](b){.c x=",
    // Long values of raw HTML.
    ["<img alt='' srcset='", "a", "'>"],
    ["<p id='", "a ", "'>x</p>"],
    ["<p ", "a=b ", ">x</p>"],
    "<p id=a>",
    "<b><td>",
    "<p id='",
    "&amp;",
    "&#x41;",
    // Footnotes, references, tables, emphasis, brackets and addresses.
    ["a[^1]\n\n[^1]: ", "b ", "\n"],
    "a[^§]\n\n[^§]: b\n\n",
    "[^§]",
    "[a][b§]",
    "[b§]: c.md\n",
    "[a]: <",
    "[a](<b",
    "[a](b 'c",
    "|",
    "|a|b|\n|-|-|\n",
    ["|a|\n|-|\n|", "`a`\\|", "|\n"],
    "a **b*",
    "*_",
    "~a~ ",
    "==a",
    "]",
    "()",
    "http://",
    "a@b.co ",
    "a.b-",
    "www.a.b/(",
    "```\n",
    "- a\n\n",
    "  - ",
    "<!-- a -->\n",
    "{{ a }}",
    "++a++ ",
    "[[a]]",
    "\t",
    "é",
  ];

  it.each(patterns.map((pattern) => ({ name: JSON.stringify(pattern), pattern })))(
    "$name",
    async ({ pattern }) => {
      const [start, one, end] = typeof pattern === "string" ? ["", pattern, ""] : pattern;
      const make = (size: number) =>
        start +
        Array.from({ length: Math.ceil(size / one.length) }, (_, index) =>
          one.replaceAll("§", String(index)),
        ).join("") +
        end;
      for (const trust of ["author", "text"] as const)
        expect(await growthOf(async (size) => parse(encode(make(size)), trust), 16_000), trust).toBeLessThan(
          TOO_MUCH,
        );
    },
    60_000,
  );
});

it("finds the name at the end of a link in proportion", async () => {
  expect(await growthOf((size) => linkEnds([{ href: `${".md".repeat(size / 3)}x` }]), 60_000)).toBeLessThan(
    TOO_MUCH,
  );
});
