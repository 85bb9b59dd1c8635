/** The outline of a body is what rendering it would find, in a part of the time. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import commonmark from "commonmark-spec";
import fc from "fast-check";
import { expect, it } from "vitest";
import { createMarkdown } from "../../src/content/markdown/markdown.js";
import { PROJECT } from "../support/project.js";
import { runs } from "../support/runs.js";

const markdown = createMarkdown({ trust: "author" });

/** The outline, told by rendering. */
function rendered(body: string): object {
  const { headings } = markdown.render({ body, bodyLine: 1, source: "a.md" });
  const first = headings.find(({ level }) => level === 1) ?? headings[0];
  return {
    ...(first !== undefined && first.text !== "" && { firstHeading: first.text }),
    titleInContent: headings.some(({ level }) => level === 1),
  };
}

const docs = readdirSync(join(PROJECT, "content"), { recursive: true })
  .map(String)
  .filter((name) => name.endsWith(".md"))
  .map((name) => readFileSync(join(PROJECT, "content", name), "utf8").replace(/^---\n[^]*?\n---\n/, ""));
const hard = [
  "# [A link][there]\n\n[there]: /x",
  "# One {#own .lead}\n",
  "## Two\n\n# One *later*\n",
  "> # In a quote\n",
  "- # In a list\n",
  "<div>\n# Not a heading\n</div>\n",
  "```\n# code\n```\n\nTitle\n=====\n",
  "# `code` &amp; ![alt](a.png) **bold**\n",
  "#\n",
  "\n\n   # Indented\n",
  "    # code\n",
  "# A\\_b <b>c</b>\n",
  "text\n\n:::note\n# Inside\n:::\n",
  "# www.example.com and https://example.com\n",
  "# Plain, as most are  \n\nText\n",
  "#  Two spaces, “quotes” and 'more'\n",
  "# Dots... (c) and -- dashes\n",
  "# Closed #\n",
  "#\tTab\n",
  "# a@example.com\n",
  "# Émile’s – 日本語\n",
  "# WWW.example.com\n",
  "## First\n\n### Second\n",
  "## First\n\n- # In a list\n",
  "## First\n\n> Title\n> ===\n",
  "## First\n\n```sh\n# a comment\n```\n",
  "## First\n#\n",
  "###### Sixth and `code`\n\ntext\n",
  "####### Seventh\n",
];

it("is the same for every example of CommonMark, for the own docs and for hard cases", () => {
  const examples = (commonmark as { tests: readonly { markdown: string }[] }).tests.map(
    ({ markdown: text }) => text,
  );
  expect(examples.length).toBeGreaterThan(600);
  for (const body of [...examples, ...docs, ...hard]) {
    const outline = markdown.outline(body.replace(/\r\n?/g, "\n").replaceAll("\u0000", "\ufffd"));
    if (outline !== undefined) expect(outline, body).toEqual(rendered(body));
  }
});

const line = fc.constantFrom(
  "",
  "",
  "Text",
  "Text",
  "Ein Absatz: ja",
  "- item",
  "* item",
  "1. item",
  "  more",
  "    code",
  "## Two",
  "## Two",
  " ### Three",
  "# One",
  "#",
  "#\t",
  "C# is no heading",
  "## Käse & Brot: 20% more + 1",
  "## a:b c &amp; d",
  "## AT&T :",
  "# Q&A: +1",
  "a # b",
  "> quote",
  "> # In a quote",
  "- # In a list",
  "1) # In a list",
  "- [ ] # Task",
  "Term",
  ": definition",
  ": # In a definition",
  "~ # In a definition",
  "---",
  "===",
  "= =",
  "[a]: /b",
  "## [a]",
  "Text[^1]",
  "[^1]: Note",
  "[^1]: # In a note",
  "    # In code or a note",
  "```",
  "~~~sh",
  "<div>",
  "</div>",
  "<!--",
  "-->",
  "a | b",
  "--|--",
  ":::note",
  ":::",
  "> [!NOTE]",
  "> # In it",
  "- a",
  "  # in the item",
  "   # Indented",
);

it("is the same for any lines, one after the other", () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 9 }), fc.boolean(), (lines, isTitled) => {
      const body = lines.join("\n");
      const outline = markdown.outline(body, isTitled);
      const whole = rendered(body) as { readonly titleInContent: boolean };
      if (outline !== undefined)
        expect(isTitled ? outline.titleInContent : outline, body).toEqual(
          isTitled ? whole.titleInContent : whole,
        );
    }),
    { numRuns: runs(5000) },
  );
});

it("is left to rendering where a footnote may hold a heading, and where a site has its own plugins", () => {
  expect(markdown.outline("Text[^1].\n\n[^1]: # In a note\n\n# After\n")).toBe(undefined);
  expect(createMarkdown({ trust: "author", configure: () => undefined }).outline("# A\n")).toBe(undefined);
  expect(markdown.outline("# A\n\nText[^1].\n\n[^1]: Note\n")).toEqual({
    firstHeading: "A",
    titleInContent: true,
  });
});
