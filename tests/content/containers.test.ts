/** Where containers start and end. */

import { describe, expect, it } from "vitest";
import { createMarkdown, createParser } from "../../src/content/markdown/markdown.js";

const markdown = createMarkdown({ trust: "author" });
const render = (body: string) => markdown.render({ body, bodyLine: 1, source: "content/a.md" });

/** The blocks of a text, each by its element and its text; what is in a container stands in brackets. */
function outlineOf(body: string): string {
  const { html, diagnostics } = render(body);
  const blocks = html
    .replace(/<div class="container container-([\w-]+)">\s*(?:<p class="container-title">.*?<\/p>)?/g, "$1[")
    .replace(/<\/div>/g, "]")
    .replace(/<(?!\/)(\w+)[^>]*>/g, "$1(")
    .replace(/<\/\w+>/g, ")")
    .replace(/\n/g, " ")
    .replace(/ +/g, " ")
    .replace(/([[(]) | (?=[\])])/g, "$1")
    .trim();
  return [blocks, ...diagnostics.map(({ code, line, column }) => `${code} ${line}:${column}`)].join(" | ");
}

describe("a container goes on over colons", () => {
  it.each([
    [
      "in a code block",
      "::: tip\n```md\n::: note\nx\n:::\n```\na\n:::\n\nb",
      "tip[pre(code(::: note x :::)) p(a)] p(b)",
    ],
    [
      "in a code block of tildes",
      "::: tip\n~~~~\n:::\n~~~\n~~~~\na\n:::\n\nb",
      "tip[pre(code(::: ~~~)) p(a)] p(b)",
    ],
    [
      "in a code block that opens in a list",
      "::: tip\n- ```\n  :::\n  ```\n:::\nb",
      "tip[ul(li(pre(code(:::))))] p(b)",
    ],
    ["in an indented code block", "::: tip\n    :::\n\na\n:::\nb", "tip[pre(code(:::)) p(a)] p(b)"],
    ["in a comment", "::: tip\n<!--\n:::\n\n:::\n-->\na\n:::\nb", "tip[<!-- ::: ::: --> p(a)] p(b)"],
    ["in pre", "::: tip\n<pre>\n:::\n\n</pre>\n:::\nb", "tip[pre(:::)] p(b)"],
    ["in a script", "::: tip\n<script>\n:::\n\n</script>\n:::\nb", "tip[script(:::)] p(b)"],
  ])("%s", (_, body, expected) => {
    expect(outlineOf(body)).toBe(expected);
  });
});

describe("a container ends at a line of colons", () => {
  it.each([
    ["after HTML without a blank line", "::: tip\n<b>a</b>\n<hr>\n:::\nb", "tip[p(b(a)) hr(] p(b)"],
    ["after a block of HTML", "::: tip\n<section>\na\n</section>\n:::\nb", "tip[section(a )] p(b)"],
    ["after a table", "::: tip\n| a |\n|---|\n| b |\n:::\nb", undefined],
    ["after a quote", "::: tip\n> a\n:::\nb", "tip[blockquote(p(a))] p(b)"],
    ["after a list", "::: tip\n- a\n- b\n:::\nb", "tip[ul(li(a) li(b))] p(b)"],
    [
      "that is indented as text below a list is",
      "::: tip\n- a\n- b\n  :::\n\nb",
      "tip[ul(li(a) li(b))] p(b)",
    ],
    ["indented below numbers", "::: tip\n1. a\n   :::\n\nb", "tip[ol(li(a))] p(b)"],
    ["indented below a list in a list", "::: tip\n- a\n  - b\n    :::\n\nb", "tip[ul(li(a ul(li(b))))] p(b)"],
    ["indented by three spaces", "::: tip\na\n   :::\nb", "tip[p(a)] p(b)"],
    ["that is not indented as it is", "  ::: tip\n  a\n:::\nb", "tip[p(a)] p(b)"],
    ["where its text is indented less", "  ::: tip\na\n\n  b\n  :::\nc", "tip[p(a) p(b)] p(c)"],
    ["with more colons", "::: tip\na\n:::::  \nb", "tip[p(a)] p(b)"],
    ["in a quote", "> ::: tip\n> a\n> :::\n> b\n\nc", "blockquote(tip[p(a)] p(b)) p(c)"],
    ["in a list", "- ::: tip\n  a\n  :::\n  b\n- c", "ul(li(tip[p(a)] b) li(c))"],
    ["in a note", "a[^1]\n\n[^1]: ::: tip\n    b\n    :::\n\n::: note\nc\n:::", undefined],
    ["after a definition", "::: tip\nTerm\n: What\n:::\nb", "tip[dl(dt(Term)dd(What))] p(b)"],
    ["with as many colons as those in it", "::: a\n::: b\nx\n:::\ny\n:::\nz", "a[b[p(x)] p(y)] p(z)"],
    ["with fewer colons than those in it", "::: a\n:::: b\nx\n::::\ny\n:::\nz", "a[b[p(x)] p(y)] p(z)"],
    ["with more colons than those in it", ":::: a\n::: b\nx\n:::\ny\n::::\nz", "a[b[p(x)] p(y)] p(z)"],
    ["as Pandoc opens it", "::: tip :::::\nx\n:::::\nz", "tip[p(x)] p(z)"],
  ])("%s", (_, body, expected) => {
    const { html, diagnostics } = render(body);
    expect(diagnostics).toEqual([]);
    expect(html).not.toContain(":::");
    if (expected !== undefined) expect(outlineOf(body).replace(/\s/g, "")).toBe(expected.replace(/\s/g, ""));
  });
});

