/** What looks like Markdown and is text is told, and what is text on purpose is not. */

import { describe, expect, it } from "vitest";
import { createMarkdown } from "../../src/content/markdown/markdown.js";
import { growthOf, TOO_MUCH } from "../support/growth.js";

const markdown = createMarkdown({ trust: "author" });
const render = (body: string) => markdown.render({ body, bodyLine: 1, source: "content/a.md" });
/** `line:column length code: hint` of each finding. */
const told = (body: string) =>
  render(body).diagnostics.map(
    ({ code, line, column, length, hint }) => `${line}:${column} ${length} ${code}: ${hint}`,
  );

describe("a quote that begins like an alert", () => {
  it.each([
    ["of another name", "> [!NOTICE]\n> a", ["1:3 9 alert-unread: Did you mean `[!NOTE]`?"]],
    [
      "of a name that other programs have",
      "x\n\n> [!danger]\n> a",
      ["3:3 9 alert-unread: Did you mean `[!CAUTION]`?"],
    ],
    [
      "of a name that is like none",
      "> [!quote]\n> a",
      ["1:3 8 alert-unread: Alerts are NOTE, TIP, IMPORTANT, WARNING, CAUTION."],
    ],
    [
      "with text at its head",
      "> [!NOTE] Mind the gap.\n> a",
      ["1:3 7 alert-unread: Start the text on the next line. For a custom title, write `::: note Title`."],
    ],
    ["in a list", "- a\n\n  > [!TIP]\n  > b", ["3:5 6 alert-unread: Use a container instead: `::: tip`."]],
    [
      "with text at its head, in a list",
      "- > [!TIP] a\n  > b",
      ["1:5 6 alert-unread: Use a container instead: `::: tip`."],
    ],
    [
      "with nothing below",
      "> [!TIP]\n\na",
      ["1:3 6 alert-unread: Write the text on the next line, after `>`."],
    ],
  ])("reports %s", (_, body, expected) => {
    expect(told(body)).toEqual(expected);
  });

  it("is accepted if it is an alert, a link, or not at the start", () => {
    expect(
      told(
        "> [!NOTE]\n> a\n\n> [!note]\n> b\n\n> [!a](b.md)\n\n> a\n> [!NOTICE]\n\n> `[!NOTICE]`\n\n" +
          "```\n> [!NOTICE]\n```\n",
      ),
    ).toEqual([]);
  });
});

it("the first line of an alert without its quote is reported", () => {
  expect(told("[!NOTE]\na\n\n> a\n>\n> [!tip]\n> b\n\n[!A] [!NOTE] b\n\n[!TIP](a.md)\n")).toEqual([
    "1:1 7 alert-unread: Start each of its lines with `>`, as in `> [!NOTE]`.",
    "6:3 6 alert-unread: Start each of its lines with `>`, as in `> [!tip]`.",
  ]);
});

describe("asterisks", () => {
  it.each([
    ["**Note:**The *text*", "1:1 9 emphasis-unread: Put a space after them."],
    ["- a *Note:*text", "1:5 7 emphasis-unread: Put a space after them."],
    ["> **`a`.**B", "1:3 8 emphasis-unread: Put a space after them."],
    ["text**(more)** a", "1:5 10 emphasis-unread: Put a space before them."],
    ["a\n** Bold **", "2:1 10 emphasis-unread: Write `**Bold**`."],
    ["## a **b ** c", "1:6 6 emphasis-unread: Write `**b**`."],
  ])("that readers see in %j are reported", (body, ...expected) => {
    expect(render(body).html).toContain("*");
    expect(
      told(`# T\n\n${body}`).map((one) => one.replace(/^\d+/, (line) => String(Number(line) - 2))),
    ).toEqual(expected);
  });

  it.each([
    "**Note:** text **a**b *c*d **e:**, (**f.**) **g!**",
    "2 ** 3, 2**n and f(*args, **options), a * b *c, *.md and **/*.ts",
    "\\*\\*Note:\\*\\*The, `**Note:**The`, <code>**Note:**The</code>",
    "**注意：**说明",
    "***a*** **a*b*c** **(a)**",
    "<!-- **Note:**The -->",
  ])("that work, or are text on purpose, are accepted: %j", (body) => {
    expect(told(body)).toEqual([]);
  });
});

