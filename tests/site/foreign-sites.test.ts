/** A file as another generator wants it withholds no site: its page is written, and what is not understood is said. */

import { describe, expect, it } from "vitest";
import { openDevSite } from "../../dist/dev/session/open.js";
import { site, type Files } from "../support/site.js";

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

it("does not write a page whose layout names a missing layout", async () => {
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

it("writes a page without its invalid date, and fails the build", async () => {
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

describe("values of wrong types", () => {
  const OWN: Files = {
    "layouts/own.njk": "{{ title }} {{ tags }} {{ content | safe }}",
    ".eleventy.ts": 'import { defineSite } from "handbill";\nexport default defineSite({ layout: "own" });\n',
    "content/index.md": "# Home\n\n[b](b.md)\n",
  };

  it("are left out of the page, which is written like all others", async () => {
    await site({
      ...OWN,
      "content/b.md": "---\ntitle: [x]\ntags: [{ a: b }]\norder: first\nbadge: [x]\n---\n# B\n",
    })
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics(
        "front-matter-value content/b.md:2:8",
        "front-matter-value content/b.md:3:7",
        "front-matter-value content/b.md:4:8",
        "front-matter-value content/b.md:5:8",
      )
      .expectStdout(/The page is written without it\./)
      .expectFiles(["b/index.html", "index.html"])
      .expectFile("b/index.html", 'B  <h1 id="b">B</h1>\n');
  });

  it.each(["draft: maybe", "permalink: 5", "permalink: [a]", "noindex: perhaps"])(
    "keep a page out where they decide about it, and no other: %s",
    async (line) => {
      const files = { ...OWN, "content/b.md": `---\n${line}\n---\n# B\n`, "content/c.md": "# C\n" };
      await site(files)
        .build("--format", "json")
        .expectExit(1)
        .expectDiagnostics(
          `front-matter-value content/b.md:2:${line.indexOf(":") + 3}`,
          "broken-link content/index.md:3:5",
        )
        .expectStdout(/Until you fix it, the page counts as a draft\./)
        .expectFiles(["c/index.html", "index.html"])
        .build("--drafts", "--format", "json")
        .expectExit(1)
        .expectFiles(["b/index.html", "c/index.html", "index.html"]);
    },
  );

  it("of a page that Eleventy evaluates are errors that withhold the site", async () => {
    await site({ ...OWN, "content/index.md": "# Home\n", "content/b.njk": "---\npermalink: 5\n---\n" })
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics("front-matter-type content/b.njk:2:12")
      .expectFiles([]);
  });
});

describe("HTML in content/", () => {
  const html = "<!doctype html><title>Old</title>{% raw %}\n<p>{{ page.url }}</p>\n";

  it("is copied as it is where it has no front matter, and its template tags are reported", async () => {
    await site({
      "content/index.md": "# Home\n\n[old](old.html) [page](page.html)\n",
      "content/old.html": html,
      "content/page.html": "---\ntitle: Page\n---\n<p>{{ title }}</p>\n",
      "content/njk.njk": "---\nlayout: false\n---\nx",
    })
      .build("--format", "json")
      .expectExit(0)
      .expectDiagnostics("foreign-syntax content/old.html:1:34")
      .expectFile("old.html", html)
      .expectLacks("page/index.html", "{{")
      .expectContains("page/index.html", "<p>Page</p>")
      .keep()
      .build()
      .expectUntouched();
  });

  it("becomes a page, and a file again, in the dev server", async () => {
    const driver = site({ "content/index.md": "# Home\n", "content/old.html": "<p>old</p>" });
    await driver;
    process.chdir(driver.root);
    const live = await openDevSite({ root: driver.root, again: true }, Date.now());
    expect(await live.answer("old.html")).toMatchObject({ kind: "file" });
    await driver.write("content/old.html", "---\ntitle: New\n---\n<p>{{ title }}</p>");
    await live.apply(["content/old.html"]);
    expect(await live.answer("old/")).toMatchObject({ kind: "page" });
    await driver.write("content/old.html", "<p>old</p>");
    await live.apply(["content/old.html"]);
    expect(await live.answer("old/")).toMatchObject({ kind: "none" });
    expect(await live.answer("old.html")).toMatchObject({ kind: "file" });
  });
});

describe(".markdown", () => {
  it("is read as .md, by layouts, by Eleventy, as a folder's page and in links", async () => {
    await site({
      ".eleventy.ts":
        'import { defineSite } from "handbill";\n' +
        'export default defineSite({ layout: "own", templatesInMarkdown: ["t.markdown"] });\n',
      "layouts/own.njk": "{{ title }}|{{ content | safe }}",
      "layouts/liquid.liquid": "liquid {{ content }}",
      "content/index.markdown": "# Home\n\n[a](docs/a.markdown) [a](docs/a) [t](t.markdown) [docs](docs/)\n",
      "content/docs/index.markdown": "# Docs\n",
      "content/docs/a.markdown": "---\nlayout: liquid\n---\n# A\n",
      "content/t.markdown": "# T {{ 1 + 1 }}\n",
      "content/p.markdown":
        "---\npagination: { data: list, size: 1, alias: it }\nlist: [x, y]\n" +
        'permalink: "p/{{ it }}/"\n---\n# P\n',
    })
      .build("--format", "json")
      .expectExit(0)
      .expectDiagnostics()
      .expectFiles([
        "docs/a/index.html",
        "docs/index.html",
        "index.html",
        "p/x/index.html",
        "p/y/index.html",
        "t/index.html",
      ])
      .expectContains("index.html", "Home|", 'href="/docs/a/">a</a> <a href="/docs/a/">', 'href="/t/"')
      .expectContains("docs/a/index.html", 'liquid <h1 id="a">A</h1>')
      .expectContains("t/index.html", "T 2|<h1")
      .expectContains("p/x/index.html", "P|<h1");
  });
});
