/** What front matter is, what was meant as it, and what its YAML loses. */

import { describe, expect, it } from "vitest";
import { readFrontMatter } from "../../src/content/frontmatter/front-matter.js";
import { validateFrontMatter } from "../../src/content/frontmatter/schema.js";
import { parseWholeYaml } from "../../src/content/frontmatter/yaml.js";

const KEYS = "title: T\ndraft: true\n";
const codes = (text: string, source = "content/a.md") =>
  readFrontMatter(text, source).diagnostics.map(({ code, line, column }) => `${code} ${line}:${column}`);

describe("front matter", () => {
  it.each([
    ["a byte-order mark that is left", "\ufeff---\n", 5],
    ["spaces without width", "\u200b\u2060---\n", 5],
    ["a space that does not break", "\u00a0---\n", 5],
    ["what stands for NUL", "\ufffd---\n", 5],
    ["blank lines", "\n \n---\n", 7],
    ["a comment", "<!-- a\n---\n-->\n---\n", 8],
    ["an indent", "  ---\n", 5],
  ])("is read after %s", (_, opening, bodyLine) => {
    expect(readFrontMatter(`${opening}${KEYS}---\nText\n`, "content/a.md")).toMatchObject({
      data: { title: "T", draft: true },
      positions: { draft: { line: bodyLine - 2, column: 8 } },
      body: "Text\n",
      bodyLine,
      diagnostics: [],
    });
  });

  it.each([
    ["a space without width on the line that opens it", `---\u200b\n${KEYS}---\nText\n`],
    [
      "a space without width in the line that closes it",
      `---\n${KEYS}-\u200b--\u2060\nText\n`.replace("-\u200b", "-"),
    ],
    ["an indent that its keys have, too", "  ---\n  title: T\n  draft: true\n  ---\nText\n"],
    ["JSON between the lines", '---\n{ "title": "T", "draft": true }\n---\nText\n'],
  ])("is read with %s", (_, text) => {
    expect(readFrontMatter(text, "content/a.md")).toMatchObject({
      data: { title: "T", draft: true },
      body: "Text\n",
      diagnostics: [],
    });
  });

  it.each(["---\n---\n", "---\n\n---\n", "---\n \t\n\n---\n", "---\n# a comment\n---\n"])(
    "is empty in %j",
    (text) => {
      const { data, body, diagnostics } = readFrontMatter(`${text}# Home\n`, "content/a.md");
      expect([{ ...data }, body, diagnostics]).toEqual([{}, "# Home\n", []]);
    },
  );

  it.each([
    ["JSON", '{ "draft": true }\n\nText', "front-matter-language 1:1"],
    [
      "JSON on several lines, after a blank one",
      '\n{\n  "draft": true\n}\nText',
      "front-matter-language 2:1",
    ],
    ["a map of JavaScript", "{ draft: true }\nText", "front-matter-language 1:1"],
    ["JSON between semicolons", ';;;\n{ "draft": true }\n;;;\n', "front-matter-language 1:1"],
    ["JSON with its name", '---json\n{ "draft": true }\n---\n', "front-matter-language 1:4"],
    ["JavaScript", "---js\n({ draft: true })\n---\n", "front-matter-language 1:4"],
    ["TOML after a blank line", "\n+++\ndraft = true\n+++\n", "front-matter-language 2:1"],
    ["TOML with keys in quotes", "+++\n'draft' = true\n+++\n", "front-matter-language 1:1"],
    ["TOML behind a second byte-order mark", "\ufeff+++\ndraft = true\n+++\n", "front-matter-language 1:2"],
    ["dashes of a word processor", `\u2014-\n${KEYS}\u2014-\n`, "front-matter-misplaced 1:1"],
    ["en dashes", `\u2013\u2013\u2013\n${KEYS}---\n`, "front-matter-misplaced 1:1"],
    ["two hyphens", `--\n${KEYS}--\n`, "front-matter-misplaced 1:1"],
    ["four hyphens", `----\n${KEYS}----\n`, "front-matter-misplaced 1:1"],
    ["a comment on the line that opens it", `--- # c\n${KEYS}---\n`, "front-matter-misplaced 1:1"],
    ["a key on the line that opens it", "--- draft: true\ntitle: T\n---\n", "front-matter-misplaced 1:1"],
    ["no line that opens it", `${KEYS}---\nText`, "front-matter-misplaced 1:1"],
    ["three stars", `***\n${KEYS}***\n`, "front-matter-misplaced 1:1"],
    ["three equal signs", `===\n${KEYS}===\n`, "front-matter-misplaced 1:1"],
    ["several usual keys and no lines", "title: T\nlayout: docs\n\nText", "front-matter-misplaced 1:1"],
    ["no lines of hyphens at all", `${KEYS}\nText`, "front-matter-misplaced 1:1"],
    ["a comment around it", `<!--\n---\n${KEYS}---\n-->\nText`, "front-matter-misplaced 1:1"],
    ["a comment that says so", "<!-- draft: true -->\n# Text\n", "front-matter-misplaced 1:1"],
    ["a code block around it", `\`\`\`md\n---\n${KEYS}---\n\`\`\`\n`, "front-matter-misplaced 1:1"],
    ["no end", `---\n${KEYS}\nText`, "front-matter-unclosed 1:1"],
    ["no end, and a key in quotes", '---\n"draft": true\n\nText', "front-matter-unclosed 1:1"],
    ["no end, after a blank line", `\n---\n${KEYS}\nText`, "front-matter-unclosed 2:1"],
    ["an end of YAML's own", `---\n${KEYS}...\nText`, "front-matter-unclosed 1:1"],
  ])("is an error as %s, and nothing of it is text", (_, text, expected) => {
    expect(codes(text)).toEqual([expected]);
    expect(readFrontMatter(text, "content/a.md").body).toBe("");
  });

  it("names the character that is no hyphen", () => {
    expect(readFrontMatter(`\u2014-\n${KEYS}\u2014-\n`, "content/a.md").diagnostics[0]?.message).toContain(
      "U+2014",
    );
  });

  it.each([
    "---\n\nA paragraph between two lines.\n\n---\n",
    "---\n\n- a list\n- of two\n\n---\n",
    "\n---\n\nText: and more text\nthat goes on.\n\n---\n",
    "\n---\nNote: a line below a line.\n\nText\n",
    "----\n\nText\n",
    "- - -\n\ntitle: text\n",
    "Note: a heading\n---\n",
    "Warning: draft\n\nText\n",
    "Title: the novel\nStatus: draft\n\nText\n",
    "---\n\n# A heading between two lines\n---\n",
    "```yaml\n---\ntitle: T\n---\n```\n",
    "{{ title }}\n",
    "{% if x %}\n",
    "{#id} text\n",
    "+++ text\n",
    "\u200b# Text\n",
  ])("is not in %j", (text) => {
    expect(readFrontMatter(text, "content/a.md")).toMatchObject({ body: text, diagnostics: [] });
  });

  it("of a template must be where Eleventy looks for it", () => {
    for (const opening of ["\n---\n", "\u200b---\n", "<!-- c -->\n---\n", "---\u200b\n"])
      expect(codes(`${opening}${KEYS}---\nText`, "content/a.njk")).toHaveLength(1);
    expect(codes(`---\n${KEYS}---\nText`, "content/a.njk")).toEqual([]);
  });
});

