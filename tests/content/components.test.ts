/** What the theme's Markdown components become. */

import { describe, expect, it } from "vitest";
import { readFence } from "../../src/content/markdown/code-fence.js";
import { createMarkdown } from "../../src/content/markdown/markdown.js";

const markdown = createMarkdown({ trust: "text" });
const html = async (body: string) =>
  (await markdown.renderHighlighted({ body, bodyLine: 1, source: "content/a.md" })).html;
const fence = "```";

describe("a code block", () => {
  it("stays what CommonMark makes of it when it says nothing more, or something else", async () => {
    expect(await html(`${fence}text\na\n${fence}`)).toBe(
      '<pre><code class="language-text">a\n</code></pre>\n',
    );
    expect(await html(`${fence}text one two\na\n${fence}`)).toBe(
      '<pre><code class="language-text">a\n</code></pre>\n',
    );
  });

  it("has a title, marked, added, deleted and numbered lines", async () => {
    expect(await html(`${fence}text title="a<b.txt" {1} ins={2} del={3-4} lines=9\na\nb\nc\n${fence}`)).toBe(
      '<figure class="code-block"><figcaption>a&lt;b.txt</figcaption>\n' +
        '<pre class="numbered"><code class="language-text">' +
        '<span class="line marked"><span class="line-number" aria-hidden="true"> 9</span>a\n' +
        '</span><span class="line inserted"><span class="line-number" ' +
        'aria-hidden="true">10</span>b\n</span>' +
        '<span class="line deleted"><span class="line-number" aria-hidden="true">11</span>c\n' +
        "</span></code></pre>\n</figure>\n",
    );
  });

  it("keeps its colours when its lines are marked", async () => {
    expect(await html(`${fence}js {1}\nconst a = "b";\n${fence}`)).toContain(
      '<span class="line marked"><span class="hl-keyword">const</span>',
    );
  });

  it("keeps known options next to unknown ones", async () => {
    expect(await html(`${fence}text title="x.ts" {1} copy live\na\n${fence}`)).toBe(
      '<figure class="code-block"><figcaption>x.ts</figcaption>\n' +
        '<pre><code class="language-text"><span class="line marked">a\n</span></code></pre>\n' +
        "</figure>\n",
    );
    expect(readFence('js {1} copy a="b c" title="t"').unknown).toEqual(["copy", 'a="b c"']);
    const { diagnostics } = markdown.render({
      body: `- a\n\n  ${fence}text lines live showCopy=1\n  a\n  ${fence}\n`,
      bodyLine: 4,
      source: "content/a.md",
    });
    expect(
      diagnostics.map(({ code, line, column, length, hint }) => [
        code,
        line,
        column,
        length,
        hint?.slice(0, 14),
      ]),
    ).toEqual([
      ["code-option-unknown", 6, 17, 4, "The options ar"],
      ["code-option-unknown", 6, 22, 10, "The options ar"],
    ]);
  });

  it("is reported for options of other generators, but not for words alone, which may be a language", () => {
    const said = (info: string) =>
      markdown
        .render({ body: `${fence}${info}\na\n${fence}\n`, bodyLine: 1, source: "content/a.md" })
        .diagnostics.map(({ message }) => /`(.*)`/.exec(message)?.[1]);
    expect(
      [
        "shell script",
        "js constructor",
        "markdown:",
        "js showLineNumbers",
        "js:line-numbers",
        'js a="b"',
        "js {1} live",
      ].map(said),
    ).toEqual([[], [], [], [], [], ['a="b"'], ["live"]]);
  });

  it("has a language before any options", async () => {
    expect(await html(`${fence}js{1,3-4}\nconst a = 1;\n${fence}`)).toContain(
      '<code class="language-js"><span class="line marked"><span class="hl-keyword">const</span>',
    );
    expect(await html(`${fence}rust,ignore\nfn a() {}\n${fence}`)).toMatch(
      /^<pre><code class="language-rust"><span class="hl-/,
    );
    expect(await html(`${fence}c++\n\n${fence}\n${fence}{r}\n\n${fence}`)).toBe(
      '<pre><code class="language-c++">\n</code></pre>\n<pre><code class="language-r">\n</code></pre>\n',
    );
    expect(
      ["js:line-numbers {1}", "rust,ignore,no_run", "c#", "", "{r echo=TRUE}"].map((info) => [
        readFence(info).language,
        ...readFence(info).unknown,
      ]),
    ).toEqual([["js"], ["rust"], ["c#"], [""], ["r", "echo=TRUE"]]);
  });

  it("does not hang on lines without end", () => {
    expect(readFence("js {1-99999999999}").options?.marked).toEqual([[1, 10_001]]);
    expect(readFence(`js {${"1-9999,".repeat(1000)}20000-29999}`).options?.marked).toEqual([
      [1, 9999],
      [20_000, 29_999],
    ]);
    expect(readFence("js {5-1} lines").options?.marked).toEqual([]);
  });
});

