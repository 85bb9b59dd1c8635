/** Footnotes as GitHub has them, and every way in which they and what refers to them miss each other. */

import { describe, expect, it } from "vitest";
import { createMarkdown } from "../../src/content/markdown/markdown.js";

const markdown = createMarkdown({ trust: "author" });
const render = (body: string) => markdown.render({ body, bodyLine: 1, source: "content/a.md" });
const told = (body: string) =>
  render(body).diagnostics.map(({ code, line, column, hint }) => `${code} ${line}:${column} ${hint}`);
/** The numbers that are shown in the text, and the text of each note. */
function notesOf(body: string): { readonly shown: string; readonly notes: readonly string[] } {
  const [text = "", list = ""] = render(body).html.split('<hr class="footnotes-sep">');
  return {
    shown: text.replace(/<[^>]+>/g, "").trim(),
    notes: list
      .split('<li id="footnote')
      .slice(1)
      .map((note) =>
        note
          .replace(/^[^>]*>/, "")
          .replace(/<[^>]+>/g, "")
          .replace(/[\s\u21a9\ufe0e]+/g, " ")
          .trim(),
      ),
  };
}

describe("a footnote", () => {
  it.each([
    ["in another case", "a[^Source]\n\n[^source]: b", "a[1]", ["b"]],
    [
      "in another case of Unicode",
      "a[^STRASSE] b[^Ünø]\n\n[^straße]: c\n\n[^üNØ]: d",
      "a[1] b[2]",
      ["c", "d"],
    ],
    ["with another encoding of its accent", "a[^e\u0301]\n\n[^\u00e9]: b", "a[1]", ["b"]],
    ["named like what every object has", "a[^constructor]\n\n[^constructor]: b", "a[1]", ["b"]],
    [
      "in a heading and a table",
      "## a[^1]\n\n| b[^2] |\n|---|\n\n[^1]: c\n[^2]: d",
      "a[1]\n\n\n\nb[2]",
      ["c", "d"],
    ],
    ["in another footnote", "a[^1]\n\n[^1]: b[^2]\n[^2]: c", "a[1]", ["b[2]", "c"]],
    ["in its own text", "a[^1]\n\n[^1]: b[^1]", "a[1]", ["b[1] 1 2"]],
    ["in a line", "a^[b *c*] d[^e]\n\n[^e]: f", "a[1] d[2]", ["b c", "f"]],
    ["in a footnote in a line", "a^[b[^e]]\n\n[^e]: f", "a[1]", ["b[2]", "f"]],
    [
      "defined in a quote, a list, a container",
      "a[^1] [^2] [^3]\n\n> [^1]: b\n\n- [^2]: c\n\n::: tip\n[^3]: d\n:::",
      undefined,
      ["b", "c", "d"],
    ],
    ["of several blocks", "a[^1]\n\n[^1]: b\n\n    c\n\n        d", "a[1]", ["b c d"]],
    ["defined before it is referred to", "[^1]: b\n\na[^1]", "a[1]", ["b"]],
    ["behind another", "a[^1][^2]\n\n[^1]: b\n[^2]: c", "a[1][2]", ["b", "c"]],
  ])("is found %s", (_, body, shown, notes) => {
    const made = notesOf(body);
    if (shown !== undefined) expect(made.shown).toBe(shown);
    expect(made.notes).toEqual(notes);
    expect(told(body)).toEqual([]);
  });

  it("has one number for all references, and a named link back to each", () => {
    const { html } = render("One.[^a] Again.[^a]\n\n[^a]: The note.\n");
    expect(html.match(/\[1\]/g)).toHaveLength(2);
    expect([...html.matchAll(/id="(footnote-ref[^"]*)"/g)].map(([, id]) => id)).toEqual([
      "footnote-ref1",
      "footnote-ref1:1",
    ]);
    expect(
      [...html.matchAll(/href="#(footnote-ref[^"]*)".*? aria-label="([^"]*)"/g)].map(([, ...way]) => way),
    ).toEqual([
      ["footnote-ref1", "\u21a9\ufe0e 1-1"],
      ["footnote-ref1:1", "\u21a9\ufe0e 1-2"],
    ]);
  });

  it("is numbered in the order in which its readers meet it", () => {
    expect(notesOf("[^x]: c[^y]\n\na[^z] b[^x]\n\n[^y]: d\n[^z]: e").notes).toEqual(["e", "c[3]", "d"]);
  });
});

