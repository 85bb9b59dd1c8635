/** What other generators read and Handbill does not is never published without a word; what it has itself is read. */

import { describe, expect, it } from "vitest";
import { diagnostic } from "../../src/diagnostics/catalogue.js";
import { createMarkdown } from "../../src/content/markdown/markdown.js";
import { report } from "../../src/report/report.js";
import { site } from "../support/site.js";

const markdown = createMarkdown({ trust: "author" });
const render = (body: string) => markdown.render({ body, bodyLine: 1, source: "content/a.md" });
const html = (body: string) => render(body).html;
/** `line:column length` and what the message begins with, of each finding. */
const told = (body: string) =>
  render(body)
    .diagnostics.filter(({ code }) => code === "foreign-syntax")
    .map(
      ({ line, column, length, message }) => `${line}:${column} ${length} ${message.split(" ", 2).join(" ")}`,
    );

describe("boxes and tabs of other generators are containers", () => {
  it.each([
    ["an admonition of MkDocs", '!!! note "A *title*"\n\n    Text\n\n    - a\n\nAfter'],
    ["one with a tab for its indent", '!!! note "A *title*"\n\tText\n\n\t- a\n\nAfter'],
    ["a block of PyMdown", "/// note | A *title*\n\nText\n\n- a\n\n///\n\nAfter"],
    ["a directive of MyST", "```{note} A *title*\n:class: x\n\nText\n\n- a\n```\n\nAfter"],
    ["one in colons", ":::{note} A *title*\nText\n\n- a\n:::\n\nAfter"],
  ])("%s", (_, body) => {
    expect(html(body)).toBe(html("::: note A *title*\nText\n\n- a\n:::\n\nAfter"));
    expect(render(body).diagnostics).toEqual([]);
  });

  it("under the name that Handbill has for it, or as a note", () => {
    expect(html("!!! success\n    a")).toBe(html("::: tip Success\na\n:::"));
    expect(html("!!! my-box\n    a")).toBe(html("::: note My box\na\n:::"));
    expect(html('!!! warning ""\n    a')).toBe(
      '<div class="container container-warning">\n<p>a</p>\n</div>\n',
    );
  });

  it("with details that are open at first", () => {
    expect(html('??? tip "T"\n    a')).toBe(html("::: details T\na\n:::"));
    expect(html('???+ tip "T"\n    a')).toBe("<details open>\n<summary>T</summary>\n<p>a</p>\n</details>\n");
    expect(html("/// details | T\n    open: True\n\na\n///")).toBe(html('???+ tip "T"\n    a'));
  });

  it.each([
    ["of MkDocs", '=== "A"\n\n    a\n\n=== "B"\n\n    ```js\n    b\n    ```\n'],
    ["of PyMdown", "/// tab | A\na\n///\n\n/// tab | B\n```js\nb\n```\n///"],
    ["of MyST", "::::{tab-set}\n:::{tab-item} A\na\n:::\n:::{tab-item} B\n```js\nb\n```\n:::\n::::"],
  ])("and tabs %s", (_, body) => {
    expect(html(body)).toBe(html(":::: tabs\n::: tab A\na\n:::\n::: tab B\n```js\nb\n```\n:::\n::::"));
    expect(render(body).diagnostics).toEqual([]);
  });

  it("within lists, quotes and each other, after a line of text, and around containers", () => {
    expect(html("- a\n\n    !!! tip\n\n        b\n\n- c")).toBe(
      html("- a\n\n    ::: tip\n    b\n    :::\n\n- c"),
    );
    expect(html("> !!! tip\n>     b\n>\n> c")).toBe(html("> ::: tip\n> b\n> :::\n>\n> c"));
    expect(html('Text\n!!! note\n    ??? tip "T"\n        b')).toBe(
      html("Text\n\n:::: note\n::: details T\nb\n:::\n::::"),
    );
    expect(render("!!! note\n    ::: tip\n    b\n    :::\n\nc").diagnostics).toEqual([]);
  });

  it("whose links and headings count", () => {
    const { links, headings } = render('!!! note "[t](t.md)"\n\n    ## H\n\n    [a](a.md)');
    expect(links.map(({ href, line, column }) => `${href} ${line}:${column}`)).toEqual([
      "t.md 1:15",
      "a.md 5:9",
    ]);
    expect(headings.map(({ id }) => id)).toEqual(["h"]);
  });

  it("and signs without a text of their own are text", () => {
    expect(html("!!! Caution !!!")).toBe("<p>!!! Caution !!!</p>\n");
    expect(html("??? what\n\nNo.")).toBe("<p>??? what</p>\n<p>No.</p>\n");
    expect(html("/// a\n\nb")).toBe("<p>/// a</p>\n<p>b</p>\n");
  });
});

