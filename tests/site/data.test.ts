import { describe, expect, it } from "vitest";
import { directoryDataOf, globalDataOf, mergeData, mergeOver } from "../../src/site/cascade.js";
import { pageAt, siteOf } from "./pages.js";

const plain = (data: unknown): unknown => JSON.parse(JSON.stringify(data));

describe("merged data", () => {
  it("joins maps and lists, and replaces with override:", () => {
    const merged = mergeData(
      { a: { x: 1, y: 2 }, tags: ["a"], kept: [1] },
      { a: { y: 3 }, tags: ["b"], "override:kept": [2] },
    );
    expect(plain(merged)).toEqual({ a: { x: 1, y: 3 }, tags: ["a", "b"], kept: [2] });
  });

  it("keeps a map that something else would replace, as Eleventy does", () => {
    expect(plain(mergeData({ hero: { image: "a" } }, { hero: "none" }))).toEqual({ hero: { image: "a" } });
    expect(plain(mergeData({ hero: { image: "a" } }, { "override:hero": "none" }))).toEqual({ hero: "none" });
  });

  it("accepts no forbidden key, not even after override:", () => {
    const hostile = JSON.parse(
      '{"__proto__": {"bad": 1}, "override:__proto__": {"bad": 1}, "a": {"constructor": 1, "b": 2}}',
    ) as Record<string, unknown>;
    const merged = mergeData(hostile);
    expect(Object.getPrototypeOf(merged)).toBe(null);
    expect(plain(merged)).toEqual({ a: { b: 2 } });
    expect(merged["bad"]).toBe(undefined);
  });

  it("shares unchanged values and never changes its input", () => {
    const base = mergeData({ big: { a: [1] }, small: { a: 1 } });
    const over = mergeOver(base, { small: { b: 2 } });
    expect(over["big"]).toBe(base["big"]);
    expect(plain(over["small"])).toEqual({ a: 1, b: 2 });
    expect(plain(base)).toEqual({ big: { a: [1] }, small: { a: 1 } });
  });
});

describe("data files", () => {
  it("apply from the root to the page, each format in Eleventy's order", () => {
    const files = new Map<string, unknown>([
      ["content/content.json", { level: "root", root: true }],
      ["content/posts/posts.json", { level: "json" }],
      ["content/posts/posts.11tydata.js", { level: "js" }],
      ["content/posts/first.json", { level: "page" }],
      ["content/other/other.json", { level: "other" }],
    ]);
    const dataOf = directoryDataOf(files);
    expect(plain(dataOf("content/posts/first.md"))).toEqual({ level: "page", root: true });
    expect(plain(dataOf("content/posts/second.md"))).toEqual({ level: "js", root: true });
    expect(plain(dataOf("content/a.md"))).toEqual({ level: "root", root: true });
  });

  it("below _data are global, with folders as keys", () => {
    const data = globalDataOf(
      new Map<string, unknown>([
        ["content/_data/team/people.json", ["Ada"]],
        ["content/_data/year.js", 2026],
        ["content/a.json", { no: 1 }],
      ]),
    );
    expect(plain(data)).toEqual({ team: { people: ["Ada"] }, year: 2026 });
  });

  it("give way to override: in front matter, global data too", async () => {
    const dataFiles = new Map<string, unknown>([
      ["content/_data/list.json", ["global"]],
      ["content/content.json", { list: ["folder"] }],
    ]);
    const { value } = await siteOf(
      { "a.md": "---\noverride:list: [own]\n---\n", "b.md": "---\nlist: [own]\n---\n" },
      { dataFiles },
    );
    expect(value.pages.map(({ data }) => data["list"])).toEqual([["own"], ["global", "folder", "own"]]);
  });

  it("rank below front matter and above the site's defaults", async () => {
    const dataFiles = new Map<string, unknown>([
      ["content/_data/colour.json", "red"],
      ["content/docs/docs.json", { colour: "blue", layout: "wide" }],
    ]);
    const { value } = await siteOf(
      { "docs/a.md": "# A", "docs/b.md": "---\ncolour: green\nlayout: false\n---\n", "c.md": "" },
      { dataFiles },
    );
    const seen = ["docs/a.md", "docs/b.md", "c.md"]
      .map((source) => pageAt(value, source).data)
      .map(({ colour, layout }) => [colour, layout]);
    expect(seen).toEqual([
      ["blue", "wide"],
      ["green", false],
      ["red", "docs"],
    ]);
  });
});