describe("tabs", () => {
  const text = '# Before\n\n:::: tabs\n::: tab npm\na\n:::\n::: tab `b` & "c"\nd\n:::\n::::\n';

  it("are radio buttons with a label each, and a panel each in their order", async () => {
    const made = await html(text);
    expect(
      [...made.matchAll(/<label for="(.*?)">(.*?)<\/label>/g)].map(([, id, label]) => [id, label]),
    ).toEqual([
      ["tabs-1-1", "npm"],
      ["tabs-1-2", "<code>b</code> &amp; &quot;c&quot;"],
    ]);
    expect(made).toContain('data-label="`b` &amp; &quot;c&quot;"');
    expect(made.match(/<div class="panel">/g)).toHaveLength(2);
    expect(made.match(/ checked/g)).toHaveLength(1);
  });

  it("have names of their own on a page, and the same ones on every page", async () => {
    expect([...(await html(text + text)).matchAll(/name="(tabs-\d)"/g)].map(([, name]) => name)).toEqual([
      "tabs-1",
      "tabs-1",
      "tabs-2",
      "tabs-2",
    ]);
    expect(await html(text)).toContain('name="tabs-1"');
  });

  it("have each panel after its own label, and a number if they have no title", async () => {
    const made = await html(
      ":::: tabs\n::: tab\na\n:::\n::: tab <kbd></kbd>\nb\n:::\n::: tab C\nc\n:::\n::::\n",
    );
    expect(made.match(/<label[^]*?<div/g)?.map((part) => part.replace(/for=".*?"/, ""))).toEqual([
      "<label >1</label>\n<div",
      "<label >2</label>\n<div",
      "<label >C</label>\n<div",
    ]);
    expect(await html(`::: code-group\n${fence}\na\n${fence}\n:::\n`)).toContain(">1</label>\n<div");
  });

  it("are made of code blocks by their titles", async () => {
    const made = await html(
      `::: code-group\n${fence}text title="a.txt"\na\n${fence}\n${fence}text\nb\n${fence}\n:::\n\n` +
        `${fence}text title="c"\nc\n${fence}\n`,
    );
    expect([...made.matchAll(/<label for=".*?">(.*?)<\/label>/g)].map(([, label]) => label)).toEqual([
      "a.txt",
      "text",
    ]);
    expect(made.match(/<figcaption>/g)).toHaveLength(1);
    const named = await html(
      `::: code-group\n${fence}text [a.txt]\na\n${fence}\n${fence}text{1} [b \"c\".txt] title="d"\n` +
        `b\n${fence}\n:::\n`,
    );
    expect([...named.matchAll(/<label for=".*?">(.*?)<\/label>/g)].map(([, label]) => label)).toEqual([
      "a.txt",
      "d",
    ]);
  });
});

describe("other containers", () => {
  it.each([
    ["::: steps\n1. a\n:::", '<div class="steps">\n<ol>\n<li>a</li>\n</ol>\n</div>\n'],
    ["::: figure A *b*\nc\n:::", "<figure>\n<p>c</p>\n<figcaption>A <em>b</em></figcaption>\n</figure>\n"],
    ["::: details\nc\n:::", "<details>\n<summary>Details</summary>\n<p>c</p>\n</details>\n"],
    ["::: aside\nc\n:::", '<div class="container container-aside">\n<p>c</p>\n</div>\n'],
    [
      ":::note[A *b* [c]]\nd\n:::",
      '<div class="container container-note">\n<p class="container-title">A <em>b</em> [c]</p>\n' +
        "<p>d</p>\n</div>\n",
    ],
    [
      ':::tip{title="x y" .z}\nc\n:::',
      '<div class="container container-tip">\n<p class="container-title">x y</p>\n<p>c</p>\n</div>\n',
    ],
    ["::: details {open}\nc\n:::", "<details open>\n<summary>Details</summary>\n<p>c</p>\n</details>\n"],
    ["::: details A {b} [c]\nd\n:::", "<details>\n<summary>A {b} [c]</summary>\n<p>d</p>\n</details>\n"],
    [
      "::: tip [a] and [c]\nd\n:::",
      '<div class="container container-tip">\n<p class="container-title">[a] and [c]</p>\n<p>d</p>\n</div>\n',
    ],
    [
      "::: tip\nc\n:::",
      '<div class="container container-tip">\n<p class="container-title">Tip</p>\n<p>c</p>\n</div>\n',
    ],
  ])("%j", async (body, expected) => {
    expect(await html(body)).toBe(expected);
  });
});

