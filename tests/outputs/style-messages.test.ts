/** Mistakes in style sheets are explained where they are. */

import { expect, it } from "vitest";
import { makeStyles } from "../../src/outputs/styles.js";
import { site } from "../support/site.js";

async function explained(css: string): Promise<string> {
  const files = new Map([["styles/site.css", { path: "layouts/styles/site.css", text: css }]]);
  const made = await makeStyles(files, "styles/site.css", (specifier) => `styles/${specifier}`);
  if (typeof made === "string") return "";
  return `${made.line}:${made.column} ${made.message} ${made.hint}`;
}

const DECLARATION = "Write declarations as `color: red;`, and close the brackets before it.";
const CONDITION = "Write conditions in brackets, with a colon: `(max-width: 40rem)`.";
const SELECTOR =
  "A selector is missing here. Write rules as `a { color: red; }`, and one comma between two selectors.";
const INCOMPLETE =
  "The rule is not complete. Close each `{`, `(` and `[`, and write rules as `a { color: red; }`.";

it.each([
  ["a { color red; }", `1:11 \`red\` cannot be here. ${DECLARATION}`],
  ["a { : red; }", `1:10 \`;\` cannot be here. ${DECLARATION}`],
  ["a { color: rgb(1, 2 }", `1:21 \`}\` cannot be here. ${DECLARATION}`],
  ["a { color: red !importnt }", "1:16 `!` cannot be here. Write `!important`."],
  ["a { color: red }}\nb { color: red }", "1:17 This `}` closes nothing. Remove it, or add the missing `{`."],
  ["} a { color: red }", "1:1 This `}` closes nothing. Remove it, or add the missing `{`."],
  ["a {}\n// no\nb {}", "2:1 `//` does not start a comment in CSS. Write comments as `/* … */`."],
  [
    "/* // */ a { background: url(https://x.example/) }\nb { // no\n color: red }",
    "2:5 `//` does not start a comment in CSS. Write comments as `/* … */`.",
  ],
  [
    "a {\n  @apply px-4;\n}",
    "2:3 `@apply` belongs to Tailwind and is not CSS. Browsers ignore it. Write plain CSS, or run " +
      "Tailwind before the build and save its CSS here.",
  ],
  [
    "@use 'x';\na { color: red }",
    "1:1 `@use` belongs to Sass and is not CSS. Browsers ignore it. Write plain CSS, or run Sass " +
      "before the build and save its CSS here.",
  ],
  ["@function --a() { result: 1px }\n@view-transition { navigation: auto }", ""],
  ["a,, b { color: red }", `1:3 ${SELECTOR}`],
  ["{ color: red }", `1:1 ${SELECTOR}`],
  [
    ".1a { color: red }",
    "1:1 The name of a class cannot start with a digit. Change the name, also in the HTML.",
  ],
  [
    "#1a { color: red }",
    "1:1 The name of an id cannot start with a digit. Change the name, also in the HTML.",
  ],
  ["<style>a {}</style>", "1:1 A style sheet cannot contain HTML. Remove the tag, and keep the rules."],
  ["a > { color: red }", "1:5 The selector ends with a combinator, such as `>`. Write a selector after it."],
  ["a..b { color: red }", "1:3 The class has no name. Write one dot and a name: `.card`."],
  ["a::  { color: red }", "1:6 The pseudo-element has no name. Write it as `::before`, without spaces."],
  ["@media (max-width 30em) { a {} }", `1:19 \`30em\` cannot be here. ${CONDITION}`],
  ["@media screen and max-width: 3px { a {} }", `1:19 \`max-width\` cannot be here. ${CONDITION}`],
  [
    "@media (max-width: ) { a {} }",
    "1:18 The media query is not valid. Write it as `@media (max-width: 40rem) { … }`.",
  ],
  [
    "a {}\n@import 'b.css';",
    "2:8 `@import` must come before all other rules. Move it to the start of the style sheet.",
  ],
  ["@import base.css;", '1:9 `base` cannot be here. Put the file name in quotes: `@import "base.css";`.'],
  [
    "@import 'none.css';",
    "1:1 styles/none.css does not exist in layouts/. Correct the file name in `@import`. It starts from " +
      "the folder of this style sheet.",
  ],
  [
    "@import 'https://x.example/y.css';",
    "1:1 `@import` cannot load https://x.example/y.css from another site. Copy the file into " +
      "layouts/styles/, or link it in a layout.",
  ],
  ['a { content: "x\n; }', "1:14 A closing quote or bracket is missing. Close it on the same line."],
  ["a[b { color: red }", `1:19 ${INCOMPLETE}`],
  ["$accent: red;", `1:14 ${INCOMPLETE}`],
  [
    "@property --x { syntax: 'a' }",
    "1:29 This rule lacks a required declaration. For `@property`, write `syntax` and `inherits`, and in " +
      "most cases `initial-value`.",
  ],
])("explains the mistake in: %s", async (css, expected) => {
  expect(await explained(css)).toBe(expected);
});

it("keeps the message of an error that it does not know", async () => {
  expect(await explained("@namespace a b c;")).toMatch(/^1:\d+ \S/);
});

it("reports the file of an imported style sheet", async () => {
  await site({
    "content/index.md": "# Home\n",
    "layouts/styles/site.css": '@import "base.css";',
    "layouts/styles/base.css": "a { color: red }\nb { color: red }}\n",
  })
    .build("--format", "json")
    .expectDiagnostics("style-invalid layouts/styles/base.css:2:17")
    .check((_, { stdout }) => expect(stdout).toContain("This `}` closes nothing."));
});
