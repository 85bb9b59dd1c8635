/** The name of the site leads home, where there is a home page. */

import { describe, it } from "vitest";
import { site, type Files } from "../support/site.js";

const page = { "content/docs/a.md": "# A\n" };
const config = (options: string) =>
  `import { defineSite } from "handbill";\nexport default defineSite({ title: "T", ${options} });\n`;
const LINK = '<a class="site-title" href="/">';
const NO_LINK = '<a class="site-title">';

describe("the site's name", () => {
  it.each<[string, Files]>([
    ["page", { "content/index.md": "# Home\n" }],
    ["template", { "content/index.njk": "<p>Home\n" }],
    ["page that is moved there", { "content/start.md": "---\npermalink: /\n---\n# Home\n" }],
    [
      "page whose place only Eleventy knows",
      {
        "content/list.njk":
          "---\npagination:\n  data: collections.all\n  size: 9\n" +
          'permalink: "{% if pagination.pageNumber %}/page-{{ pagination.pageNumber }}/{% else ' +
          '%}/{% endif %}"\n---\n<p>List\n',
      },
    ],
    [
      "page that a folder's data moves",
      { "content/start/start.json": '{ "permalink": "/" }', "content/start/index.md": "# Home\n" },
    ],
    ["file", { "public/index.html": "<!doctype html><title>Home</title>" }],
    ["redirect", { ".eleventy.ts": config('redirects: { "/": "/docs/a/" }') }],
    ["redirect of a page", { "content/b.md": "---\nredirectFrom: [/]\n---\n# B\n" }],
  ])("leads to a %s", async (_, files) => {
    await site({ ...page, ...files })
      .build()
      .expectExit(0)
      .expectContains("docs/a/index.html", LINK);
  });

  it.each<[string, Files]>([
    ["nothing is", {}],
    [
      "pages that only Eleventy knows are elsewhere, and nothing is",
      {
        "content/list.njk":
          "---\npagination:\n  data: collections.all\n  size: 9\n" +
          'permalink: "list/{{ pagination.pageNumber }}/"\n---\n<p>List\n',
      },
    ],
    ["a draft is", { "content/index.md": "---\ndraft: true\n---\n# Home\n" }],
    ["a page was", { "content/index.md": "---\npermalink: /home/\n---\n# Home\n" }],
    ["a page is not written", { "content/index.md": "---\npermalink: false\n---\n# Home\n" }],
  ])("has no link if %s there", async (_, files) => {
    await site({ ...page, ...files })
      .build()
      .expectExit(0)
      .expectContains("docs/a/index.html", NO_LINK);
  });

  it("follows when a home page comes and goes", async () => {
    await site(page)
      .build()
      .write("content/index.md", "# Home\n")
      .build()
      .expectContains("docs/a/index.html", LINK)
      .remove("content/index.md")
      .build()
      .expectContains("docs/a/index.html", NO_LINK);
  });

  it("links to the home page of the page's language, or to its fallback", async () => {
    const languages = { ...page, "content/de/docs/a.md": "# A\n" };
    const tags = 'language: "en", languages: { en: "English", de: "Deutsch" }';
    await site({ ...languages, ".eleventy.ts": config(tags), "content/index.md": "# Home\n" })
      .build()
      .expectContains("de/docs/a/index.html", '<a class="site-title" href="/de/">')
      .expectContains("de/index.html", "Home");
    await site({
      ...languages,
      ".eleventy.ts": config(`${tags}, untranslated: "nothing"`),
      "content/index.md": "# Home\n",
    })
      .build()
      .expectContains("de/docs/a/index.html", NO_LINK)
      .expectContains("docs/a/index.html", LINK);
  });

  it("has no link if the language's home page has another URL, or a page's URL is a template", async () => {
    const tags = 'language: "en", languages: { en: "English", de: "Deutsch" }';
    const languages = { ...page, "content/de/docs/a.md": "# A\n", "content/index.md": "# Home\n" };
    await site({
      ...languages,
      ".eleventy.ts": config(tags),
      "content/de/index.md": "---\npermalink: /start-de/\n---\n# Start\n",
    })
      .build()
      .expectContains("de/docs/a/index.html", NO_LINK)
      .expectContains("docs/a/index.html", LINK);
    await site({
      ...languages,
      ".eleventy.ts": config(`${tags}, untranslated: "nothing"`),
      "content/b.md": '---\npermalink: "{{ page.fileSlug }}/"\n---\n# B\n',
    })
      .build()
      .expectContains("de/docs/a/index.html", NO_LINK)
      .expectContains("docs/a/index.html", LINK);
  });
});
