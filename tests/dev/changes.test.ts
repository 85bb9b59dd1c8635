/** What changed files reach. */

import { describe, expect, it } from "vitest";
import { classifyChanges, renamesOf, type KnownFiles, type Reach } from "../../src/dev/classify-changes.js";

const known: KnownFiles = {
  listed: new Set([
    "content/a.md",
    "content/docs/b.md",
    "content/docs/docs.json",
    "layouts/docs.njk",
    "layouts/assets/x.css",
    "public/robots.txt",
    "styles/a.css",
  ]),
  pages: new Set(["content/a.md", "content/docs/b.md"]),
  data: new Set(["content/docs/docs.json"]),
  leftOut: new Set(["public/link.txt", "content/closed"]),
  imported: new Set(["lib/shout.ts"]),
  copied: ["styles"],
};
const nothing = { settings: false, list: false, data: false, templates: false, pages: [], files: [] };
const reach = (paths: readonly string[], there: readonly string[] = paths) =>
  withoutPaths(
    classifyChanges(paths, known, (path) =>
      !there.includes(path) ? undefined : /\.\w+$/.test(path) ? "file" : "folder",
    ),
  );
const withoutPaths = ({ paths: _, ...reach }: Reach) => reach;

describe("a change", () => {
  it.each([
    ["content/a.md", { ...nothing, pages: ["content/a.md"] }],
    ["content/docs/docs.json", { ...nothing, data: true }],
    ["layouts/docs.njk", { ...nothing, templates: true }],
    ["layouts/assets/x.css", { ...nothing, files: ["layouts/assets/x.css"] }],
    ["public/robots.txt", { ...nothing, files: ["public/robots.txt"] }],
    [".eleventy.ts", { ...nothing, settings: true }],
    ["lib/shout.ts", { ...nothing, settings: true }],
    ["styles/a.css", { ...nothing, files: ["styles/a.css"] }],
    ["styles/new.css", { ...nothing, list: true }],
    ["content/new.md", { ...nothing, list: true }],
    ["content/new-folder", { ...nothing, list: true }],
    ["README.md", nothing],
    ["_site/a/index.html", nothing],
  ])("of %s reaches that far", (path, expected) => {
    expect(reach([path])).toEqual(expected);
  });

  it("of a file or a folder that goes changes the list", () => {
    expect(reach(["content/a.md"], []).list).toBe(true);
    expect(reach(["content/docs"], []).list).toBe(true);
    expect(reach(["content/elsewhere"], []).list).toBe(false);
  });

  it("consists of the relevant paths, without temporary files and files outside the site", () => {
    const there = ["content/a.md", "guide.old"];
    expect(
      classifyChanges(
        ["content/a.md", "content/a.md___jb_old___", "content/docs", "guide.new", "guide.old", "lib"],
        known,
        (path) => (there.includes(path) ? "file" : undefined),
      ).paths,
    ).toEqual(["content/a.md", "content/docs", "lib"]);
  });

  it("of an ignored file updates the list, also when the file was removed", () => {
    expect(reach(["public/link.txt"], [])).toEqual({ ...nothing, list: true });
    expect(reach(["content/closed"], [])).toEqual({ ...nothing, list: true });
    expect(reach(["public"], [])).toMatchObject({ list: true });
  });

  it("of a file whose place a folder takes changes the list, and it is not read", () => {
    expect(withoutPaths(classifyChanges(["content/a.md"], known, () => "folder"))).toEqual({
      ...nothing,
      list: true,
    });
  });

  it("of a folder that came reaches every file in it, as all may be others of the same names", () => {
    expect(reach(["content/docs"], ["content/docs", "content/docs/b.md", "content/docs/docs.json"])).toEqual({
      ...nothing,
      list: true,
      data: true,
      pages: ["content/docs/b.md"],
    });
    expect(reach(["lib"])).toEqual({ ...nothing, settings: true });
    expect(reach([""]).settings).toBe(true);
  });
});

describe("a new name", () => {
  it("is that of equal bytes, also when many files move at once", () => {
    const gone = new Map([
      ["content/a/x.md", "1"],
      ["content/a/y.md", "2"],
      ["content/a/z.md", "2"],
    ]);
    const came = new Map([
      ["content/b/x.md", "1"],
      ["content/b/z.md", "2"],
      ["content/b/y.md", "2"],
      ["content/new.md", "3"],
    ]);
    expect([...renamesOf(gone, came)]).toEqual([
      ["content/a/x.md", "content/b/x.md"],
      ["content/a/y.md", "content/b/y.md"],
      ["content/a/z.md", "content/b/z.md"],
    ]);
  });

  it("is the only added file when one was removed, and no other", () => {
    expect([...renamesOf(new Map([["a.md", "1"]]), new Map([["b.md", "2"]]))]).toEqual([["a.md", "b.md"]]);
    expect([
      ...renamesOf(
        new Map([
          ["a.md", "1"],
          ["c.md", "4"],
        ]),
        new Map([["b.md", "2"]]),
      ),
    ]).toEqual([]);
  });
});
