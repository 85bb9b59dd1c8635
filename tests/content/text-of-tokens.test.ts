/** Alt text, the text of headings and their ids: all know every kind of text. */

import { describe, expect, it } from "vitest";
import { createMarkdown } from "../../src/content/markdown/markdown.js";

const markdown = createMarkdown({ trust: "author" });
const render = (body: string) => markdown.render({ body, bodyLine: 1, source: "content/a.md" });
const codes = (body: string) => render(body).diagnostics.map(({ code }) => code);

describe("alt text", () => {
  it.each([
    ["Output of `npm i` in a shell", "Output of npm i in a shell"],
    ["`all`", "all"],
    ["AT&amp;T &copy;", "AT&amp;T ©"],
    ["a \\* b", "a * b"],
    ["Press :kbd[Ctrl + K] :badge[New]{tip}", "Press Ctrl+K New"],
    ["Press <kbd>Esc</kbd> now", "Press Esc now"],
    ["*a **b*** ~~c~~", "a b c"],
    ["a [b](c.md) [d]", "a b [d]"],
    ["a ![b `c`](d.png) e", "a b c e"],
    ["a  \nb\\\nc\nd<br>e", "a b c d e"],
    ["a <https://a.example>", "a https://a.example"],
    ["a :nope: <!-- b -->", "a :nope: "],
  ])("of `![%s]` is %j", (written, alt) => {
    const { html, diagnostics } = render(`![${written}](x.svg)`);
    expect([/ alt="([^"]*)"/.exec(html)?.[1], diagnostics]).toEqual([alt, []]);
  });

  it.each(["", " ", "<b></b>", "![](b.png)", "<!-- a -->"])("is missing in `![%s](x.svg)`", (written) => {
    expect(codes(`![${written}](x.svg)`)).toContain("image-alt");
  });
});

describe("a heading", () => {
  it.each([
    ["Press :kbd[Ctrl+K] to search", "Press Ctrl+K to search", "press-ctrlk-to-search"],
    [":kbd[F1]", "F1", "f1"],
    ["<kbd>F1</kbd>", "F1", "f1"],
    ["API :badge[New]", "API New", "api-new"],
    ["![Linux](x.svg) On Linux", "Linux On Linux", "-on-linux"],
    ['<img src="x.svg" alt="Linux &amp; co"> On Linux', "Linux & co On Linux", "-on-linux"],
    ["![Linux `x`](x.svg)", "Linux x", "linux-x"],
    ['<img src="x.svg" alt="Linux">', "Linux", "linux"],
    ["[![Build](x.svg)](https://a.example)", "Build", "build"],
    ['<a name="x"></a>Old', "Old", "old"],
    ["AT&amp;T &lt;b&gt;", "AT&T <b>", "att-b"],
    ["One<br>two", "One two", "one-two"],
    ["::", "::", "section"],
    ["...", "...", "section"],
    ["🎉", "🎉", "section"],
    ["Text[^1]", "Text", "text"],
  ])("`## %s` is %j, with the id %s", (written, text, id) => {
    const { headings } = render(`## ${written}\n\n[^1]: a\n`);
    expect(headings).toEqual([{ level: 2, text, id }]);
  });

  it("has an id that can be linked to, also where its text is signs alone", () => {
    expect(render("## ::\n\n## ...\n\n## Section\n\n##\n").headings.map(({ id }) => id)).toEqual([
      "section",
      "section-1",
      "section-2",
      "section-3",
    ]);
  });

  it("without text is reported", () => {
    expect(codes("# A\n\n##\n")).toEqual(["heading-text"]);
    expect(codes("# A\n\n## {#b}\n")).toEqual(["heading-text"]);
    expect(codes("# A\n\n## ![](x.svg)\n")).toEqual(["image-alt"]);
  });
});

describe("an id in braces", () => {
  it.each([
    ["## The module {#my.mod.func}", "my.mod.func", "The module"],
    ["## About us {#über-uns}", "über-uns", "About us"],
    ["## 日本語 {#日本語}", "日本語", "日本語"],
    ["## C# {#c#}", "c#", "C#"],
    ["## init {#__init__}", "__init__", "init"],
    ["## a {#*b*}", "*b*", "a"],
    ["## a {#b/c?d=e&f}", "b/c?d=e&f", "a"],
    ["## a {#1}", "1", "a"],
    ["## a {#a:b@c.de}", "a:b@c.de", "a"],
    ["## a %{#b}%", "b", "a"],
    ["## a {:#b}", "b", "a"],
    ["## a {: #b }", "b", "a"],
    ["## a {#b} ##", "b", "a"],
    ["a {#b}\n===", "b", "a"],
    ["## `code` {#b.c}", "b.c", "code"],
    ["## {#b}", "b", ""],
    ["## What?{#b}", "b", "What?"],
  ])("%s", (body, id, text) => {
    const { headings, html } = render(body);
    expect(headings.map((heading) => [heading.id, heading.text])).toEqual([[id, text]]);
    expect(html).not.toMatch(/[{}%]/);
  });

  it("can be next to classes and attributes", () => {
    expect(render('## Version {#v1.2.0 .wide .größer lang="de"}').html).toBe(
      '<h2 id="v1.2.0" class="wide größer" lang="de">Version</h2>\n',
    );
    expect(render("A *b*. {.lead}\n\n- c {#d.e}\n\n| f {.g} |\n|:-:|\n").html).toBe(
      '<p class="lead">A <em>b</em>.</p>\n<ul>\n<li id="d.e">c</li>\n</ul>\n<table>\n<thead>\n' +
        '<tr>\n<th class="align-center g">f</th>\n</tr>\n</thead>\n</table>\n',
    );
  });

  it.each(["## a \\{#b}", "## a `{#b}`", "## a {# b #}", "a {#b#}", "## a \\{{ b }}"])(
    "is not read from %j",
    (body) => {
      expect(render(body).html).toContain("{");
      expect(codes(body)).toEqual([]);
    },
  );

  it.each([
    ["## a {#b c}", "1:6 Write `{#b-c}`. Ids cannot contain spaces."],
    ["## a {#}", "1:6 Write `{#id}`. Ids cannot contain spaces."],
  ])("that is not valid is reported: %s", (body, expected) => {
    expect(render(body).diagnostics.map(({ line, column, hint }) => `${line}:${column} ${hint}`)).toEqual([
      expected,
    ]);
  });
});
