/** Mistakes in front matter are explained in the words of authors, with the fix. */

import { expect, it } from "vitest";
import { readFrontMatter } from "../../src/content/frontmatter/front-matter.js";

const findings = (yaml: string) =>
  readFrontMatter(`---\n${yaml}\n---\n`, "content/a.md").diagnostics.map(
    ({ line, column, message, hint }) => `${line}:${column} ${message} ${hint}`,
  );

it.each([
  [
    "title: Foo: bar",
    "2:8 The value contains a colon and a space, which start another key in YAML. Put it in " +
      'quotes: `title: "Foo: bar"`.',
  ],
  [
    'title: Say "hi": now',
    "2:8 The value contains a colon and a space, which start another key in YAML. Put it in " +
      'quotes: `title: "Say \\"hi\\": now"`.',
  ],
  ["title: a\ndescription", "3:1 This line is not a key with a value, because it has no colon."],
  ["title: 'it's'", "2:12 The value ends before this text. Put the whole value in quotes"],
  ['title: "a" b', "2:12 The value ends before this text."],
  ["title: [a", "2:10 The closing `]` is missing, or is not indented. Close the list or map with `]`."],
  ["title: { a: 1", "2:14 The closing `}` is missing, or is not indented."],
  ['title: "a', '2:10 The closing " is missing. Add it at the end of the value.'],
  ["title: 'a", "2:10 The closing ' is missing."],
  ["a:\n  - b\n - c", "4:1 A list item cannot be here. Start a list on the line after its key"],
  ["a:\n  b: 1\n c: 2", "4:1 This line is indented differently from the lines that belong with it."],
  ["a: - b", "2:4 A list item cannot be here."],
  ["a: 1\n  b: 2", "2:4 The value contains a colon and a space, which start another key in YAML."],
  ["a: [1, , 2]", "2:8 A comma has no item before it."],
  ['a: "\\d"', "2:5 `\\d` is not an escape sequence. Write `\\\\` for a backslash"],
  ["a: | text", "2:6 Text follows `|` or `>` on the same line."],
  ['a: "b"#c', "2:7 A `#` directly after a value does not start a comment."],
  ['a: ["b" "c"]', "2:9 A comma is missing between two items."],
  ["a: [\n  - b\n]", "3:3 Lines with hyphens or keys cannot be inside `[ ]` or `{ }`."],
])("%j", (yaml, expected) => {
  const [first] = findings(yaml);
  expect(first).toContain(expected);
});

it.each(["a: - b", "- a\nb: c", "a:\n\tb: 1", "{a", "a: *", "}", "a: {b: c", "a: b: c: d", "a: ]"])(
  "%j has no words of the library",
  (yaml) => {
    const all = findings(yaml);
    expect(all.length).toBeGreaterThan(0);
    expect(
      all.filter((one) => /collection|mapping|\bnode\b|scalar|\bflow\b|implicit|token/i.test(one)),
    ).toEqual([]);
  },
);