describe("reports colons that close no container", () => {
  it.each([
    ["a quote in it", "::: tip\n> a\n> :::\n\nb", "container-unclosed 1:1", "container-unclosed 3:3"],
    [
      "a line left of its list",
      "- ::: tip\n  a\n\n:::\n",
      "container-unclosed 1:3",
      "container-unclosed 4:1",
    ],
    ["a code block that nothing closes", "::: tip\n```\na\n:::\n\nb", "container-unclosed 1:1"],
    ["the end of what is around it", ":::: a\n::: b\nx\n::::\nz", "container-unclosed 2:1"],
    ["HTML in which it opens", "<div>\n::: tip\na\n:::\n</div>", "container-unknown 2:1"],
  ])("%s", (_, body, ...expected) => {
    expect(render(body).diagnostics.map(({ code, line, column }) => `${code} ${line}:${column}`)).toEqual(
      expected,
    );
  });
});

it("opens and closes no container on one line, which is reported", () => {
  for (const line of [':::image source="a.png" alt-text="b" :::', ":::row:::", '::: code source="a.cs":::'])
    expect([outlineOf(`${line}\n\n## Next`), line]).toEqual([
      `p(${line.replaceAll('"', "&quot;")}) h2(Next) | container-unknown 1:1`,
      line,
    ]);
});

it("may hold each other as deeply as lists do, and any number of them may be left open", () => {
  expect(outlineOf(`${"::: a\n".repeat(60)}x\n${":::\n".repeat(60)}y`)).toBe(
    `${"a[".repeat(60)}p(x)${"]".repeat(60)} p(y)`,
  );
  expect(() => render("::: a\n".repeat(5000))).not.toThrow();
});

it.each(["::: a\n<div>\n:::\n", "::: a\n<b>x\n# b\n", "::: a\n- b\n  :::\n"])(
  "is looked for once in each line: %j",
  (piece) => {
    /** How many lines are cut out of the text, which each rule does once for what it has found. */
    const cut = (size: number): number => {
      const md = createParser({});
      let count = 0;
      const { getLines } = md.block.State.prototype;
      md.block.State = class extends md.block.State {
        override getLines(...args: Parameters<typeof getLines>): string {
          count += args[1] - args[0];
          return super.getLines(...args);
        }
      };
      md.parse(piece.repeat(size), {});
      return count;
    };
    expect(cut(400)).toBeLessThanOrEqual(cut(200) * 2.2);
  },
);

describe("the line of a container", () => {
  it.each([
    ["::: details Click me {open}", "<details open>\n<summary>Click me</summary>"],
    [":::details[Click me]{open}", "<details open>\n<summary>Click me</summary>"],
    ["::: details Click me", "<details>\n<summary>Click me</summary>"],
    ["::: tip Use {name} here", '<p class="container-title">Use {name} here</p>'],
    ["::: tip Open {open", '<p class="container-title">Open {open</p>'],
  ])("%s", (line, html) => {
    const { html: rendered, diagnostics } = render(`${line}\ntext\n:::\n`);
    expect(rendered).toContain(html);
    expect(diagnostics).toEqual([]);
  });

  it.each([
    ["::: tip Title {.wide}", "Title", ".wide", 16],
    [":::note[Title]{#id .a}", "Title", "#id .a", 16],
    [':::note{.a title="Title"}', "Title", ".a", 9],
    ["::: tip Title {open}", "Title", "open", 16],
    ["::: tip {name}", "Tip", "name", 10],
  ])("reports the attributes that it does not read: %s", (line, title, unread, column) => {
    const { html, diagnostics } = render(`${line}\ntext\n:::\n`);
    expect(html).toContain(`<p class="container-title">${title}</p>`);
    expect(diagnostics.map((one) => [one.code, one.line, one.column, one.length])).toEqual([
      ["attributes-unread", 1, column, unread.length],
    ]);
  });
});
