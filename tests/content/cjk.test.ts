/** Text without spaces between words: emphasis and addresses end where people mean them to. */

import { describe, expect, it } from "vitest";
import { createMarkdown } from "../../src/content/markdown/markdown.js";

const markdown = createMarkdown({ trust: "author" });
const render = (body: string) => markdown.render({ body, bodyLine: 1, source: "content/a.md" });

describe("emphasis", () => {
  it.each([
    ["**注意：**正文。", "<strong>注意：</strong>正文。"],
    ["これは**重要（じゅうよう）**です。", "これは<strong>重要（じゅうよう）</strong>です。"],
    ["**「引用」**と*（強調）*を", "<strong>「引用」</strong>と<em>（強調）</em>を"],
    ["이것은 **중요(重要)**입니다", "이것은 <strong>중요(重要)</strong>입니다"],
    ["用**`代码`**和**[链接](b.md)**吧", undefined],
    ["~~删除：~~正文", "<s>删除：</s>正文"],
  ])("ends at punctuation: %s", (body, expected) => {
    const { html } = render(body);
    if (expected !== undefined) expect(html).toBe(`<p>${expected}</p>\n`);
    expect(html).not.toMatch(/[*~]/);
  });

  it("does not change in other scripts", () => {
    expect(render('a**"b"**c **d:**e *f*g snake_case_ 2 * 3 * 4 **Ünï:**x').html).toBe(
      "<p>a**&quot;b&quot;**c **d:**e <em>f</em>g snake_case_ 2 * 3 * 4 **Ünï:**x</p>\n",
    );
  });
});

describe("a URL", () => {
  it.each([
    ["参见 https://example.com/docs，然后继续。", "https://example.com/docs"],
    ["全角（https://example.com/a）です。", "https://example.com/a"],
    ["见https://例.example，然后", "https://xn--fsq.example"],
    ["「https://example.com/a」と", "https://example.com/a"],
    ["看“https://example.com/a?b=c#d”吧", "https://example.com/a?b=c#d"],
    ["https://example.com/a（说明）", "https://example.com/a"],
    ["https://example.com/文档/中文。好", "https://example.com/文档/中文"],
    ["www.example.com/a，然后", "http://www.example.com/a"],
    ["www.example.com。然后", "http://www.example.com"],
    ["https://a.example，见b@c.example", "https://a.example"],
  ])("ends before the punctuation of a sentence: %s", (body, href) => {
    expect(render(body).links[0]?.href).toBe(href);
  });

  it("may follow another at once", () => {
    expect(
      render("https://a.example/b，https://c.example/d、www.e.example/f，www.g.example/h").links.map(
        ({ href }) => href,
      ),
    ).toEqual([
      "https://a.example/b",
      "https://c.example/d",
      "http://www.e.example/f",
      "http://www.g.example/h",
    ]);
  });

  it("is found in a text of any length", () => {
    for (const piece of ["https://a.example/b，", "www.a.example/b，", "**注：**", "，www.a.b/"])
      expect(() => render(piece.repeat(5000))).not.toThrow();
  });
});
