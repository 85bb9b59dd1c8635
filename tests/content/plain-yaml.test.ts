/** Plain front matter is read as the whole of YAML reads it. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPlainYaml } from "../../src/content/frontmatter/plain-yaml.js";
import { parseWholeYaml } from "../../src/content/frontmatter/yaml.js";
import { runs } from "../support/runs.js";

const PIECES = [
  "a",
  "Title",
  "é",
  "漢字",
  "💡",
  "/",
  "'",
  '"',
  ": ",
  ":",
  " #",
  "#",
  ",",
  ", ",
  "[",
  "]",
  "{",
  "}",
  "-",
  "- ",
  "&",
  "*",
  "!",
  "|",
  ">",
  "%",
  "@",
  "`",
  "~",
  "?",
  "? ",
  "<<",
  "0",
  "7",
  "1.10",
  "-3",
  "0x1F",
  "1e3",
  "true",
  "False",
  "null",
  "Yes",
  ".inf",
  "2024-02-29",
  "2023-02-29",
  "\\",
  " ",
  "  ",
  "\t",
  "\u00a0",
  "\u200b",
  "\u2028",
  "\u0085",
  "\ufeff",
  "__proto__",
  "constructor",
];
const noise = fc.array(fc.constantFrom(...PIECES), { maxLength: 5 }).map((list) => list.join(""));
const word = fc.constantFrom(
  "Home",
  "A page: its title",
  "It's here",
  "C# and F#",
  "see https://example.com/a?b=c",
  "Käse & Brot",
  "true",
  "false",
  "12",
  "0",
  "007",
  "2024-03-01",
  "2024-13-01",
  '"in quotes"',
  "'in single ones'",
  '"a \\" b"',
  "/docs/start/",
  "yes",
  "TRUE",
  "~",
  "a [b] {c}, d",
  "end:",
  "x #y",
  "x#y",
);
const value = fc.oneof({ weight: 3, arbitrary: word }, noise);
const key = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom("title", "order", "tags", "date", "a_b", "a-b", "data_1") },
  fc.constantFrom("true", "null", "1", "a b", "__proto__", "constructor", "<<", '"title"', "- a", "é"),
);
const line = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        key,
        fc.constantFrom(": ", ":  ", ":", " : "),
        value,
        fc.constantFrom("", "", "", " ", "  ", "\t", " # why"),
      )
      .map((parts) => parts.join("")),
  },
  fc
    .tuple(
      key,
      fc.array(value, { maxLength: 4 }),
      fc.constantFrom(", ", ",", " , "),
      fc.constantFrom("", " ", ","),
    )
    .map(([name, items, comma, end]) => `${name}: [${end === " " ? " " : ""}${items.join(comma)}${end}]`),
  fc
    .tuple(
      key,
      fc.array(fc.tuple(fc.constantFrom("", "  ", "  ", " "), fc.constantFrom("- ", "-  ", "-"), value), {
        maxLength: 3,
      }),
    )
    .map(([name, items]) => [`${name}:`, ...items.map((parts) => parts.join(""))].join("\n")),
  fc.constantFrom(
    "",
    "# a comment",
    "  # one further in",
    "  nested: 1",
    "  more",
    " ",
    "...",
    "---",
    "%YAML 1.2",
  ),
  noise,
);
const block = fc.array(line, { maxLength: 5 }).map((lines) => lines.map((text) => `${text}\n`).join(""));

describe("plain front matter", () => {
  it("gives the values and places of the YAML library, or leaves the text to it", () => {
    let read = 0;
    fc.assert(
      fc.property(block, (text) => {
        const plain = readPlainYaml(text, 2);
        if (plain === undefined) return;
        read += 1;
        const whole = parseWholeYaml(text, "content/a.md", 2);
        expect({ ...plain, diagnostics: [] }).toEqual(whole);
        expect(Object.keys(plain.data)).toEqual(Object.keys(whole.data));
      }),
      { numRuns: runs(5000) },
    );
    // Neither all nor nothing.
    expect(read).toBeGreaterThan(runs(250));
    expect(read).toBeLessThan(runs(4500));
  });

  it("is read at once where it is as people write it", () => {
    const text =
      "title: Käse & Brot: the guide\n# On the home page\n" +
      'description: "What it is about: all of it."\ndate: 2024-03-01\ndraft: false\norder: 12\n' +
      'permalink: /docs/start/\ntags: [one, "number two", three four]\nauthors:\n  - Ada\n' +
      "  - 'Grace'\n";
    expect(readPlainYaml(text.replace(": the", " — the"), 2)).toEqual({
      data: parseWholeYaml(text.replace(": the", " — the"), "", 2).data,
      positions: expect.objectContaining({
        "tags.1": { line: 9, column: 13 },
        authors: { line: 11, column: 3 },
      }),
    });
    expect(readPlainYaml(text, 2)).toBeUndefined();
  });

  it.each([
    "title: a\ntitle: b\n",
    "__proto__: x\n",
    "hero:\n  title: x\n",
    "title: |\n  a\n",
    "a: &b c\n",
    "a: *b\n",
    "a: 1.10\n",
    "date: 2024-02-30\n",
    "text: a\n  b\n",
    "- a\n",
    "title:\n",
    `title: ${"a".repeat(5000)}\n`,
  ])("is not %j", (text) => {
    expect(readPlainYaml(text, 2)).toBeUndefined();
  });
});
