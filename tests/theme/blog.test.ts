/** Posts, lists of them, forms and a header without settings, as a site of its own gets them. */

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { site } from "../support/site.js";

const post = (title: string, more = "") => `---\ntitle: ${title}\n${more}---\nText.\n`;
const list =
  "---\ntitle: Blog\nlayout: blog\npagination: { data: collections.posts, size: 2, alias: posts, " +
  'reverse: true }\npermalink: "blog/{% if pagination.pageNumber > 0 %}{{ pagination.pageNumber + ' +
  '1 }}/{% endif %}"\n---\n';
const tags =
  "---\nlayout: blog\nhidden: true\npagination: { data: collections, size: 1, alias: tag, filter: " +
  '[all, posts] }\npermalink: "blog/tags/{{ tag | tagSlug }}/"\n' +
  'eleventyComputed: { title: "Posts about {{ tag }}" }\n---\n';

it("a blog has its posts by day, pages of them, pages of tags, and neighbours in time", async () => {
  await site({
    "content/blog.md": list,
    "content/blog-tags.md": tags,
    "content/blog/blog.json":
      '{ "layout": "post", "tags": ["posts"], "blog": { "url": "/blog/", "tags": "/blog/tags/" } }',
    "content/blog/2026-01-02-zebra.md": post("Zebra", "tags: [animals]\nauthors: [One, Two]\n"),
    "content/blog/2026-02-03-ape.md": post("Ape", "description: About apes.\n"),
    "content/blog/2026-03-04-moss.md": post("Moss", "tags: [plants]\n"),
    ".eleventy.ts":
      'import { defineSite } from "handbill";\nexport default defineSite({ url: "https://a.example" });\n',
    "content/none.md": "---\ntitle: None\nlayout: blog\nblog: { tag: nothing }\n---\n",
  })
    .build()
    .expectExit(0)
    .expectFiles([
      "blog/2/index.html",
      "blog/ape/index.html",
      "blog/feed.json",
      "blog/feed.xml",
      "blog/index.html",
      "blog/moss/index.html",
      "blog/rss.xml",
      "blog/tags/animals/index.html",
      "blog/tags/plants/index.html",
      "blog/zebra/index.html",
      "none/index.html",
      "robots.txt",
      "sitemap.xml",
    ])
    .check(({ root }) => {
      const read = (file: string) => readFileSync(`${root}/_site/${file}/index.html`, "utf8");
      const titles = (file: string) =>
        [...read(file).matchAll(/<h2><a href="([^"]*)">/g)].map(([, url]) => url);
      expect(titles("blog")).toEqual(["/blog/moss/", "/blog/ape/"]);
      expect(read("blog")).toContain('<p class="blog-feed"><a href="/blog/feed.xml">Feed</a></p>');
      expect(titles("blog/2")).toEqual(["/blog/zebra/"]);
      expect(titles("blog/tags/animals")).toEqual(["/blog/zebra/"]);
      expect(read("blog")).toContain('<a class="next" href="/blog/2/" rel="next">Older</a>');
      expect(read("blog/tags/animals")).toContain("<h1>Posts about animals</h1>");
      const ape = read("blog/ape");
      expect(ape).toContain('<a class="previous" href="/blog/moss/" rel="prev"><span>Newer</span> Moss</a>');
      expect(ape).toContain('<a class="next" href="/blog/zebra/" rel="next"><span>Older</span> Zebra</a>');
      expect(read("blog/zebra")).toContain(
        '<time datetime="2026-01-02">2 January 2026</time><span>By One, Two</span>',
      );
      expect(read("blog/zebra")).toContain('<li><a href="/blog/tags/animals/">animals</a></li>');
      expect(read("none")).toContain("Nothing has been published here yet.");
    });
});

it("forms have the fields of each service, and the header without settings has the folders", async () => {
  const form = (fields: string) => `  - { type: newsletter, ${fields} }\n`;
  await site({
    "content/index.md":
      "---\ntitle: Home\nlayout: landing\nsections:\n" +
      `${form("action: /api/subscribe")}` +
      `${form("service: formspree, action: 'https://formspree.io/f/x'")}` +
      `${form("service: netlify, name: news, thanks: docs/index.md, hidden: [{ name: from, value: home }]")}---\n`,
    "content/docs/index.md": "# Docs\n",
    ".eleventy.ts":
      'import { defineSite } from "handbill";\n' +
      'export default defineSite({ urls: { base: "/x/" }, language: "de" });\n',
  })
    .build()
    .expectExit(0)
    .check(({ root }) => {
      const html = readFileSync(`${root}/_site/index.html`, "utf8");
      expect(
        [...html.matchAll(/<form class="newsletter-form"([^>]*)>/g)].map(([, attributes]) => attributes),
      ).toEqual([
        ' method="post" action="/api/subscribe"',
        ' method="post" action="https://formspree.io/f/x"',
        ' method="post" data-netlify="true" data-netlify-honeypot="bot-field" action="/x/docs/" name="news"',
      ]);
      expect([...html.matchAll(/<input id="trap-\d" name="([^"]*)"/g)].map(([, name]) => name)).toEqual([
        "bot-field",
        "_gotcha",
        "bot-field",
      ]);
      expect(html).toContain(
        '<input type="hidden" name="form-name" value="news">\n<input type="hidden" name="from" value="home">',
      );
      expect(html).toContain(">Abonnieren</button>");
      expect(html).toContain('<h1 class="visually-hidden">Home</h1>');
      expect(html).toContain('<li><a href="/x/docs/">Docs</a></li>');
    });
});
