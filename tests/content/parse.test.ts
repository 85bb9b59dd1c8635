import { describe, expect, it } from "vitest";
import { createMarkdown } from "../../src/content/markdown/markdown.js";
import { parsePage } from "../../src/content/parse.js";
import { LINK_MARK } from "../../src/model/placeholders.js";

const markdown = createMarkdown({ trust: "author" });
const parse = async (text: string) =>
  parsePage({ path: "content/a.md", bytes: new TextEncoder().encode(text) }, { markdown, templated: false });
/** `line:column` of each address, checked against the text at that place. */
async function places(text: string): Promise<string[]> {
  const { value } = await parse(text);
  const lines = text.split("\n");
  return value.links.map(
    ({ href, line, column }) =>
      `${line}:${column} ` +
      `${lines[line - 1]?.slice(column - 1, column - 1 + href.length) === href ? href : `NOT ${href}`}`,
  );
}

describe("the place of a URL", () => {
  it.each([
    [
      "in a paragraph, below front matter",
      "---\ntitle: x\n---\n\nSee [a](one.md) and\n[b](two.md 'title').",
      ["5:9 one.md", "6:5 two.md"],
    ],
    ["in a heading", "## See [a](one.md)", ["1:12 one.md"]],
    ["in nested lists", "- x\n  - [a](one.md)\n\n    [b](two.md)", ["2:9 one.md", "4:9 two.md"]],
    ["in quotes", "> > [a](one.md)\n> > text [b](two.md)", ["1:9 one.md", "2:14 two.md"]],
    ["in a table", "| a | b |\n|---|---|\n| [a](one.md) | [b](two.md) |", ["3:7 one.md", "3:21 two.md"]],
    [
      "twice the same in a table, behind a bar that is no border",
      "| a |\n|---|\n| x \\| y [a](one.md) [b](one.md) |",
      ["3:14 one.md", "3:26 one.md"],
    ],
    [
      "the same in several cells of a table",
      "> | a | b | c |\n> |---|---|---|\n> | [a](one.md)    | [a](one.md) | \\| [a](one.md) |",
      ["3:9 one.md", "3:26 one.md", "3:43 one.md"],
    ],
    ["of an image in a link", "[![alt](pic.png)](one.md)", ["1:19 one.md", "1:9 pic.png"]],
    ["in angle brackets", "[a](<one two.md>)", ["1:6 one two.md"]],
    ["twice the same", "[a](one.md) [b](one.md)", ["1:5 one.md", "1:17 one.md"]],
    [
      "in raw HTML",
      "text <a href=\"one.md\">a</a>\n\n<div>\n  <img src='two.png'>\n</div>",
      ["1:15 one.md", "4:13 two.png"],
    ],
    ["bare", "Visit https://a.example/x now", ["1:7 https://a.example/x"]],
    [
      "bare, twice the same",
      "https://a.example/x and https://a.example/x",
      ["1:1 https://a.example/x", "1:25 https://a.example/x"],
    ],
    ["in brackets of its own", "<https://a.example>", ["1:2 https://a.example"]],
    ["in a footnote", "x[^1]\n\n[^1]: see [a](one.md)", ["3:15 one.md"]],
    [
      "in a note in a line",
      "x\ny ^[see [a](one.md)\nand [c](three.md)] [b](two.md) ^[[d](four.md)]\n\nend",
      ["3:24 two.md", "2:13 one.md", "3:9 three.md", "3:38 four.md"],
    ],
    ["in an alert", "> [!NOTE]\n> see [a](one.md)", ["2:11 one.md"]],
    ["in a container", "::: tip\nsee [a](one.md)\n:::", ["2:9 one.md"]],
    ["in the title of a container", "::: tip See [a](one.md)\nb\n:::", ["1:17 one.md"]],
    ["in the title of a container, in brackets", ":::tip[See [a](one.md)]\nb\n:::", ["1:16 one.md"]],
    [
      "in a caption",
      '::: figure By <a href="one.md">a</a>\nsee [b](two.md)\n:::',
      ["2:9 two.md", "1:24 one.md"],
    ],
  ])("%s", async (_, text, expected) => {
    expect(await places(text)).toEqual(expected);
  });

  it("of a reference is where it is used", async () => {
    const { value } = await parse("See [a][ref].\n\n[ref]: one.md\n");
    expect(value.links).toEqual([{ kind: "link", href: "one.md", line: 1, column: 5 }]);
  });
});