describe("is reported at its place:", () => {
  it.each([
    [
      "a reference to what nothing defines",
      "A claim.[^source]\n\n[^sourse]: The book.\n",
      [
        "footnote-unused 3:1 Write `[^sourse]` in the text, or remove the footnote. References in " +
          "code, HTML and alt text do not count.",
        "footnote-undefined 1:9 Did you mean `[^sourse]`?",
      ],
    ],
    ["one on a page without footnotes", "A *b*.[^1]", ["footnote-undefined 1:7 Define it: `[^1]: text`."]],
    [
      "one in a table, a heading, a quote and a title",
      "| a |\n|---|\n| b[^1] |\n\n## c[^2]\n\n> d[^3]\n\n::: tip e[^4]\n:::",
      [
        "footnote-undefined 3:4 Define it: `[^1]: text`.",
        "footnote-undefined 5:5 Define it: `[^2]: text`.",
        "footnote-undefined 7:4 Define it: `[^3]: text`.",
        "footnote-undefined 9:10 Define it: `[^4]: text`.",
      ],
    ],
    [
      "a definition in a block of code",
      "a[^1]\n\n```\n[^1]: b\n```",
      ["footnote-undefined 1:2 Define it: `[^1]: text`."],
    ],
    [
      "a space before the colon",
      "a[^1]\n\n[^1] : b",
      ["footnote-undefined 1:2 Define it: `[^1]: text`.", "footnote-undefined 3:1 Define it: `[^1]: text`."],
    ],
    [
      "a label with a space",
      "a[^my note]\n\n[^my note]: b c",
      ["footnote-undefined 1:2 Write `[^my-note]`.", "footnote-undefined 3:1 Write `[^my-note]`."],
    ],
    [
      "a definition after the first",
      "a[^b]\n\n[^b]: c\n[^B]: d\n",
      ["footnote-unused 4:1 Change the label of one of them."],
    ],
    [
      "a footnote without a text",
      "a[^b]\n\n> [^b]:\n\nc\n",
      ["footnote-unused 3:3 Write it after the colon, and indent further paragraphs by four spaces."],
    ],
    ...["`[^b]`", "<div>[^b]</div>", "![a[^b]](c.svg)", "\\[^b]", "[^c]: d[^b]\n\na[^d]\n[^d]: e"].map(
      (text): [string, string, string[]] => [
        `a footnote that only ${text} names`,
        `${text}\n\n[^b]: c`,
        [
          ...(text.startsWith("[^c]")
            ? [
                "footnote-unused 1:1 Write `[^c]` in the text, or remove the footnote. References " +
                  "in code, HTML and alt text do not count.",
              ]
            : []),
          `footnote-unused ${text.startsWith("[^c]") ? 6 : 3}:1 Write \`[^b]\` in the text, or ` +
            "remove the footnote. References in code, HTML and alt text do not count.",
        ],
      ],
    ),
  ])("%s", (_, body, expected) => {
    expect(told(body)).toEqual(expected);
  });

  it("nothing of patterns and code", () => {
    expect(
      told("The patterns [^a-z]+, [^a-z], [^0-9a-f] and [^/]* match, as [^ ] does. `[^1]` \\[^2]"),
    ).toEqual([]);
  });
});

it("takes any number of references, definitions and brackets", () => {
  for (const piece of ["[^a]", "[^a", "[^a]: b\n\n", "^[", "^[a[^b]", "a[^b] "])
    expect(() => render(`${piece.repeat(3000)}\n\n[^b]: c`)).not.toThrow();
});
