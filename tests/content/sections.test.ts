/** Sections of landing pages, from front matter to what a layout sees. */

import { describe, expect, it } from "vitest";
import * as z from "zod";
import { createMarkdown } from "../../src/content/markdown/markdown.js";
import { parsePage } from "../../src/content/parse.js";
import { LINK_MARK } from "../../src/model/placeholders.js";
import { site } from "../support/site.js";

const parse = (text: string) =>
  parsePage(
    { path: "content/a.md", bytes: new TextEncoder().encode(text) },
    { markdown: createMarkdown({ trust: "author" }), templated: false },
  );
const config = (options: string) =>
  `import { z } from "zod";\nimport { defineSite } from "handbill";\n` +
  `export default defineSite(${options});\n`;

describe("the fields of a section", () => {
  it("are HTML where they are Markdown, within a line or in paragraphs, and text where they are not", async () => {
    const { value } = await parse(
      "---\nsections:\n  - type: hero\n    title: A *b* <br>\n    text: |\n      One.\n\n" +
        "      Two.\n    terminal: { text: '$ a <b>' }\n---\n",
    );
    expect(value.sections).toEqual([
      {
        type: "hero",
        title: "A <em>b</em> <br>",
        text: "<p>One.</p>\n<p>Two.</p>\n",
        terminal: { text: "$ a <b>" },
      },
    ]);
  });

  it("of a site's own type are the fields of its schema and the common fields", async () => {
    const own = { quote: z.object({ words: z.string().meta({ markdown: "inline" }), text: z.number() }) };
    const read = (front: string) =>
      parsePage(
        {
          path: "content/a.md",
          bytes: new TextEncoder().encode(`---\nsections:\n  - { type: quote, ${front} }\n---\n`),
        },
        { markdown: createMarkdown({ trust: "author" }), templated: false, sections: own },
      );
    const { value, diagnostics } = await read("title: 'A *b*', eyebrow: 14, words: '`c`', text: 3");
    expect(diagnostics).toEqual([]);
    expect(value.sections).toEqual([
      { type: "quote", title: "A <em>b</em>", eyebrow: "14", words: "<code>c</code>", text: 3 },
    ]);
    const wrong = await read("titel: A, words: w, text: three");
    expect(wrong.diagnostics.map(({ message }) => message)).toEqual([
      "The section `quote` has no field `titel`.",
      "`text` in section 1 must be a number, not text.",
    ]);
  });

  it("offer no fifth period, which no switch could show", async () => {
    const { diagnostics } = await parse(
      "---\nsections:\n  - type: pricing\n    title: t\n    periods: [a, b, c, d, e]\n" +
        "    plans: [{ name: n }]\n---\n",
    );
    expect(diagnostics.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([
      "5:27 item 5 of `periods` is one period too many: the maximum is 4.",
    ]);
  });

  it("have URLs that are numbered after those of the body", async () => {
    const { value } = await parse(
      "---\nsections:\n  - type: cta\n    title: '[x](b.md)'\n" +
        "    actions: [{ text: y, url: c.md }, { text: z, url: 'https://a.example/?b&c' }]\n---\n" +
        "[body](d.md)\n",
    );
    const mark = (index: number) => `${LINK_MARK}${index}${LINK_MARK}`;
    expect(value.links.map(({ href, line, column }) => [href, line, column])).toEqual([
      ["d.md", 7, 8],
      ["b.md", 4, 17],
      ["c.md", 5, 31],
      ["https://a.example/?b&c", 5, 56],
    ]);
    expect(value.sections).toEqual([
      {
        type: "cta",
        title: `<a href="${mark(1)}">x</a>`,
        actions: [
          { text: "y", url: mark(2) },
          { text: "z", url: "https://a.example/?b&c" },
        ],
      },
    ]);
  });

  it("are coloured if they are code, with any backticks in it", async () => {
    const { value } = await parse(
      "---\nsections:\n  - type: hero\n    title: t\n" +
        "    code: { language: js, text: 'const a = 1; // ```' }\n---\n",
    );
    expect(value.sections?.[0]?.["code"]).toContain('<span class="hl-keyword">const</span>');
    expect(value.sections?.[0]?.["code"]).toContain("```");
  });

  it("give headings ids that the rest of the page does not have", async () => {
    const { value } = await parse(
      "---\nsections:\n  - { type: markdown, body: '## Same' }\n" +
        "  - { type: markdown, body: '## Same' }\n---\n## Same\n",
    );
    expect(value.ids).toEqual(["same", "same-1", "same-2"]);
  });

  it("are all named where one of them is missing, or is no value for it", async () => {
    const { diagnostics } = await parse("---\nsections:\n  - type: cta\n    note: [5]\n---\n");
    expect(diagnostics.map(({ message, hint }) => [message, hint])).toEqual([
      [
        "`title` in section 1 is missing.",
        "The fields of `cta` are `eyebrow`, `title`, `text`, `actions`, `note`.",
      ],
      [
        "`note` in section 1 must be text.",
        "The fields of `cta` are `eyebrow`, `title`, `text`, `actions`, `note`.",
      ],
    ]);
  });

  it("cannot bring a link mark of their own", async () => {
    const { value, diagnostics } = await parse(
      '---\nsections:\n  - { type: logos, items: [{ name: "\\u00010\\u0001" }] }\n---\n',
    );
    expect(value.sections).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(["character-forbidden"]);
  });

  it("are text where a number, a date or a word of YAML is written, as it is written", async () => {
    const { value, diagnostics } = await parse(
      "---\ntitle: 2024\ndescription: 2026-03-04\nnavTitle: True\ntags: [7, 1.10, b]\nsections:\n" +
        "  - { type: statistics, title: 14, id: 5, items: [{ value: 1.50, label: FALSE, text: " +
        "2026-01-02 }] }\n---\n",
    );
    expect(diagnostics).toEqual([]);
    expect(value.frontMatter).toMatchObject({
      title: "2024",
      description: "2026-03-04",
      navTitle: "True",
      tags: ["7", "1.10", "b"],
    });
    expect(value.sections).toEqual([
      {
        type: "statistics",
        title: "14",
        id: "5",
        items: [{ value: "1.50", label: "FALSE", text: "<p>2026-01-02</p>\n" }],
      },
    ]);
  });
});

describe("a section with an error", () => {
  it("has its links and its ids looked at in the same run", async () => {
    const hero =
      "---\nlayout: landing\nsections:\n  - type: hero\n    id: top\n    titel: x\n" +
      "    text: '[y](gone.md)'\n    image: 7\n    actions: [{ text: A, url: /gone/ }]\n---\n";
    await site({
      "content/index.md": hero,
      "content/b.md": "# B\n\n[a](index.md#top) [b](index.md#bottom)\n",
    })
      .run("check", "--format", "json")
      .expectExit(1)
      .expectDiagnostics(
        "broken-anchor content/b.md:3:23",
        "section-field content/index.md:4:5",
        "section-field content/index.md:6:5",
        "broken-link content/index.md:7:16",
        "section-field content/index.md:8:12",
        "broken-link content/index.md:9:31",
      );
  });
});

describe("the word `sections`", () => {
  it("is left alone where a site means something else by it", async () => {
    const { value, diagnostics } = await parse("---\nsections: [one, { name: two }]\n---\n");
    expect(value.sections).toBeUndefined();
    expect(diagnostics).toEqual([]);
  });

  it("is the site's own where its schema has it", async () => {
    await site({
      ".eleventy.ts": config(
        "{ pages: z.object({ sections: z.array(z.looseObject({ type: z.string() })) }) }",
      ),
      "content/a.md": "---\nlayout: mine\nsections: [{ type: mine, any: 1 }]\n---\n",
      "layouts/mine.njk": "{{ sections | dump | safe }}",
    })
      .install("zod")
      .build()
      .expectExit(0)
      .expectFile("a/index.html", '[{"type":"mine","any":1}]');
  });
});

describe("a site's own section", () => {
  const files = {
    ".eleventy.ts": config(
      '{ sections: { quote: z.object({ text: z.string().meta({ markdown: "inline" }), from: ' +
        'z.string().meta({ address: "link" }), size: z.number().default(2) }) } }',
    ),
    "layouts/sections/quote.njk": "<q>{{ section.text | safe }} {{ section.from }} {{ section.size }}</q>",
    "layouts/mine.njk":
      '{% for section in sections %}{% include "sections/" + section.type + ".njk" %}{% endfor %}',
    "content/b.md": "# B\n",
  };

  it("is one schema and one layout; its Markdown, URLs and defaults work", async () => {
    await site({
      ...files,
      "content/a.md":
        "---\nlayout: mine\nsections:\n  - { type: quote, text: '*a* & [b](b.md)', from: b.md }\n---\n",
    })
      .install("zod")
      .build()
      .expectExit(0)
      .expectFile("a/index.html", '<q><em>a</em> &amp; <a href="/b/">b</a> /b/ 2</q>')
      .write("layouts/sections/quote.njk", "<q>{{ section.text | safe }}</q>")
      .build("--explain")
      .expectStderr(/content\/a\.md: layouts\/sections\/quote\.njk changed/)
      .expectFile("a/index.html", '<q><em>a</em> &amp; <a href="/b/">b</a></q>');
  });

  it("is checked at the line of its fields", async () => {
    await site({
      ...files,
      "content/a.md": "---\nlayout: mine\nsections:\n  - type: quote\n    texd: a\n    from: b.md\n---\n",
    })
      .install("zod")
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics("section-field content/a.md:4:5", "section-field content/a.md:5:5");
  });

  it("needs a layout", async () => {
    const { "layouts/sections/quote.njk": _, ...without } = files;
    await site({ ...without, "content/a.md": "# A\n" })
      .install("zod")
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics("include-missing .eleventy.ts");
  });
});
