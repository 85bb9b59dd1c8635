import { describe, expect, it } from "vitest";
import { CollectionApi, itemsOf, tagsOf } from "../../src/site/collections.js";
import { findCollisions } from "../../src/site/collisions.js";
import { matchesGlob } from "../../src/utils/glob.js";
import type { NavItem } from "../../src/model/model.js";
import { pageAt, siteOf, told } from "./pages.js";

describe("a site", () => {
  it("titles a page by its front matter, its first heading, or its name", async () => {
    const { value } = await siteOf({
      "a.md": "---\ntitle: Own\n---\n# Heading",
      "b.md": "# Heading",
      "c-d.md": "text",
    });
    expect(value.pages.map(({ data }) => data["title"])).toEqual(["Own", "Heading", "C d"]);
  });

  it("leaves drafts out, and hands template pages to Eleventy", async () => {
    const { value } = await siteOf({
      "a.md": "",
      "b.md": "---\ndraft: true\n---\n",
      "c.md": "---\neleventyComputed:\n  x: y\n---\n",
      "d.njk": "",
    });
    expect([value.pages, value.templates].map((list) => list.map(({ page }) => page.source))).toEqual([
      ["content/a.md"],
      ["content/c.md", "content/d.njk"],
    ]);
  });
});

describe("two sources for one output", () => {
  const conflict = (first: string, second: string) =>
    findCollisions([
      { source: "content/one.md", output: first },
      {
        source: "content/two.md",
        output: second,
        page: { positions: { permalink: { line: 2, column: 12 } } },
      },
    ]).map(told);

  it.each([
    ["a/index.html", "a/index.html"],
    ["a.html", "A.html"],
    ["\u00e9.html", "e\u0301.html"],
    ["straße.html", "STRASSE.html"],
    ["ς.html", "σ.html"],
    ["a", "a/index.html"],
    ["a/index.html", "A"],
  ])("%s and %s are an error that names both", (first, second) => {
    const [found = "", ...more] = conflict(first, second);
    expect(more).toEqual([]);
    expect(found).toContain("output-conflict");
    expect(found).toContain("one.md");
    expect(found).toContain("content/two.md");
  });

  it("are at the later source's permalink", () => {
    expect(conflict("a.html", "a.html")).toEqual([
      "two.md:2:12 output-conflict content/two.md and content/one.md both write the file a.html. | " +
        "Change the permalink or the name of one of them.",
    ]);
  });

  it("that only look alike are two files", () => {
    expect([
      ...conflict("kış.html", "kiş.html"),
      ...conflict("a/b.html", "a/c.html"),
      ...conflict("a", "ab/c"),
    ]).toEqual([]);
  });
});

describe("navigation", () => {
  const outline = (items: readonly NavItem[]): unknown[] =>
    items.map((item) => (item.kind === "link" ? item.title : { [item.title]: outline(item.items) }));

  it("opens the way to the page, closes the rest, and reads digits as numbers", async () => {
    const { value } = await siteOf({
      "index.md": "# Home",
      "docs/index.md": "# Docs",
      "docs/c10.md": "",
      "docs/c9.md": "",
      "docs/first.md": "---\norder: 1\n---\n",
      "blog/a.md": "",
      "h.md": "---\nhidden: true\n---\n",
      "n.md": "---\nnav: false\n---\n",
      "f.md": "---\npermalink: feed.xml\n---\n",
    });
    const { nav, breadcrumbs, previous, next } = value.navFor(pageAt(value, "docs/c9.md"));
    expect(outline(nav)).toEqual([{ Blog: [] }, { Docs: ["First", "C9", "C10"] }]);
    expect(breadcrumbs).toEqual([
      { title: "T", url: "/" },
      { title: "Docs", url: "/docs/" },
    ]);
    expect([previous, next]).toEqual([
      { title: "First", url: "/docs/first/" },
      { title: "C10", url: "/docs/c10/" },
    ]);
  });
});

describe("collections", () => {
  it("hold pages by date and path, by tag and by pattern", async () => {
    const { value } = await siteOf({
      "b.md": "---\ntags: [post, x]\n---\n",
      "a.md": "---\ntags: post\n---\n",
      "2020-01-01-c.md": "---\ntags: [post]\neleventyExcludeFromCollections: [post]\n---\n",
      "docs/d.md": "",
    });
    const api = new CollectionApi(itemsOf(value.pages), matchesGlob);
    const paths = (items: readonly { inputPath: string }[]) => items.map(({ inputPath }) => inputPath);
    expect(paths(api.getAllSorted())).toEqual([
      "./content/a.md",
      "./content/b.md",
      "./content/docs/d.md",
      "./content/2020-01-01-c.md",
    ]);
    expect(paths(api.getFilteredByTag("post"))).toEqual(["./content/a.md", "./content/b.md"]);
    expect(paths(api.getFilteredByTags("post", "x"))).toEqual(["./content/b.md"]);
    expect(paths(api.getFilteredByGlob("content/docs/*.md"))).toEqual(["./content/docs/d.md"]);
    expect(tagsOf({ tags: ["a"], eleventyExcludeFromCollections: true })).toEqual([]);
  });
});
