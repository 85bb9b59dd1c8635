/** Raw HTML that browsers take otherwise than its author meant, and what cannot be seen or heard. */

import { describe, expect, it } from "vitest";
import { createMarkdown } from "../../src/content/markdown/markdown.js";

const markdown = createMarkdown({ trust: "author" });

/** `code line:column+length` of what is said of a body. */
function said(body: string): string[] {
  return markdown
    .render({ body, bodyLine: 1, source: "content/a.md" })
    .diagnostics.map(({ code, line, column, length }) => `${code} ${line}:${column}+${length ?? 1}`);
}

describe("raw HTML", () => {
  it.each([
    [
      "all closed",
      '<div class="a">\n\n<details><summary>More</summary>\n\nText <b>bold</b><br>\n\n</details>\n</div>',
    ],
    [
      "ends that may be left out",
      "<p align=center>\n\n# A\n\n</p>\n\n<ul><li>One<li>Two</ul>\n\n<table><tr><td>x</table>",
    ],
    [
      "empty elements, with and without a slash",
      '<br/> <hr> <img src="a.png" alt=""> <input type="text"/> <wbr>',
    ],
    ["elements of one's own", '<my-tabs label="x">text</my-tabs>'],
    [
      "a drawing",
      '<svg viewBox="0 0 1 1"><path d="M0 0"/><g><linearGradient/></g></svg> <svg/> ' +
        "<math><mi>x</mi><mspace/></math>",
    ],
    ["a script and a style", '<script>if (a<b) document.write("<div>")</script>\n\n<style>a>b{}</style>'],
    ["an address without quotes that ends with a slash", "<a href=https://a.example/>text</a>"],
    ["a comment", "<!-- <div> -->"],
    [
      "what is closed where it was opened",
      "<details>\n\n- a <b>x</b>\n  <div>\n\n  y\n\n  </div>\n- z\n</details>\n\n> <i>q</i>\n\n" +
        "| <b>x</b> |\n|---|\n| <b>y</b> |\n\n::: tip\n<div>\n\n> text\n\n</div>\n:::",
    ],
    ["code", "`<name>` and \\<name>\n\n    <name>\n\n```\n<div>\n```"],
    ["what is old and known", "<center><font color=red><big>x</big></font></center> <nobr>y</nobr>"],
    ["the address of a person", "<https://a.example> <a@b.example>"],
  ])("says nothing of %s", (_, body) => {
    expect(said(body)).toEqual([]);
  });

  it.each([
    [
      "a placeholder that nobody will see",
      "Run it with <host> and\n  <Your Name>.",
      ["html-unknown 1:13+6", "html-unknown 2:3+11"],
    ],
    ["one whose name might be an element's", "Say <your-name> here.", ["html-unclosed 1:5+11"]],
    ["what is not closed", "<div>\n\n# A\n\nText <b>bold\n", ["html-unclosed 1:1+5", "html-unclosed 5:6+3"]],
    ["what is closed by what is around it", "<div><b>x</div> <i>y</i>", ["html-unclosed 1:6+3"]],
    ["what closes nothing", "> - x</strong>", ["html-unclosed 1:6+9"]],
    [
      "what is closed behind the item in which it was opened",
      "1. a\n   <details>\n   <summary>b</summary>\n\n   c\n\n</details>",
      ["html-unclosed 2:4+9", "html-unclosed 7:1+10"],
    ],
    [
      "what is closed in another cell",
      "| a | b |\n|---|---|\n| <b>x | y</b> |",
      ["html-unclosed 3:3+3", "html-unclosed 3:11+4"],
    ],
    ["what a container ends", "<div>\n\n::: tip\n</div>\n:::\n\n</div>", ["html-unclosed 4:1+6"]],
    ["a slash that closes nothing", '<a name="x"/>Text', ["html-unclosed 1:1+13"]],
    [
      "a component of another program",
      '<Tabs>\n<Tab title="x">\n\nText\n\n</Tab>\n</Tabs>',
      ["foreign-syntax 1:1+6", "foreign-syntax 2:1+15"],
    ],
  ])("reports %s", (_, body, expected) => {
    expect(said(body)).toEqual(expected);
  });

  it("says it in the author's words", () => {
    const { diagnostics } = markdown.render({
      body: 'Copy <short description> to <a href="/x">it.',
      bodyLine: 1,
      source: "content/a.md",
    });
    expect(diagnostics.map(({ message, hint }) => `${message} ${hint}`)).toEqual([
      "`<short>` is not an HTML element, so readers do not see it. To show it as text, write it as " +
        "code, `` `<name>` ``, or with a backslash before it, `\\<name>`.",
      "`<a>` is never closed, so browsers put all following text into it. Close it with `</a>`.",
    ]);
  });
});

it("names the element that ends an element of raw HTML", () => {
  const { diagnostics } = markdown.render({ body: "- <b>x\n\n> </i>", bodyLine: 1, source: "content/a.md" });
  expect(diagnostics.map(({ message, hint }) => `${message} ${hint}`)).toEqual([
    "`<b>` is not closed in this list item, so browsers close it here or put the following text " +
      "into it. Close it with `</b>`, before the list item ends.",
    "`</i>` has no start tag in this quote. Remove it, or add the start tag.",
  ]);
});

describe("an image", () => {
  it.each([
    "![A lake](a.png)",
    '<img src="a.png" alt="">',
    '<img src="a.png" role="presentation">',
    '<img src="a.png" aria-hidden="true">',
    "![*A*](a.png)",
    "![a][x]\n\n[x]: a.png",
    '<img src="a.png" alt="A lake"></img>',
  ])("is as it should be: %s", (body) => {
    expect(said(body)).toEqual([]);
  });

  it.each([
    ["Text ![](a.png)", ["image-alt 1:6+10"]],
    ["| a |\n|---|\n| ![ ](a.png) |", ["image-alt 3:3+11"]],
    ['<div>\n  <img src="a.png">\n</div>', ["image-alt 2:3+17"]],
  ])("lacks a text: %s", (body, expected) => {
    expect(said(body)).toEqual(expected);
  });
});

describe("a link", () => {
  it.each(["[a](b.md)", "[![a](b.png)](c.md)", '[<i class="icon"></i>](c.md)', "<https://a.example>"])(
    "is as it should be: %s",
    (body) => {
      expect(said(body)).toEqual([]);
    },
  );

  it("lacks a text", () => {
    expect(said("Text [](https://a.example)[Look](https://b.example) [ ](c.md)")).toEqual([
      "link-text 1:6+21",
      "link-text 1:53+9",
    ]);
  });

  it("is reported as a link without a URL if it also lacks a text", () => {
    expect(said("[]()")).toEqual(["link-empty 1:1+4"]);
  });
});