describe("attributes in an untrusted page", () => {
  it("are those that raw HTML may have, and classes", () => {
    // A script of the theme loads what `data-script` names.
    const { html } = markdown.render({
      body:
        '[x](/y/){.search-open data-script="data:,alert(1)" ping=/z title="t"} ![a](b.png){width=9 ' +
        "onload=x style=y crossorigin=z}",
      bodyLine: 1,
      source: "a.md",
    });
    expect(html).toBe(
      '<p><a href="\u00010\u0001" class="search-open" title="t">x</a> <img src="\u00011\u0001" ' +
        'alt="a" width="9"></p>\n',
    );
  });
});

describe("a title in an untrusted page", () => {
  it.each([
    "::: note <script>\n:::",
    "::: details <script>\n:::",
    "::: figure <script>\n:::",
    ":::: tabs\n::: tab <script>\n:::\n::::",
    "::: other <script>\n:::",
    `::: code-group\n${fence}text title="<script>"\na\n${fence}\n:::`,
    `${fence}text title="<script>"\na\n${fence}`,
  ])("shows a script as text: %j", async (body) => {
    expect(await html(body)).not.toContain("<script>");
    expect(await html(body)).toContain("&lt;script&gt;");
  });
});

describe("a footnote", () => {
  it("leads back to the places on the page that name it, and to no others", async () => {
    expect(
      [
        ...(await html("![x[^n]](a.png) y[^n] z[^n]\n\n[^n]: a\n\n[^m]: ^[b]\n")).matchAll(
          /href="#(footnote-ref[^"]*)"/g,
        ),
      ].map(([, id]) => id),
    ).toEqual(["footnote-ref1", "footnote-ref1:1"]);
  });
});

describe("a note in a line", () => {
  it("is shown below, as in Pandoc", async () => {
    expect(await html("a ^[b *c*.]")).toContain('<li id="footnote1" class="footnote-item"><p>b <em>c</em>.');
    expect(await html("a^2 [^] `^[b]` \\^[c]")).toBe("<p>a^2 [^] <code>^[b]</code> ^[c]</p>\n");
  });
});

it("leaves the short names of emoji as they are", async () => {
  expect(await html(":tada: 🎉")).toBe("<p>:tada: 🎉</p>\n");
});

describe("marks in a line", () => {
  it.each([
    [
      ":badge[New]{tip} :badge[<b>]",
      '<p><span class="badge badge-tip">New</span> <span class="badge badge-note">&lt;b&gt;</span></p>\n',
    ],
    [
      ":kbd[Ctrl+K] :kbd[+] :kbd[Ctrl + +]",
      "<p><kbd>Ctrl</kbd>+<kbd>K</kbd> <kbd>+</kbd> <kbd>Ctrl</kbd>+<kbd>+</kbd></p>\n",
    ],
    ["`:badge[x]` a:b :badge :other[x]", "<p><code>:badge[x]</code> a:b :badge :other[x]</p>\n"],
  ])("%j", async (body, expected) => {
    expect(await html(body)).toBe(expected);
  });
});

describe("a file tree", () => {
  it("recognises folders by their slash, also empty and highlighted ones", async () => {
    const tree = await html(
      "::: files\n- content/\n  - **docs/** *the documentation*\n  - a.md\n- `public/`\n- either/or.md\n:::",
    );
    expect(
      [...tree.matchAll(/<li class="folder">(?:<\w+>)?([^<]*)/g)].map(([, name]) => name?.trim()),
    ).toEqual(["content/", "docs/", "public/"]);
    expect(await html("- a/\n")).not.toContain("folder");
  });
});
