/** A file as another generator wants it withholds no site: its page is written, and what is not understood is said. */

import { it } from "vitest";
import { site } from "../support/site.js";

const HOME = { "content/index.md": "# Home\n" };

it("writes a page whose layout is missing with the default layout, and fails the build", async () => {
  await site({
    ...HOME,
    "content/a.md": "---\nlayout: home\n---\n# A\n",
    "content/b.md": "# A\n",
    "content/c.md": "---\nlayout: page\nsections:\n  - { type: cta, title: Go }\n---\n",
    "content/d/d.json": '{ "layout": "doc" }',
    "content/d/e.md": "# E\n",
  })
    .build("--format", "json")
    .expectExit(1)
    .expectDiagnostics(
      "layout-missing content/a.md:2:9",
      "layout-missing content/c.md:2:9",
      "layout-missing content/d/e.md:1:1",
    )
    .expectFiles(["index.html", "a/index.html", "b/index.html", "c/index.html", "d/e/index.html"])
    .expectContains("a/index.html", '<main id="main"')
    .expectContains("c/index.html", "Go")
    .build("--format", "json")
    .expectExit(1)
    .expectDiagnostics(
      "layout-missing content/a.md:2:9",
      "layout-missing content/c.md:2:9",
      "layout-missing content/d/e.md:1:1",
    )
    .write("layouts/home.njk", "mine {{ content | safe }}")
    .build()
    .expectContains("a/index.html", "mine ");
});

it("does so for pages that Eleventy evaluates, and where the site's own default is missing", async () => {
  await site({
    ...HOME,
    "content/list.njk": "---\nlayout: home\ntitle: List\n---\n<p>{{ 1 + 1 }}</p>\n",
    "content/p.md": "---\nlayout: home\npagination: { data: n, size: 1 }\nn: [1]\n---\n# P\n",
  })
    .build("--format", "json")
    .expectDiagnostics("layout-missing content/list.njk:2:9", "layout-missing content/p.md:2:9")
    .expectContains("list/index.html", "<p>2</p>", "</html>")
    .expectContains("p/index.html", "</html>");
  await site({
    ...HOME,
    ".eleventy.ts":
      'import { defineSite } from "handbill";\nexport default defineSite({ layout: "nope" });\n',
  })
    .build("--format", "json")
    .expectExit(1)
    .expectDiagnostics("layout-missing .eleventy.ts:2:29")
    .expectContains("index.html", "</html>");
});

it("does not write a page whose own layout asks for one that is missing", async () => {
  await site({
    ...HOME,
    "content/a.md": "---\nlayout: own\n---\n",
    "layouts/own.njk": "---\nlayout: x\n---\n",
  })
    .build("--format", "json")
    .expectExit(1)
    .expectDiagnostics("include-missing layouts/own.njk:2:9");
});

it("writes pages with keys as other generators have them", async () => {
  await site({
    ...HOME,
    "content/a.md": "---\npage: true\nlayout:\n  width: wide\nsearch: { boost: 2 }\n---\n# A\n",
    "content/b.md":
      '---\ntags:\n  - tag: new\ndate: { created: 2024-03-01, updated: 2024-03-02 }\norder: "3"\n---\n# B\n',
    "content/c.md": '---\ndraft: "true"\n---\n# C\n',
    "content/d.md":
      "---\ndescription:\nlayout:\nsearch: { exclude: true }\npagination: { enabled: true }\n---\n# D\n",
  })
    .build("--format", "json")
    .expectExit(0)
    .expectDiagnostics(
      "front-matter-unknown content/a.md:2:1",
      "front-matter-unknown content/a.md:3:1",
      "front-matter-unknown content/a.md:5:1",
      "front-matter-unknown content/d.md:5:1",
    )
    .expectFiles(["index.html", "a/index.html", "b/index.html", "d/index.html"])
    .run("explain", "content/b.md")
    .expectStdout(/2024-03-01/);
});

it("writes a page with a date that is none without it, and fails the build", async () => {
  await site({ ...HOME, "content/a.md": "---\ndate: 2024-13-45\n---\n# A\n" })
    .build("--format", "json")
    .expectExit(1)
    .expectDiagnostics("front-matter-date content/a.md:2:7")
    .expectFiles(["index.html", "a/index.html"]);
});

it("takes Hugo's `_index.md` for the page of its folder, where there is no `index.md`", async () => {
  await site({
    "content/_index.md": "# Home\n\n[docs](docs/_index.md)\n",
    "content/docs/_index.md": "# Docs\n",
    "content/docs/README.md": "# Read me\n",
    "content/a/_index.md": "# Theirs\n",
    "content/a/index.md": "# Ours\n",
    "content/_b/_index.md": "# Left out\n",
  })
    .build("--format", "json")
    .expectExit(0)
    .expectDiagnostics("file-ignored content/_b/_index.md", "file-ignored content/a/_index.md")
    .expectFiles(["index.html", "docs/index.html", "docs/README/index.html", "a/index.html"])
    .expectContains("index.html", 'href="/docs/"')
    .expectContains("docs/index.html", "Docs</h1>")
    .expectContains("a/index.html", "Ours</h1>");
});
