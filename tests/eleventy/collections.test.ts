/** The collections that Eleventy gets. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { EleventyConfig } from "../../src/config/options.js";
import { mergeCollections } from "../../src/eleventy/collections.js";
import type { Item } from "../../src/site/collections.js";
import { site, type Files } from "../support/site.js";

type Callback = (api: { getAll(): Item[] }) => readonly Item[];

/** Eleventy as far as collections go. */
function fakeEleventy() {
  const collections: Record<string, Callback> = {};
  const config = {
    addCollection: (name: string, callback: Callback) => void (collections[name] = callback),
    getCollections: () => collections,
  } as unknown as EleventyConfig;
  return { config, collections };
}

const item = (name: string, tags: string[], read = () => {}): Item => ({
  inputPath: `./content/${name}.md`,
  url: `/${name}/`,
  date: new Date(0),
  templateContent: "",
  get data() {
    read();
    return { tags };
  },
});
const names = (items: readonly Item[] | undefined) => items?.map(({ url }) => url);

it("are sorted and looked through once, however many tags there are", () => {
  let reads = 0;
  const tags = Array.from({ length: 500 }, (_, index) => `tag${index}`);
  const items = tags.map((tag) => item(tag, [tag, "all-of-them"], () => (reads += 1)));
  const { config, collections } = fakeEleventy();
  mergeCollections(config, items, [...tags, "all-of-them"]).finish();
  const api = { getAll: () => [] };
  expect(tags.map((tag) => names(collections[tag]?.(api)))).toEqual(tags.map((tag) => [`/${tag}/`]));
  expect(collections["all-of-them"]?.(api).length).toBe(500);
  expect(reads).toBe(500);
});

it("contain pages that Eleventy renders later, and tags that a collection changed", () => {
  const { config, collections } = fakeEleventy();
  const tags = ["b"];
  const merged = mergeCollections(config, [item("a", ["a"]), item("b", tags)], ["a", "b"]);
  merged.take();
  (config as unknown as { addCollection(name: string, callback: Callback): void }).addCollection(
    "theirs",
    (api) => (tags.push("a"), api.getAll()),
  );
  merged.finish();
  const found: Item[] = [];
  const api = { getAll: () => [...found] };
  expect(names(collections["a"]?.(api))).toEqual(["/a/"]);
  found.push(item("c", ["a"]));
  expect(names(collections["a"]?.(api))).toEqual(["/a/", "/c/"]);
  expect(names(collections["theirs"]?.(api))).toEqual(["/a/", "/b/", "/c/"]);
  expect(names(collections["a"]?.(api))).toEqual(["/a/", "/b/", "/c/"]);
  expect(names(collections["all"]?.(api))).toEqual(["/a/", "/b/", "/c/"]);
});

describe("without an Eleventy", () => {
  const files: Files = {
    "content/index.md": "---\ntitle: Home\nlayout: list\n---\nText.\n",
    "content/b.md": "---\ntitle: B\ntags: [x, 1, constructor]\ndate: 2026-01-02\n---\n*b*\n",
    "content/a.md": "---\ntitle: A\ntags: x\ndate: 2026-01-02\n---\na\n",
    "content/out.md": "---\ntitle: Out\ntags: x\neleventyExcludeFromCollections: true\n---\nout\n",
    "content/draft.md": "---\ntitle: Draft\ntags: x\ndraft: true\n---\ndraft\n",
    "content/all.njk": "---\npermalink: /all/\ntags: x\n---\n{{ collections.x | length }}",
    "layouts/list.njk": `{% for name, list in collections %}{{ name }}:
{%- for item in list %}
- {{ item.url }} {{ item.inputPath }} {{ item.date.toISOString() if item.data.date }} {{ item.data.title }} {{ item.templateContent | safe }} {{ item.page.outputPath }} {{ item.fileSlug }} {{ item.data.tags }}
{%- endfor %}
{% endfor %}{{ collections.missing }}`,
  };

  it("are the same as in one thread", async () => {
    const plain = await site(files).build().expectExit(0);
    const withOne = await site({
      ...files,
      ".eleventy.ts":
        'import { defineSite } from "handbill";\n' +
        'export default defineSite({ eleventy(config) { config.addTransform("same", (text) => ' +
        "text); } });\n",
    })
      .build()
      .expectExit(0);
    const [page, other] = [plain, withOne].map(({ root }) =>
      readFileSync(join(root, "_site/index.html"), "utf8"),
    );
    expect(page).toContain("- /b/ ./content/b.md 2026-01-02T00:00:00.000Z B <p><em>b</em></p>");
    expect(page).toBe(other);
  });
});