it("reads marked text and keys as MkDocs has them", () => {
  expect(html("This ==is *marked*==, `==not==`, a==b==c, if a == b or c == d.")).toBe(
    "<p>This <mark>is <em>marked</em></mark>, <code>==not==</code>, a==b==c, if a == b or c == d.</p>\n",
  );
  expect(html("++ctrl+page-up++ C++ and C++, i++ + ++j")).toBe(
    "<p><kbd>Ctrl</kbd>+<kbd>Page Up</kbd> C++ and C++, i++ + ++j</p>\n",
  );
});

const FOREIGN: readonly (readonly [written: string, place: string])[] = [
  ['!!! note "T"\n\nText', "1:1 12"],
  ["text\n??? warning", "2:1 11"],
  ['=== "T"\n\nText', "1:1 7"],
  ["/// html | div", "1:1 14"],
  ['--8<-- "a.md"', "1:1 13"],
  ["a {!a.md!}", "1:3 8"],
  ["{* ../a.py hl[1] *}", "1:1 19"],
  ["{{#include a.md}}", "1:1 17"],
  ["<<< @/a.js{1}", "1:1 13"],
  ["<!--@include: ./a.md-->", "1:1 23"],
  ["[!INCLUDE [a](b.md)]", "1:1 20"],
  ["> [!Video https://a.example/v]", "1:3 28"],
  ["# [Linux](#tab/linux)", "1:3 19"],
  ['{% hint style="info" %}', "1:1 23"],
  ["a {% include x %} b", "1:3 15"],
  ["<p>\n{% include x %}\n</p>", "2:1 15"],
  ["[a]({% link b.md %})", "1:5 15"],
  ["{{ site.url }}", "1:1 14"],
  ["{{title}} a", "1:1 9"],
  ["a {{- .Title | upper -}}", "1:3 22"],
  ['{{ url("a") }}', "1:1 14"],
  ["{{{ html }}}", "1:1 11"],
  ["<p>\n{{ title }}\n</p>", "2:1 11"],
  ['{{< figure src="a.png" >}}', "1:1 26"],
  ["{{% note %}}", "1:1 12"],
  ['import A from "a"', "1:1 17"],
  ["import {\n  a,\n  b\n} from 'a';", "1:1 8"],
  ["export const a = 1", "1:1 14"],
  ["{/* a */}", "1:1 9"],
  ['<div className="a">\nb\n</div>', "1:6 10"],
  ["[[toc]]", "1:1 7"],
  ["a\n\n[TOC]", "3:1 5"],
  ["* TOC\n{:toc}", "2:1 6"],
  ["$$\na\n$$", "1:1 2"],
  ["```mermaid\na\n```", "1:1 10"],
  ["```{toctree}\na\n```", "1:1 12"],
  ["a :material-check: b", "1:3 16"],
  ["*[HTML]: Hyper", "1:1 14"],
  ["Done :tada: now", "1:6 6"],
  ["{ref}`a`", "1:1 5"],
  ["(a-label)=\n\n# A", "1:1 10"],
  [".. note:: a", "1:1 11"],
  ["{: .x }\nText", "1:1 7"],
  ["# Title\n{: .x }", "2:1 1"],
  ['<div class="a" markdown="1">\na\n</div>', "1:1 27"],
  ['<Tabs id="a">\n\nb\n\n</Tabs>', "1:1 13"],
  ["a <Card /> b", "1:3 8"],
  ["<listing>\na\n</listing>", "1:1 9"],
  ["a [[Page]] b", "1:3 8"],
  ["see [[Folder/Page#Part|here]]", "1:5 25"],
  ["![[a.png]]", "1:2 9"],
  ["a %%not for readers%%.", "1:3 19"],
  ["a {++b++} c", "1:3 7"],
  ["{>> a note <<}", "1:1 14"],
  ["?> a tip", "1:1 8"],
  ["a\n!> b", "2:1 4"],
  ["[a](xref:System.String)", "1:3 20"],
  ["a ^^b c^^", "1:3 7"],
  ["x^2^ + 1", "1:2 3"],
  ["It is $\\frac{1}{2}$.", "1:7 13"],
  ["as shown [@knuth1984, p. 3].", "1:10 18"],
  ["a :ref:`b`", "1:3 5"],
  ["{props.name}", "1:1 12"],
  ["##Title", "1:1 7"],
  ["a\n###**Title**", "2:1 12"],
  ["== Section\n\na", "1:1 10"],
  ["a\n=== Part ===", "2:1 12"],
  ["[source,js]\n.Title\na", "1:1 11"],
  ["[source,js]\n----\na\n----", "1:1 11"],
  ["[NOTE]\n====\na\n====", "1:1 6"],
  ["{{> partial}}", "1:1 13"],
  ["a {{#if b}}", "1:3 9"],
  ["a {{/if}}", "1:3 7"],
  ["a <%= b %>", "1:3 8"],
  ["<p>\n<% if (a) { %>\n</p>", "2:1 14"],
  ["<?php echo 1 ?>", "1:1 15"],
  ["a <?= b ?>", "1:3 8"],
  ["::youtube[a]", "1:1 12"],
  ["a :abbr[HTML]{title=x} b", "1:3 11"],
  ["$E=mc^2$", "1:1 8"],
  ["so $x_1$ is", "1:4 5"],
  ["a \\(x^2\\) b", "1:3 7"],
  ["a :lock: b", "1:3 6"],
  ["```plantuml\na\n```", "1:1 11"],
  ["```math\na\n```", "1:1 7"],
];

