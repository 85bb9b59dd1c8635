/** Pages of random pieces of YAML, Markdown, HTML and odd bytes, and the conditions for each. */

import fc from "fast-check";
import { expect } from "vitest";
import { isDraft } from "../../src/content/frontmatter/draft.js";
import { createMarkdown } from "../../src/content/markdown/markdown.js";
import { parsePage } from "../../src/content/parse.js";
import { isBlocking } from "../../src/diagnostics/catalogue.js";

/** Each `§` becomes a different word, which must be shown or reported. */
const MARKER = "§";

const KEYS = [
  "title",
  "description",
  "tags",
  "note",
  "hero",
  "layout",
  "date",
  "order",
  "navTitle",
  "<<",
  '"a b"',
  "é",
];
const VALUES = [
  ..."§|'§'|\"§\"|*§|*§*|&§ x|!§|!§ x|!!int §|!!binary §|@§|`§`|%§|§: §|§ #§|#5|- §|[§, §]|[§, *§]|{ a: §, § }".split(
    "|",
  ),
  ...'{ text: 12,000 § }|[12,000, §]|{ §|[§|"§|\'§|~|null|true|14|1.10|2026-01-02|2026-02-30|>|"\\0§"|"\\ud800§"'.split(
    "|",
  ),
  "|\n  §",
  ">\n  §\n  §",
  "\n  - §\n  - *§",
  "\n  a: §\n  b: &x { c: §, <<: *x }",
  "\n\t§",
  "{{ § }}",
  "",
];
const front = fc
  .array(
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc
          .tuple(
            fc.constantFrom(...KEYS),
            fc.constantFrom(": ", ": ", ":", " : "),
            fc.constantFrom(...VALUES),
          )
          .map((parts) => parts.join("")),
      },
      fc.constantFrom(
        "",
        "# a comment",
        "§",
        "- §",
        "...",
        "%TAG ! x",
        "? §",
        "\u200b§: x",
        "__proto__: §",
        "---x",
        "sections:\n  - { type: cta, title: § }",
        "sections: [{ type: statistics, items: [{ value: 14, label: § }] }]",
      ),
    ),
    { maxLength: 5 },
  )
  .map((lines) => lines.map((line) => `${line}\n`).join(""));

const BEFORE = [
  "",
  "",
  "",
  "",
  "\ufeff",
  "\ufeff\ufeff",
  "\u200b",
  "\u00a0",
  "\u2060",
  "\0",
  "\n",
  " \n\n",
  "<!-- c -->\n",
  "  ",
];
const OPENERS = [
  "---",
  "---",
  "---",
  "---",
  "--- ",
  "---yaml",
  "---js",
  "---\u200b",
  "----",
  "\u2014-",
  "+++",
  "--- # §",
  "",
];
const ENDS = ["---", "---", "---", "---", "--- ", "----", "...", "+++", "---\u200b", ""];

const PIECES = [
  ..."§ |**§**|_§_|`§`|[§](b.md)|[§][r]|![§](x.png)|<b>§</b>|<!-- c -->|<x-y>§|<p|</p>|&amp;|&#0;|&#xd800;|\\".split(
    "|",
  ),
  ...":kbd[§]|:badge[§]|{#id}|{.c}|{{ x }}|{% if %}|www.§.example|https://§.example/( |~~§~~|==§==|^[§]|<script>|<style>|<template>".split(
    "|",
  ),
];
const BLOCKS = [
  ..."# §|## § {#§}|§\n===|- §|1. §|- [ ] §|> §|> [!NOTE]\n> §|> [!NOTICE] §|    §|\t§|```js\n§\n```|```\n§|~~~\n§\n~~~".split(
    "|",
  ),
  ...":::|::: note §\n§\n:::|::: §|::::: tabs\n::: tab §\n§\n:::\n:::::|::: figure §\n![§](x.png)\n:::|[r]: x.md|***|---|+++".split(
    "|",
  ),
  "| § | § |\n|---|---|\n| § | § | § |",
  "<div>\n§\n</div>",
  "§[^a] [^§]\n\n[^a]: §\n\nText.",
  "[^b]: §",
  "<pre>§",
  "<textarea>§",
  "§\n: §",
];
/** Any code points, including single surrogates. An `fc.string` of them needs a second or more to prepare. */
const codePoints = fc
  .array(fc.nat(0x10_ffff), { maxLength: 8 })
  .map((points) => String.fromCodePoint(...points));
