/** Each tag has a part of an address of its own. */

import fc from "fast-check";
import { expect, it } from "vitest";
import { tagSlug } from "../../src/site/tag-slug.js";
import { site } from "../support/site.js";

it.each([
  ["C", "c"],
  ["C++", "c-plus-plus"],
  ["C#", "c-sharp"],
  ["F# 8", "f-sharp-8"],
  [".NET", "dot-net"],
  ["NET", "net"],
  ["Node.js", "node-js"],
  ["R&D", "r-and-d"],
  ["#hashtag", "hashtag"],
  ["don't", "dont"],
  ["日本語", "日本語"],
  ["Ünïcode  test", "ünïcode-test"],
  ["U\u0308", "ü"],
  ["العربية", "العربية"],
  ["हिन्दी", "हिन्दी"],
  ["🎉", "u1f389"],
  ["...", "u2e-u2e-u2e"],
  ["", "none"],
  [2024, "2024"],
])("%j is %j", (tag, slug) => {
  expect(tagSlug(tag)).toBe(slug);
});

it("is a part of a URL, and unchanged by itself", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (tag) => {
      const slug = tagSlug(tag);
      expect(slug).toMatch(/^[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*$/u);
      expect(tagSlug(slug)).toBe(slug);
    }),
  );
});

const tags = (filter: string) =>
  "---\nlayout: blog\npagination: { data: collections, size: 1, alias: tag, filter: [all] }\n" +
  `permalink: "blog/tags/{{ tag | ${filter} }}/"\n---\n`;
const post = (of: string) =>
  `---\nlayout: post\ndate: 2024-01-01\ntags: [${of}]\nblog: { url: /blog/, tags: /blog/tags/ }\n---\n# A\n`;
const blog = "---\nlayout: blog\n---\n# Blog\n";

it("gives a page to each tag of a site, and every post links it", async () => {
  const built = site({
    "content/tags.md": tags("tagSlug"),
    "content/blog/index.md": blog,
    "content/blog/a.md": post('C, C++, "C#", 日本語, 🎉'),
  })
    .build("--format", "json")
    .expectExit(0)
    .expectDiagnostics();
  for (const slug of ["c", "c-plus-plus", "c-sharp", "日本語", "u1f389"]) {
    built
      .expectContains("blog/a/index.html", `href="/blog/tags/${slug}/"`)
      .expectContains(`blog/tags/${slug}/index.html`, "/blog/a/");
  }
  await built;
});

it("reports tags with the same slug", async () => {
  const told = async (filter: string, of: string) => {
    let said = "";
    await site({
      "content/tags.md": tags(filter),
      "content/blog/index.md": blog,
      "content/blog/a.md": post(of),
    })
      .build()
      .expectExit(1)
      .check((_, { stderr }) => void (said = stderr));
    return said;
  };
  expect(await told("slugify", "C, C++")).toMatch(
    /output-conflict {2}content\/tags\.md:4:12\n {2}content\/tags\.md writes the file blog\/tags\/c\/index\.html more than once: for the tags `C` and `C\+\+`\.[^]*The filter `tagSlug` keeps them apart\./,
  );
  expect(await told("slugify", "日本語")).toContain("use `tagSlug`, which is never empty.");
  expect(await told("tagSlug", "Node.js, Node JS")).toMatch(
    /for the tags `Node\.js` and `Node JS`\.[^]*If they are the same tag, write them the same way\./,
  );
});