describe("unsupported syntax is reported", () => {
  it.each(FOREIGN)("%j", (written, place) => {
    expect(told(written).map((one) => one.split(" ", 2).join(" "))).toEqual([place]);
  });

  it.each(FOREIGN.filter(([written]) => !written.startsWith("```")))(
    "and not in code or a comment: %j",
    (written) => {
      expect(told(`\`\`\`\`md\n${written}\n\`\`\`\``)).toEqual([]);
      expect(told(written.replace(/^/gm, "    "))).toEqual([]);
      if (!written.includes("\n\n") && !/`|<[A-Z]/.test(written)) {
        expect(told(`\`${written.replaceAll("\n", " ")}\``)).toEqual([]);
        expect(told(`<code>${written.replaceAll("\n", " ")}</code>`)).toEqual([]);
      }
      if (!written.includes("-->")) expect(told(`<!--\n${written}\n-->`)).toEqual([]);
    },
  );

  it.each([
    "[[1]](a.md) [[a]][b] [[c]]\n\n[b]: /b/\n[c]: /c/",
    "`[[nodiscard]]` [[nodiscard]] [[ -f x ]] [[1, 2]] m[[i]]",
    "100%% or 50%% of it, %%i",
    "x ^^ y ^^ 2^10, 3^4, a^b^c [^1] x[^1]\n\n[^1]: ^_^",
    "$5 and $6, $HOME\\bin and $PATH",
    "[@octocat](https://a.example) [@team]: hi",
    "12:30:`x` a::`b` :kbd[a]",
    "Really?> no {--flag} </a>",
    "#tag ##### a\n\n# #b\n\n1 ==\n2 == 3",
    "std::vec[0] x:y[1] https://[::1] :[a](b.md) \\:a[b] http://a.b/:c[d]",
    "\\[not a link\\] \\(no\\) $project_name$ $A_B and $C_D",
    "[source](a.md)\n\n[sourcegraph.com](b.md)\n\n[NOTE] [TIP]: a\n\n[TIP]: /a/\n\na <b and 50%> c",
  ])("and text that only looks like it is not: %j", (body) => {
    expect(told(body)).toEqual([]);
  });

  it("except syntax that a plugin of the site reads", () => {
    const withPlugin = createMarkdown({
      trust: "author",
      configure: (md) => {
        md.inline.ruler.before("link", "wikilink", (state, silent) => {
          const [written] = /^\[\[.*?\]\]/.exec(state.src.slice(state.pos)) ?? [];
          if (written === undefined) return false;
          if (!silent) state.push("html_inline", "", 0).content = "<b>x</b>";
          state.pos += written.length;
          return true;
        });
      },
    });
    expect(
      withPlugin.render({ body: "a [[Page]]", bodyLine: 1, source: "content/a.md" }).diagnostics,
    ).toEqual([]);
  });

  it("and prose is not", () => {
    expect(
      told(
        "import and export of goods from “A”\n\nIt costs $$$, or $$.\n\n" +
          "/users/{id} {name} ${a} ${{ x }} \\{{ x }} `{{ x }}` a_{{x}} {{ }} [toc]: x\n\n" +
          "[toc]\n\n[toc]: /toc/\n\n(see above) = this\n\n`a`{ref} 10:30:45 <Your Name>\n\n---\n\n" +
          "<b>a</b> & b",
      ),
    ).toEqual([]);
  });
});

it("is one finding for each cause, with how many there are and where the first are", async () => {
  const page = "{{< a >}}\n\n{{< b >}}\n\n{% c %}\n";
  await site({ "content/index.md": page, "content/b.md": page, "content/c.md": page })
    .build("--format", "json")
    .expectExit(0)
    .expectDiagnostics("foreign-syntax content/b.md:1:1", "foreign-syntax content/b.md:5:1")
    .expectStdout(
      /Also in 5 more places: content\/b.md:3, content\/c.md:1, content\/c.md:3, content\/index.md:1 …/,
    );
  const one = diagnostic("foreign-syntax", { file: "a.md", line: 1, column: 1 }, "M.", "H.");
  expect(report([one], "text", () => undefined)).toContain("M.\n");
});