describe("a page", () => {
  it("gives no heading an id that something else on the page has, or the theme around it", async () => {
    const { value, diagnostics } = await parse(
      '## main\n\n## Footnote1\n\n<a id="setup"></a>\n\n## Setup\n\n- [ ] x[^n]\n\n## Task-item-0\n' +
        "\n## Tabs-1-1\n\n## Footnote-ref1\n\n:::: tabs\n::: tab a\n:::\n::::\n\n[^n]: n\n",
    );
    expect(value.headings.map(({ id }) => id)).toEqual([
      "main-1",
      "footnote1-1",
      "setup-1",
      "task-item-0-1",
      "tabs-1-1-1",
      "footnote-ref1-1",
    ]);
    expect(value.ids).toEqual(
      expect.arrayContaining(["setup", "footnote1", "footnote-ref1", "task-item-0", "tabs-1-1"]),
    );
    expect(diagnostics).toEqual([]);
  });

  it("has GitHub's ids, its own ids, and those of its HTML", async () => {
    const { value } = await parse(
      "# A & B\n\n## Same\n\n## Same\n\n## Own {#mine}\n\n### `code` *em*\n\n<a name=old></a>\n",
    );
    expect(value.headings).toEqual([
      { level: 1, id: "a--b", text: "A & B" },
      { level: 2, id: "same", text: "Same" },
      { level: 2, id: "same-1", text: "Same" },
      { level: 2, id: "mine", text: "Own" },
      { level: 3, id: "code-em", text: "code em" },
    ]);
    expect(value.ids).toEqual(["a--b", "same", "same-1", "mine", "code-em", "old"]);
    expect([value.firstHeading, value.titleInContent]).toEqual(["A & B", true]);
  });

  it("keeps template syntax and braces as text", async () => {
    const { value } = await parse("{{ title }} {% if x %} {# no #} /users/{id}\n\nEnds with {braces}\n");
    expect(value.html).toBe(
      "<p>{{ title }} {% if x %} {# no #} /users/{id}</p>\n<p>Ends with {braces}</p>\n",
    );
  });

  it("takes attributes as kramdown writes them", async () => {
    const { value } = await parse(
      '[a](https://x.y){:target="_blank"} `b`{: .c #d}\n{: .e}\n\nf {:toc} {::g /} {:h}\n',
    );
    expect(value.html).toBe(
      '<p class="e"><a href="https://x.y" target="_blank">a</a> <code class="c" ' +
        'id="d">b</code></p>\n<p>f {:toc} {::g /} {:h}</p>\n',
    );
    expect((await parse('[a](https://x.y){:onclick="b"} [a](https://x.y){ :k="b"}')).value.html).toContain(
      "{ :k=&quot;b&quot;}",
    );
  });

  it("takes attributes only where they are unmistakable", async () => {
    const { value } = await parse('A {.lead}\n\n[b](c.md){.button rel="next"}\n\n- item {.done}\n');
    expect(value.html).toBe(
      `<p class="lead">A</p>\n<p><a href="${LINK_MARK}0${LINK_MARK}" class="button" ` +
        `rel="next">b</a></p>\n<ul>\n<li class="done">item</li>\n</ul>\n`,
    );
  });

  it("colours code by classes, and leaves unknown languages plain", async () => {
    const { value } = await parse("```js\nlet a = '<';\n```\n\n```nolang\n<b>\n```\n");
    expect(value.html).toContain('<span class="hl-keyword">let</span>');
    expect(value.html).toContain("&#39;&lt;&#39;".replaceAll("&#39;", "'"));
    expect(value.html).toContain('<pre><code class="language-nolang">&lt;b&gt;\n</code></pre>');
    expect(value.html).not.toContain("style=");
  });

  it("keeps values that YAML would change", async () => {
    const { value } = await parse(
      "---\nversion: 1.10\ncode: 007\nbig: 1e3\nday: 2024-02-29\nnumber: 42\nyes: true\n---\n",
    );
    expect({ ...value.frontMatter }).toEqual({
      version: "1.10",
      code: "007",
      big: "1e3",
      day: new Date("2024-02-29T00:00:00Z"),
      number: 42,
      yes: true,
    });
    expect(value.positions).toEqual({
      version: { line: 2, column: 10 },
      code: { line: 3, column: 7 },
      big: { line: 4, column: 6 },
      day: { line: 5, column: 6 },
      number: { line: 6, column: 9 },
      yes: { line: 7, column: 6 },
    });
  });

  it("is no one else's: two identical files share nothing", async () => {
    const [one, two] = [await parse("---\nlist: [1]\n---\n# A"), await parse("---\nlist: [1]\n---\n# A")];
    (one.value.frontMatter["list"] as number[]).push(2);
    expect(two.value.frontMatter["list"]).toEqual([1]);
  });

  it("reports every broken front matter, also the second of its kind", async () => {
    for (let round = 0; round < 2; round += 1)
      expect((await parse("---\na: [\n---\n")).diagnostics.map(({ code }) => code)).toContain(
        "front-matter-yaml",
      );
  });
});
