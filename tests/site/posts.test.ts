/** Posts: their days, their list and their tags. */

import { expect, it } from "vitest";
import { pageAt, siteOf, told } from "./pages.js";
import { site } from "../support/site.js";

it.each([
  ["blog/2026-1-9-short.md", "2026-01-09", "/blog/short/"],
  ["blog/2026-01-9.md", "2026-01-09", "/blog/2026-01-9/"],
  ["blog/2026-03-06/index.md", "2026-03-06", "/blog/2026-03-06/"],
  ["blog/2026-3-6/a.md", "2026-03-06", "/blog/2026-3-6/a/"],
  ["blog/2026-3-6-trip/index.md", "2026-03-06", "/blog/2026-3-6-trip/"],
  // No day: a version, perhaps.
  ["releases/2026-13-1-a.md", "1970-01-01", "/releases/2026-13-1-a/"],
  ["releases/2026-1-100.md", "1970-01-01", "/releases/2026-1-100/"],
])("the name %s says %s, and gives %s", async (path, day, url) => {
  const { value, diagnostics } = await siteOf({ [path]: "" });
  expect(diagnostics).toEqual([]);
  const { date, url: at } = pageAt(value, path);
  expect([date.toISOString().slice(0, 10), at]).toEqual([day, url]);
});

it("two pages with one URL name both places", async () => {
  await site({
    "content/index.md": "# Home\n",
    "content/a.md": "---\ntitle: A\npermalink: /x/\n---\n",
    "content/b.md": "---\npermalink: /x/\n---\n",
  })
    .build("--format", "json")
    .check((_, { stdout }) => {
      const [{ file, line, message }] = JSON.parse(stdout).diagnostics;
      expect([file, line, message]).toEqual([
        "content/b.md",
        2,
        "content/b.md and content/a.md:3:12 both write the file x/index.html.",
      ]);
    });
});

it("a list of posts lists posts alone, under the day that their authors wrote, and any text may be a tag", async () => {
  await site({
    ".eleventy.ts":
      'import { defineSite } from "handbill";\n' +
      'export default defineSite({ title: "T", url: "https://acme.example" });\n',
    "content/index.md": "# Home\n",
    "content/blog/blog.json":
      '{ "layout": "post", "tags": ["posts"], "blog": { "url": "/blog/", "tags": "/tags/" } }',
    "content/blog/index.md": "---\ntitle: Blog\nlayout: blog\n---\n",
    "content/blog/a.md": "---\ndate: 2026-01-31T23:30:00-05:00\nupdated: 2026-02-01 00:30 +0900\n---\n# A\n",
    "content/blog/2026-1-1-b.md": "---\ntags: [constructor, toString]\n---\n# B\n",
    "content/tags.md":
      "---\nlayout: blog\nhidden: true\n" +
      "pagination: { data: collections, size: 1, alias: tag, filter: [all, posts] }\n" +
      'permalink: "tags/{{ tag | tagSlug }}/"\n---\n',
    "content/feed.njk": "---\npermalink: /g/self.xml\n---\n<self>{{ permalink }}</self>\n",
  })
    .build()
    .expectExit(0)
    .check(async ({ root }) => {
      const { readTree } = await import("../support/site.js");
      const files = readTree(`${root}/_site`);
      const text = (path: string) => String(files.get(path));
      expect([...text("blog/index.html").matchAll(/<h2><a href="([^"]*)"/g)].map(([, href]) => href)).toEqual(
        ["/blog/a/", "/blog/b/"],
      );
      const day = '<time datetime="2026-01-31">31 January 2026</time>';
      expect(text("blog/index.html")).toContain(day);
      expect(text("blog/a/index.html")).toContain(day);
      expect(text("blog/a/index.html")).not.toMatch(/rel="prev"/);
      expect(text("blog/feed.json")).toContain('"2026-02-01T04:30:00Z"');
      expect(text("tags/constructor/index.html")).toContain('href="/blog/b/"');
      expect(files.has("tags/tostring/index.html")).toBe(true);
      expect(text("g/self.xml")).toBe("<self>/g/self.xml</self>\n");
    });
});

it("a page can list itself if its own front matter asks for it", async () => {
  const { value, diagnostics } = await siteOf({
    "a/index.md": "---\nlayout: blog\ntags: [posts]\n---\n",
    "b/index.md": "---\nlayout: blog\ntags: [other]\n---\n",
  });
  expect(diagnostics.map(told)).toEqual([]);
  expect(pageAt(value, "a/index.md").data["tags"]).toEqual(["posts"]);
  expect(pageAt(value, "b/index.md").data["tags"]).toEqual(["other"]);
});