describe("a container", () => {
  it.each([
    [
      "that is never closed",
      "a\n\n::: tip\nb\n\nc\n",
      ["3:1 3 container-unclosed: Close it with a line of `:::`."],
    ],
    [
      "that only what is around it closes",
      ":::: tabs\n::: tab A\na\n::::\n",
      ["2:1 3 container-unclosed: Close it with a line of `:::`."],
    ],
    [
      "that opens in one with as many colons",
      "a\n\n::: tabs\n::: tab A\nb\n:::\n",
      ["3:1 3 container-unclosed: Close it with a line of `:::`."],
    ],
    [
      "in a quote, that is never closed",
      "> ::: tip\n> a\n\n:::\n",
      [
        "1:3 3 container-unclosed: Close it with a line of `:::`.",
        "4:1 3 container-unclosed: Remove it, or start a container before it. An outer container " +
          "needs more colons than the inner ones.",
      ],
    ],
    [
      "whose name is slipped",
      "::: Warnng Title\na\n:::\n",
      ["1:5 6 container-unknown: Did you mean `warning`?"],
    ],
    [
      "without a name",
      "::: {.tip}\na\n:::\n",
      [
        "1:1 10 container-unknown: Write the name first, then the title: `::: tip Title`.",
        "3:1 3 container-unclosed: Remove it, or start a container before it. An outer container " +
          "needs more colons than the inner ones.",
      ],
    ],
  ])("reports %s", (_, body, expected) => {
    expect(told(body)).toEqual(expected);
  });

  it("is accepted if it is closed, has another name, or is code", () => {
    expect(
      told(
        "> :::: tabs\n> ::: tab A\n> a\n> :::\n> ::::\n\n- ::: tip\n  a\n  :::::\n\n::: grid\n" +
          "::::\n\n::: top\n:::\n\n```\n::: tip\n```\n\nA word::: and `::: tip`.\n\n::: details A\n" +
          "::: \n",
      ),
    ).toEqual([]);
  });
});

describe("a link", () => {
  it.each([
    [
      "without an address",
      "See [a]() and ![b](<>).",
      [
        "1:5 5 link-empty: Write the URL between the parentheses, or remove the brackets and parentheses.",
        "1:15 8 link-empty: Write the URL between the parentheses, or remove the brackets and parentheses.",
      ],
    ],
    [
      "with a space in it",
      "See [the *a*] (b.md) or [the b] (https://a.example/b).\n[c] (../c/)",
      [
        "1:25 29 link-unread: Write `[the b](https://a.example/b)`.",
        "2:1 11 link-unread: Write `[c](../c/)`.",
      ],
    ],
    [
      "with a space in its address",
      "[a](My File.md) ![b](../my pic.png) [*c*](d e.pdf)",
      [
        "1:1 15 link-unread: Write `[a](<My File.md>)`.",
        "1:17 19 link-unread: Write `![b](<../my pic.png>)`.",
      ],
    ],
    [
      "the wrong way round",
      "See (a)[https://a.example] and (b)[#some-heading].",
      [
        "1:5 22 link-unread: Write `[a](https://a.example)`.",
        "1:32 18 link-unread: Write `[b](#some-heading)`.",
      ],
    ],
    [
      "in brackets twice",
      "| a |\n|---|\n| [b][#some-heading] |",
      ["3:3 18 link-unread: Write `[b](#some-heading)`."],
    ],
    [
      "to what nothing defines",
      "[a][one] ![b][oen] [c][two]\n\n[one]: a.md\n",
      ["1:11 8 link-unread: Did you mean `[one]`?", "1:20 8 link-unread: Define it: `[two]: URL`."],
    ],
    [
      "to what nothing defines, on a page that defines nothing",
      "[a][one], [`b` *c*][two], [three][]",
      [
        "1:1 8 link-unread: Define it: `[one]: URL`.",
        "1:20 5 link-unread: Define it: `[two]: URL`.",
        "1:27 9 link-unread: Define it: `[three]: URL`.",
      ],
    ],
  ])("reports %s", (_, body, expected) => {
    expect(told(body)).toEqual(expected);
  });

  it("is accepted if it is a link, or text on purpose", () => {
    expect(
      told(
        "[a](#) [b](b.md) (c) [d][one] [one] (e) [one][] `[a] (b.md)` `(a)[b.md]` \\[a] (b.md) " +
          'matrix[i][j] f(a)[0] (a)[#12] [a] (b) [x] [y] ![b](b.png) <a href="">c</a>\n\n' +
          "[one]: a.md\n\n```\n[a]() [a] (b.md)\n```\n",
      ),
    ).toEqual([]);
    expect(told("[1][2] and [0][], [ ][x] and \\[a][b]")).toEqual([]);
    expect(told("Names are [a-z][a-z\\d]* [one].\n\n[one]: a.md")).toEqual([]);
    expect(
      told('[a](b.md "c d") [a](<b c.md>) [a](b.md “c d”) [a](b c) f[a](b c.md) `[a](b c.md)` \\[a](b c.md)'),
    ).toEqual([]);
  });
});

it.each([
  "[a] (b.md) ",
  "[a](b c.md) ",
  "[a](b c",
  "[a](b c .md ",
  "[a][b] ",
  "(a&amp;)[b.md] ",
  "[a] (b.md#c.md#d",
  "::: tip\n:::\n",
  ":::\n\n",
  "> [!NOTICE]\n\n",
])(
  "takes the time of its pieces: %j",
  async (piece) => {
    expect(await growthOf((size) => render(`${piece.repeat(size)}\n\n[c]: d\n`), 4000)).toBeLessThan(
      TOO_MUCH,
    );
  },
  60_000,
);
