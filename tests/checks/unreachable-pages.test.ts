/** Pages that readers do not find: those to which nothing leads, and those that a sidebar forgets. */

import { describe, it } from "vitest";
import { site, type Files } from "../support/site.js";

const config = (options: string) =>
  `import { defineSite } from "handbill";\nexport default defineSite(${options});\n`;
const HIDDEN_FROM_NAV = "---\nnav: false\n---\n# A\n";
const BARE = { "layouts/own.njk": "<title>{{ title }}</title>{{ content | safe }}" };

describe("orphans", () => {
  it.each<[string, Files, string]>([
    ["a page that the navigation does not show", { "content/a.md": HIDDEN_FROM_NAV }, "content/a.md"],
    [
      "a page that links to itself alone",
      { "content/a.md": `${HIDDEN_FROM_NAV}\n[self](a.md)\n` },
      "content/a.md",
    ],
    [
      "the only page of a folder without a page of its own",
      { "content/x/a.md": "# A\n", "content/index.md": "---\nlayout: landing\n---\n# Home\n" },
      "content/x/a.md",
    ],
    [
      "a page of a site whose layout shows no navigation",
      { ...BARE, "content/a.md": "# A\n", ".eleventy.ts": config('{ layout: "own" }') },
      "content/a.md",
    ],
  ])("are %s", async (_, files, source) => {
    await site({ "content/index.md": "# Home\n", ...files })
      .run("check", "--format", "json")
      .expectDiagnostics(`page-orphan ${source}`);
  });

  it.each<[string, Files]>([
    ["pages of the sidebar", { "content/x/a.md": "# A\n", "content/x/b.md": "# B\n" }],
    ["the only page of a folder, which the sidebar of the home page shows", { "content/x/y/a.md": "# A\n" }],
    ["a folder's page, which the header names", { "content/x/index.md": "# X\n" }],
    [
      "a page that another one links to",
      { "content/a.md": HIDDEN_FROM_NAV, "content/b.md": "# B\n\n[a](a.md)\n" },
    ],
    [
      "a page that an old URL leads to",
      {
        "content/a.md": "---\nnav: false\nredirectFrom: /old/\n---\n# A\n",
        "content/b.md": "# B\n\n[a](/old/)\n",
        ".eleventy.ts": config('{ levels: { "link-redirects": "off" } }'),
      },
    ],
    [
      "a page that the footer links to",
      {
        "content/a.md": HIDDEN_FROM_NAV,
        ".eleventy.ts": config(
          '{ theme: { footer: { columns: [{ title: "T", links: [{ text: "A", url: "/a/" }] }] } } }',
        ),
      },
    ],
    [
      "a page that a layout links to",
      {
        "layouts/own.njk": '<title>{{ title }}</title><a href="/a/">a</a>{{ content | safe }}',
        "content/b.md": "---\nlayout: own\n---\n# B\n",
        "content/a.md": HIDDEN_FROM_NAV,
      },
    ],
    [
      "a page that data names",
      { "content/a.md": HIDDEN_FROM_NAV, "content/_data/menu.json": '[{ "to": "/a/" }]' },
    ],
    [
      "hidden pages, drafts, pages without index and the page of what is missing",
      {
        "content/a.md": "---\nhidden: true\n---\n# A\n",
        "content/b.md": "---\nnav: false\nnoindex: true\n---\n# B\n",
        "content/c.md": "---\nnav: false\ndraft: true\n---\n# C\n",
        "content/404.md": "# Nothing here\n",
      },
    ],
    [
      "posts, which a blog lists",
      {
        "content/blog/index.md": "---\nlayout: blog\ntitle: Blog\n---\n",
        "content/blog/2026-01-02-a.md": "---\nlayout: post\nnav: false\n---\n# A\n",
      },
    ],
    [
      "anything where a page of Eleventy lists pages",
      {
        "content/a.md": HIDDEN_FROM_NAV,
        "content/all.njk":
          '---\ntitle: All\n---\n{% for p in collections.all %}<a href="{{ p.url }}">x</a>{% endfor %}',
      },
    ],
  ])("are not %s", async (_, files) => {
    await site({ "content/index.md": "# Home\n", ...files })
      .run("check", "--format", "json")
      .expectDiagnostics();
  });
});

describe("a sidebar", () => {
  const files = {
    "content/index.md": "# Home\n\n[b](docs/b.md)\n",
    "content/docs/index.md": "# Docs\n",
    "content/docs/a.md": "# A\n",
    "content/docs/b.md": "# B\n",
    "content/other/c.md": "# C\n",
    "content/other/d.md": "# D\n",
  };

  it.each([
    ["one page", '{ docs: ["docs/a.md"] }', ["content/docs/b.md"]],
    ["every page", "{ docs: [] }", ["content/docs/a.md", "content/docs/b.md"]],
    ["a page of a group", '{ docs: [{ title: "G", items: ["docs/b"] }] }', ["content/docs/a.md"]],
  ])("forgets %s", async (_, sidebar, forgotten) => {
    await site({ ...files, ".eleventy.ts": config(`{ sidebar: ${sidebar} }`) })
      .run("check", "--format", "json")
      .expectDiagnostics(...forgotten.map((source) => `page-unlisted ${source}`));
  });

  it.each<[string, string, Files]>([
    ["the page of its folder, and pages of other folders", '{ docs: ["docs/a.md", "docs/b.md"] }', {}],
    [
      "a page that another sidebar lists",
      '{ docs: ["docs/a.md"], other: ["docs/b.md", "other/c.md", "other/d.md"] }',
      {},
    ],
    ["a hidden page", '{ docs: ["docs/a.md"] }', { "content/docs/b.md": "---\nhidden: true\n---\n# B\n" }],
    [
      "a translation of a listed page",
      '{ docs: ["docs/a.md", "docs/b.md"] }, languages: { en: "English", de: "Deutsch" }',
      { "content/de/docs/a.md": "# Das A\n", "content/de/index.md": "# Start\n" },
    ],
  ])("does not forget %s", async (_, sidebar, more) => {
    await site({ ...files, ...more, ".eleventy.ts": config(`{ sidebar: ${sidebar} }`) })
      .run("check", "--format", "json")
      .expectDiagnostics();
  });
});