const body = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...BLOCKS) },
      {
        weight: 3,
        arbitrary: fc
          .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 5 })
          .map((list) => list.join("")),
      },
      codePoints,
      fc.constantFrom("__proto__", "constructor", "toString"),
    ),
    { maxLength: 6 },
  )
  .map((blocks) => blocks.join("\n\n"));

/** Front matter that marks a page as a draft. */
const DRAFTS = [
  "draft: true",
  "published: false",
  "draft: True",
  '"draft": true',
  "draft: yes",
  "Draft: true",
  "drafts: true",
  "{ draft: true }",
  '{ "draft": true }',
  "draft:\n  true",
  "draft: &x true",
  "draft: !!bool true",
  "published: no",
];

interface RandomPage {
  readonly bytes: Uint8Array;
  /** Words that readers must see, unless a Diagnostic reports them. */
  readonly words: readonly string[];
  readonly saysDraft: boolean;
}

interface Parts {
  readonly before: string;
  readonly opener: string;
  readonly front: string;
  readonly end: string;
  readonly body: string;
  readonly draft: string | undefined;
  readonly newline: string;
  readonly odd: readonly (readonly [number, number])[];
}

const parts: fc.Arbitrary<Parts> = fc.record({
  before: fc.constantFrom(...BEFORE),
  opener: fc.constantFrom(...OPENERS),
  front,
  end: fc.constantFrom(...ENDS),
  body,
  draft: fc.option(fc.constantFrom(...DRAFTS), { nil: undefined, freq: 3 }),
  newline: fc.constantFrom("\n", "\n", "\n", "\r\n", "\r"),
  odd: fc.oneof(
    { weight: 12, arbitrary: fc.constant([]) },
    fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 3 }),
  ),
});

/**
 * A page of random pieces. A draft mark is the first or last line of its front matter. Text without opening
 * and closing lines is not front matter, and marks nothing.
 */
const randomPage: fc.Arbitrary<RandomPage> = parts.map(
  ({ before, opener, front, end, body, draft, newline, odd }) => {
    const hasFront = opener !== "";
    const isToml = opener === "+++";
    const isMap = draft?.startsWith("{") === true;
    const inner =
      draft === undefined
        ? front
        : isToml
          ? `draft = true\n${front}`
          : isMap
            ? `${draft}\n`
            : `${draft}\n${front}`;
    // In front matter that a thematic break ends by chance, a heading is a comment.
    const close = end === "" ? "§ text" : end;
    let text = hasFront ? `${before}${opener}\n${inner}${close}\n${body}` : `${before}${body}`;
    const words: string[] = [];
    text = text.replaceAll(MARKER, () => {
      const word = `w${words.length}q`;
      words.push(word);
      return word;
    });
    const bytes = new TextEncoder().encode(text.replaceAll("\n", newline));
    for (const [at, byte] of odd) if (at < bytes.length) bytes[at] = byte;
    return {
      bytes,
      words: odd.length === 0 ? words : [],
      saysDraft: hasFront && draft !== undefined && odd.length === 0,
    };
  },
);

const markdown = { author: createMarkdown({ trust: "author" }), text: createMarkdown({ trust: "text" }) };

/** Asserts that a page throws nothing, loses no word silently, and that no draft would be written. */
async function holds({ bytes, words, saysDraft }: RandomPage, trust: "author" | "text"): Promise<void> {
  const path = "content/a.md";
  const { value, diagnostics } = await parsePage(
    { path, bytes },
    { markdown: markdown[trust], templated: false, trust },
  );
  expectNone(
    diagnostics.filter(({ code, file }) => code === "page-failed" || file !== path),
    "a fault, or of another file",
  );
  expectNone(
    saysDraft && !isDraft(value.frontMatter) && !diagnostics.some(isBlocking) ? [value.frontMatter] : [],
    "a draft is written",
  );
  if (diagnostics.length > 0) return;
  const shown = `${value.html}\n${JSON.stringify([value.frontMatter, value.sections, value.links, value.headings])}`;
  expectNone(
    words.filter((word) => !shown.includes(word)),
    "words are lost",
  );
}

/** Fails only if something was found: an assertion costs as much time as parsing a small page. */
function expectNone(found: readonly unknown[], what: string): void {
  if (found.length > 0) expect(found, what).toEqual([]);
}

/** Checks `count` pages, each with one of the two kinds of trust. */
export async function checkRandomPages(count: number): Promise<void> {
  await fc.assert(fc.asyncProperty(randomPage, fc.constantFrom("author", "text"), holds), { numRuns: count });
}
