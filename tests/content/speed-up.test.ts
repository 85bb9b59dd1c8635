/** The fast parser gives what markdown-it gives with its own parts. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import commonmark from "commonmark-spec";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { describe, expect, it } from "vitest";
import { withLines } from "../../src/content/markdown/block-lines.js";
import { createParser } from "../../src/content/markdown/markdown.js";
import { PROJECT } from "../support/project.js";
import { runs } from "../support/runs.js";

/** What Markdown is made of, in pieces that mean something beside others. */
const PIECES = [
  "# ",
  "## ",
  "#",
  "- ",
  "-",
  "* ",
  "+ ",
  "1. ",
  "12) ",
  "> ",
  ">",
  "    ",
  "  ",
  " ",
  "\t",
  "\n",
  "\n",
  "\n\n",
  "```",
  "```js\n",
  "~~~",
  "|",
  " | ",
  "|-|:-:|\n",
  "--",
  "---\n",
  "===\n",
  "***\n",
  "[",
  "]",
  "](",
  ")",
  "[a](b)",
  "[a]",
  '[a]: /x "y"\n',
  "[^1]",
  "[^1]: ",
  "^[",
  "^",
  "![",
  "![a](b.png)",
  "<b>",
  "</b>",
  '<a href="x">',
  "</a>",
  "<!-- ",
  " -->",
  "<div>\n",
  "<http://a.bc>",
  "<a@b.co>",
  "<",
  "&amp;",
  "&#35;",
  "&",
  "\\",
  "\\*",
  "\\\n",
  "`",
  "``",
  "*",
  "**",
  "_",
  "__",
  "~",
  "~~",
  ":",
  ":::",
  "::: tip\n",
  "::: details *T*\n",
  ":badge[x]",
  ":kbd[",
  ": ",
  "~ ",
  "[!NOTE]\n",
  "[ ] ",
  "[x] ",
  "{#id}",
  "{",
  "}",
  "$",
  "+",
  "@",
  "%",
  "=",
  "!",
  "http://example.com/a?b=%20(c)",
  "https://ex.com",
  "HTTP://X.YZ",
  "ftp://a.bc",
  "//a.bc",
  "www.example.com",
  "WWW.x.yz",
  "mailto:a@b.co",
  "a@b.co",
  "://",
  "xn--a.bc",
  "word",
  "two words",
  "A",
  "7",
  "é",
  "日本語",
  "😀",
  "\u00a0",
  "\u2028",
  "\r",
  "\r\n",
  "\0",
  "\ud800",
];
const markdownLike = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(""));
const text = fc.oneof(
  { weight: 4, arbitrary: markdownLike },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
);

const files = readdirSync(join(PROJECT, "content"), { recursive: true })
  .map(String)
  .filter((name) => name.endsWith(".md"))
  .map((name) => readFileSync(join(PROJECT, "content", name), "utf8"));
const examples = [
  ...(commonmark as { tests: readonly { markdown: string }[] }).tests.map(({ markdown }) => markdown),
  ...files,
];

/** All that a parser makes of a text. */
function made(md: MarkdownIt, body: string): object {
  const env = {};
  const tokens = md.parse(body, env);
  return {
    tokens: JSON.stringify(tokens),
    env: JSON.stringify(env),
    inline: JSON.stringify(md.parseInline(body, {})),
    html: md.renderer.render(tokens, md.options, env),
  };
}

describe("the fast parser", () => {
  const own = createParser({ isFast: false });
  const fast = createParser({});
  const configure = (md: MarkdownIt): void => {
    md.inline.ruler.push("dollar", (state, silent) => {
      if (state.src.charCodeAt(state.pos) !== 0x24) return false;
      if (!silent) state.push("dollar", "hr", 0);
      state.pos += 1;
      return true;
    });
    md.linkify.add("x:", { validate: /^\w+/ });
  };
  const ownWithPlugin = createParser({ isFast: false, configure });
  const fastWithPlugin = createParser({ configure });

  it("renders CommonMark's examples and the docs as markdown-it does", () => {
    expect(examples.length).toBeGreaterThan(650);
    for (const body of examples) {
      expect(made(fast, body)).toEqual(made(own, body));
      expect(made(fastWithPlugin, body)).toEqual(made(ownWithPlugin, body));
    }
  });

  it("links no text that is a URL only if it is cut off from the text before it", () => {
    expect(made(fast, "~~a~~www.a.bc")).toEqual(made(own, "~~a~~www.a.bc"));
  });

  it("renders any text as markdown-it does", () => {
    fc.assert(
      fc.property(text, (body) => void expect(made(fast, body)).toEqual(made(own, body))),
      { numRuns: runs(5000) },
    );
  });

  it("renders any text as markdown-it does, with a site's plugin", () => {
    fc.assert(
      fc.property(text, (body) => void expect(made(fastWithPlugin, body)).toEqual(made(ownWithPlugin, body))),
      { numRuns: runs(2000) },
    );
  });

  it("writes any URL as markdown-it does", () => {
    const parts = [
      "http://",
      "https://",
      "//",
      "/",
      "a",
      "B",
      "ex.com",
      "é",
      "xn--a",
      "%",
      "%20",
      "%4",
      "%e9",
      " ",
      "?",
      "#",
      "&",
      "=",
      "@",
      ":",
      ":80",
      "mailto:",
      "[",
      "]",
      "(",
      "'",
      '"',
      "<",
      "\\",
      "^",
      "{",
      "~",
      "-",
      "_",
      ".",
      "a".repeat(70),
    ];
    const address = fc.array(fc.constantFrom(...parts), { maxLength: 8 }).map((list) => list.join(""));
    fc.assert(
      fc.property(address, (href) => void expect(fast.normalizeLink(href)).toBe(own.normalizeLink(href))),
      { numRuns: runs(10_000) },
    );
  });

  it("has a block state of markdown-it's own kind, with the same lines", () => {
    const md = new MarkdownIt();
    const State = withLines(md.block.State);
    const lines = fc
      .array(fc.constantFrom("a", "é", " ", "  ", "\t", "\n"), { maxLength: 12 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(lines, (src) => {
        const state = new State(src, md, {}, []);
        expect(state).toBeInstanceOf(md.block.State);
        expect({ ...state }).toEqual({ ...new md.block.State(src, md, {}, []) });
      }),
      { numRuns: runs(2000) },
    );
  });
});
