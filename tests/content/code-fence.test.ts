/** What other tools write behind a code fence is read, or told. */

import { describe, expect, it } from "vitest";
import { readFence } from "../../src/content/markdown/code-fence.js";
import { createMarkdown } from "../../src/content/markdown/markdown.js";

const markdown = createMarkdown({ trust: "author" });
const told = (info: string, code = "one\ntwo\n") =>
  markdown
    .render({ body: `\`\`\`${info}\n${code}\`\`\`\n`, bodyLine: 1, source: "content/a.md" })
    .diagnostics.map(
      ({ code, line, column, length, message }) => `${code} ${line}:${column} ${length} ${message}`,
    );

describe("the language of a code block", () => {
  it.each([
    ["{.sh}", "sh"],
    ["{python}", "python"],
    ["{ .yaml }", "yaml"],
    ["{.language-js}", "js"],
    ["{.python .numberLines}", "python"],
    ["{r, echo=FALSE}", "r"],
    ["{r setup, include=FALSE}", "r"],
    ["{code-block} python", "python"],
    ["{code-cell} ipython3", "ipython3"],
    ["sh {.line-numbers}", "sh"],
    ["js{1}", "js"],
    ["{1,2}", ""],
    ['{title="a.js"}', ""],
    ["c++", "c++"],
    ["", ""],
    ["{", ""],
    ["}", "}"],
  ])("%s", (info, language) => {
    expect(readFence(info).language).toBe(language);
  });

  it("is coloured, in braces too", async () => {
    const body = "```{.js}\nconst a = 1;\n```\n";
    const { html, diagnostics } = await markdown.renderHighlighted({
      body,
      bodyLine: 1,
      source: "content/a.md",
    });
    expect(html).toMatch(/^<pre><code class="language-js"><span class="hl-keyword">/);
    expect(diagnostics).toEqual([]);
  });
});

describe("the text after the language", () => {
  const nothing = { marked: [], inserted: [], deleted: [], wrap: false };
  it.each([
    ['js filename="a.js"', { title: "a.js" }],
    ["js file='a.js'", { title: "a.js" }],
    ["js title=a.js", { title: "a.js" }],
    ["js showLineNumbers", { numbers: 1 }],
    ["js showLineNumbers{5}", { numbers: 5 }],
    ["js showLineNumbers startLineNumber=5", { numbers: 5 }],
    ["js showLineNumbers=false {1}", { marked: [[1, 1]] }],
    ["js:line-numbers {1}", { numbers: 1, marked: [[1, 1]] }],
    ["js:line-numbers=7", { numbers: 7 }],
    ["js:no-line-numbers wrap", { wrap: true }],
    [
      'py linenums="3" hl_lines="1 3-4"',
      {
        numbers: 3,
        marked: [
          [1, 1],
          [3, 4],
        ],
      },
    ],
    ['{ .py title="a.py" linenums="1" hl_lines="2" }', { title: "a.py", numbers: 1, marked: [[2, 2]] }],
    ['{.python .numberLines startFrom="100"}', { numbers: 100 }],
    [
      'go {linenos=table,hl_lines=[1,"3-4"],linenostart=199}',
      {
        numbers: 199,
        marked: [
          [1, 1],
          [3, 4],
        ],
      },
    ],
    [
      "js {1, 3 - 4}",
      {
        marked: [
          [1, 1],
          [3, 4],
        ],
      },
    ],
    ["js mark={2} ins={3} del={4-5}", { marked: [[2, 2]], inserted: [[3, 3]], deleted: [[4, 5]] }],
    ["js wrap=false lines", { numbers: 1 }],
  ])("%s is read", (info, said) => {
    const { options, unknown } = readFence(info);
    expect([options, unknown]).toEqual([{ ...nothing, ...said }, []]);
  });

  it.each([
    [
      "js {9} ins={4-3}",
      "code-line-outside 1:7 3 The code block has 2 lines: `9` is outside of it.",
      "code-line-outside 1:11 9 `4-3` is not a range of lines.",
    ],
    ["js {1-3}", "code-line-outside 1:7 5 The code block has 2 lines: `1-3` is outside of it."],
    [
      "js {0} {1-}",
      "code-line-outside 1:7 3 `0` is not a range of lines.",
      "code-line-outside 1:11 4 `1-` is not a range of lines.",
    ],
    ['js hl_lines="3"', "code-line-outside 1:7 12 The code block has 2 lines: `3` is outside of it."],
    ["{.sh .lead}", "code-option-unknown 1:9 5 Unknown code block option `.lead`."],
    ['js ins="two"', 'code-option-unknown 1:7 9 Unknown code block option `ins="two"`.'],
  ])("reports %s", (info, ...expected) => {
    expect(told(info)).toEqual(expected);
  });

  it("accepts lines that exist", () => {
    expect(told("js {1-2} ins={2} lines=40")).toEqual([]);
    expect(told("js {1}", "")).toEqual([]);
  });

  it("accepts values of any length", () => {
    for (const piece of ["{", "[", 'a="', "{1,", "a=[", "{a=b,", ", "])
      expect(() => readFence(`js ${piece.repeat(50_000)}`)).not.toThrow();
  });
});
