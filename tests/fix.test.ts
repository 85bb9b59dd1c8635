/** `handbill check --fix`: findings with one certain answer are repaired, and no others. */

import { describe, expect, it } from "vitest";
import { applyEdits } from "../src/edits/apply-edits.js";
import { site } from "./support/site.js";

const HOME = { "content/index.md": "# Home\n" };

describe("check --fix", () => {
  it.each([
    ["a misspelt key", "---\ndesciption: A\n---\n# A\n", "---\ndescription: A\n---\n# A\n"],
    ["a misspelt layout", "---\nlayout: 'markdwon'\n---\n# A\n", "---\nlayout: 'markdown'\n---\n# A\n"],
    ["letter case", "# A\n\n[g](docs/guide.MD#top)\n", "# A\n\n[g](docs/Guide.md#top)\n"],
    ["a misspelt file", "# A\n\n[g](docs/Gudie.md)\n", "# A\n\n[g](docs/Guide.md)\n"],
    [
      "a misspelt file in a definition",
      "# A\n\n[g][]\n\n[g]: docs/Gudie.md\n",
      "# A\n\n[g][]\n\n[g]: docs/Guide.md\n",
    ],
    ["the folder of a file", "# A\n\n[g](Guide.md)\n", "# A\n\n[g](docs/Guide.md)\n"],
    ["a redirected link", "# A\n\n[g](/old/#top)\n", "# A\n\n[g](/docs/Guide/#top)\n"],
    ["text encoded twice", "# A\n\nweâ€™ve\n", "# A\n\nwe’ve\n"],
    [
      "line ends stay",
      "\ufeff# A\r\n\r\n\tcode\r\n\r\n[g](docs/Gudie.md)\r\n",
      "\ufeff# A\r\n\r\n\tcode\r\n\r\n[g](docs/Guide.md)\r\n",
    ],
  ])("repairs %s", async (_, before, after) => {
    await site({
      ...HOME,
      "content/docs/Guide.md": "---\nredirectFrom: /old/\n---\n# Guide\n",
      "content/a.md": before,
    })
      .run("check", "--fix", "--dry-run")
      .expectExit(0)
      .expectStdout(/^diff --git a\/content\/a\.md b\/content\/a\.md\n[^]*\n1 can be fixed, 0 need you\n$/)
      .expectSource("content/a.md", before)
      .run("check", "--fix")
      .expectExit(0)
      .expectStderr(/1 fixed, 0 need you/)
      .expectSource("content/a.md", after)
      .run("check", "--fix")
      .expectStderr(/0 fixed, 0 need you/)
      .expectSource("content/a.md", after);
  });

  it.each([
    ["two files of a near name", "[g](docs/gride.md)"],
    ["a name with another digit", "[g](docs/2014.md)"],
    ["two files of the name", "[g](same.md)"],
    ["a file that is nowhere", "[g](nothing-like-it.md)"],
  ])("leaves %s to the author", async (_, link) => {
    const text = `# A\n\n${link}\n`;
    await site({
      ...HOME,
      "content/docs/guide.md": "# The guide\n",
      "content/docs/grade.md": "# B\n",
      "content/docs/2013.md": "# C\n",
      "content/x/same.md": "# D\n",
      "content/y/same.md": "# E\n",
      "content/a.md": text,
    })
      .run("check", "--fix")
      .expectExit(1)
      .expectStderr(/0 fixed, 1 needs you/)
      .expectSource("content/a.md", text);
  });

  it.each([
    ["a redirected link", '<a href="/old/#top">x</a>', '<a href="/docs/guide/#top">x</a>'],
    [
      "a link through a filter",
      "<a href=\"{{ '/old/' | url }}\">x</a>",
      "<a href=\"{{ '/docs/guide/' | url }}\">x</a>",
    ],
    ["a misspelt link", '<a href="/docs/gudie/">x</a>', '<a href="/docs/guide/">x</a>'],
  ])("fixes %s of a layout and of its includes", async (_, before, after) => {
    const layout = (link: string) =>
      `<title>{{ title }}</title>{% include "partials/own.njk" %}${link}{{ content | safe }}`;
    await site({
      "content/index.md": "---\nlayout: own\n---\n# Home\n",
      "content/docs/guide.md": "---\nredirectFrom: /old/\n---\n# Guide\n",
      "layouts/own.njk": layout(before),
      "layouts/partials/own.njk": `<nav>\n  ${before}\n</nav>\n`,
    })
      .run("check", "--fix")
      .expectExit(0)
      .expectStderr(/2 fixed, 0 need you/)
      .expectSource("layouts/own.njk", layout(after))
      .expectSource("layouts/partials/own.njk", `<nav>\n  ${after}\n</nav>\n`)
      .run("check", "--fix")
      .expectStderr(/0 fixed, 0 need you/);
  });

  it("leaves a link of a layout that may mean two pages", async () => {
    const layout = '<title>{{ title }}</title><a href="/docs/gride/">x</a>{{ content | safe }}';
    await site({
      "content/index.md": "---\nlayout: own\n---\n# Home\n",
      "content/docs/guide.md": "# Guide\n",
      "content/docs/grade.md": "# Grade\n",
      "layouts/own.njk": layout,
    })
      .run("check", "--fix")
      .expectExit(1)
      .expectStderr(/0 fixed, 1 needs you/)
      .expectSource("layouts/own.njk", layout);
  });

  it("lists the fix of a finding in JSON", async () => {
    await site({ ...HOME, "content/a.md": "---\ndesciption: A\n---\n# A\n" })
      .run("check", "--format", "json")
      .expectStdout(
        /"fix": \{\s+"line": 2,\s+"column": 1,\s+"was": "desciption",\s+"text": "description"\s+\}/,
      );
  });

  it("goes with no comparison", async () => {
    await site(HOME)
      .run("check", "--fix", "--list")
      .expectExit(2)
      .expectStderr(/--fix and --list cannot be combined/)
      .run("check", "--dry-run")
      .expectExit(2);
  });
});

describe("edits of a text", () => {
  const edit = (line: number, column: number, was: string, text: string) => ({ line, column, was, text });

  it("are all applied, in any order", () => {
    expect(applyEdits("\ufeffab\r\ncd", [edit(2, 1, "c", "C\n"), edit(1, 2, "b", "")])).toBe(
      "\ufeffa\r\nC\r\nd",
    );
  });

  it("are refused where they overlap or do not fit", () => {
    expect(applyEdits("abc", [edit(1, 1, "ab", "x"), edit(1, 2, "bc", "y")])).toBe(undefined);
    expect(applyEdits("abc", [edit(1, 1, "", "x"), edit(1, 1, "", "y")])).toBe(undefined);
    expect(applyEdits("abc", [edit(1, 2, "x", "y")])).toBe(undefined);
    expect(applyEdits("abc", [edit(2, 1, "", "y")])).toBe(undefined);
  });
});