describe("YAML", () => {
  const read = (text: string) => parseWholeYaml(text, "content/a.md", 2);
  const told = (text: string) =>
    read(text).diagnostics.map(({ code, line, column, length }) => `${code} ${line}:${column}+${length}`);

  it.each([
    ["title: *Handbook*\n", "front-matter-yaml 2:8+10", 'title: "*Handbook*"'],
    ["title: *Hand book* by Ada\n", "front-matter-yaml 2:8+5", 'title: "*Hand book* by Ada"'],
    ["tags: [a, *b]\n", "front-matter-yaml 2:11+2", '"*b"'],
    ["tags:\n  - *b c\n", "front-matter-yaml 3:5+2", '- "*b c"'],
    ["*a : b\n", "front-matter-yaml 2:1+2", '"*a :'],
    ["<<: 5\n", "front-matter-yaml 2:5+1", "<<: *name"],
    ["<<: [{ a: 1 }, 5]\n", "front-matter-yaml 2:5+1", "<<: *name"],
    ["<<: *gone\n", "front-matter-yaml 2:5+5", '"*gone"'],
    ["title: !Important news\n", "front-matter-yaml 2:8+10", 'title: "!Important news"'],
    ["title: !\n", "front-matter-yaml 2:8+1", 'title: "!"'],
    ["title: !!int x\n", "front-matter-yaml 2:8+5", 'title: "!!int x"'],
    ["title: !!binary aGk=\n", "front-matter-yaml 2:8+8", 'title: "!!binary aGk="'],
    ["title: !!set { a }\n", "front-matter-yaml 2:8+5", 'title: "!!set { a }"'],
    ["title: &copy; 2026\n", "front-matter-yaml 2:8+6", 'title: "&copy; 2026"'],
    ["title: @ada\n", "front-matter-yaml 2:8+4", 'title: "@ada"'],
    ["title: `a`\n", "front-matter-yaml 2:8+3", 'title: "`a`"'],
    ["title: %a\n", "front-matter-yaml 2:8+2", 'title: "%a"'],
    ["a: {{ b }}\n", "front-matter-type 2:4+2", 'a: "{{ b }}"'],
    ["<<: {{ b }}\n", "front-matter-type 2:5+2", '"{{ b }}"'],
    ["? [a]\n: b\n", "front-matter-type 2:3+1", "quotes"],
    ["a: { text: 12,000 banks }\n", "front-matter-yaml 2:12+12", 'text: "12,000 banks"'],
    ["a: { text: one, two, three, b: c }\n", "front-matter-yaml 2:12+15", 'text: "one, two, three"'],
    ["a: [12,000, b]\n", "front-matter-yaml 2:5+6", '"12,000"'],
    ["title: Issue #5\n", "front-matter-comment 2:14+2", 'title: "Issue #5"'],
    ["brand: #0f766e\n", "front-matter-comment 2:8+7", 'brand: "#0f766e"'],
    ["tags:\n  - #one\n", "front-matter-comment 3:5+4", '- "#one"'],
    ["note: #one\n- two\n", "front-matter-comment 2:7+4", 'note: "#one"'],
    ["a: b\n...\nc: d\n", "front-matter-yaml 3:1+3", "---"],
    ["a: b\n...\n...\nc: d\n", "front-matter-yaml 3:1+3", "---"],
    ["a: b\n...\n# Text\n", "front-matter-yaml 3:1+3", "---"],
    ["? a\n- b\nc: d\n", "front-matter-yaml 3:3+1", "key: value"],
    ["? a\n- b\n", "front-matter-yaml 3:1+3", "key: value"],
    ['a: "\\0"\n', "character-forbidden 2:4+4", "Remove"],
    ['"a\\e": b\n', "character-forbidden 2:1+5", "Remove"],
  ])("of %j is reported with the fix", (text, expected, hint) => {
    expect(told(text)).toEqual([expected]);
    expect(read(text).diagnostics[0]?.hint).toContain(hint);
  });

  it.each([
    "a: &x { b: 1 }\nc: *x\nd: { <<: *x }\n",
    "a: &x b\nc: [*x, *x]\n",
    "a: &unused { b: 1 }\n",
    'a: "<<"\n"<<": b\n',
    "a: !!str 5\nb: !!map {}\n",
    "a: [320,640]\nb: [1,200]\nc: { d: e, f: }\n",
    "a: b # a comment\nc: 1 #one\n",
    'a: "*b* #5"\n',
    'a: "\\t\\n\\u00e9\\U0001f600"\n',
    "a: |\n  *b*\n  ...\n",
  ])("of %j is as it should be", (text) => {
    expect(told(text)).toEqual([]);
  });

  it("that is nested without end is an error in our own words", () => {
    for (const text of [
      `a: ${"[".repeat(600)}${"]".repeat(600)}\n`,
      `a: ${"[".repeat(20_000)}${"]".repeat(20_000)}\n`,
      Array.from({ length: 1500 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join(""),
    ]) {
      const { data, diagnostics } = read(text);
      expect({ ...data }).toEqual({});
      expect(diagnostics[0]?.message).toBe("Lists and maps are nested too deeply here.");
    }
  });
});

describe("a draft as other programs mark it", () => {
  const findings = (yaml: string) => {
    const { data, positions } = readFrontMatter(`---\n${yaml}\n---\n`, "content/a.md");
    return validateFrontMatter(data, positions, "content/a.md", {}).diagnostics.map(
      ({ code, line, column }) => `${code} ${line}:${column}`,
    );
  };

  it.each(["isDraft: true", "is_draft: yes", "unpublished: true", "DRAFT: true", "publish: false"])(
    "is an error: %s",
    (yaml) => expect(findings(yaml)).toEqual(["draft-unread 2:1"]),
  );

  it.each(["status: draft", "status: Unpublished", "state: private", "private: true"])(
    "is a warning where it may be a key of the site's own: %s",
    (yaml) => expect(findings(yaml)).toEqual(["front-matter-unknown 2:1"]),
  );

  it.each(["status: accepted", "private: false", "status: draft\ndraft: false"])(
    "is not reported: %s",
    (yaml) => expect(findings(yaml)).toEqual([]),
  );
});
