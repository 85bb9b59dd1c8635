/** Commands that edit several files: where one cannot be written, every file stays as it was. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeMove } from "../src/move/write-move.js";
import { writeAllOrNothing } from "../src/system/write-files.js";
import { readTree } from "./support/read-tree.js";
import { site } from "./support/site.js";

/** `c.md` is a folder: nobody can write it as a file, not even root. */
const FILES = { "content/a.md": "# A\n", "content/docs/b.md": "# B\n", "content/c.md/x.txt": "x" };

describe("texts of several files", () => {
  it("are written, and taken back", async () => {
    const { root } = await site(FILES);
    const before = readTree(root);
    const back = writeAllOrNothing(root, [
      { path: "content/a.md", text: "1" },
      { path: "content/docs/b.md", text: "2" },
    ]);
    expect(readTree(root).get("content/docs/b.md")?.toString()).toBe("2");
    back();
    expect(readTree(root)).toEqual(before);
  });

  it("stay as they were where the last one cannot be written", async () => {
    const { root } = await site(FILES);
    const before = readTree(root);
    const texts = ["content/a.md", "content/docs/b.md", "content/c.md"].map((path) => ({ path, text: "x" }));
    expect(() => writeAllOrNothing(root, texts)).toThrow(/EISDIR/);
    expect(readTree(root)).toEqual(before);
  });
});

describe("a move", () => {
  const changed = (path: string) => ({ from: path, to: path, before: "", after: "changed" });
  const plan = { links: 0, redirects: 0, byHand: [] };

  it.each([
    ["of a page", { from: "content/docs/b.md", to: "content/new/deep/b.md" }],
    ["of a folder", { from: "content/docs", to: "content/new/deep" }],
  ])("%s that fails midway leaves all files, and no folder", async (_, { from, to }) => {
    const { root } = await site(FILES);
    const before = readTree(root);
    const renames = new Map([["content/docs/b.md", "content/new/deep/b.md"]]);
    const files = [
      { ...changed("content/docs/b.md"), to: "content/new/deep/b.md" },
      changed("content/a.md"),
      changed("content/c.md"),
    ];
    expect(() => writeMove({ ...plan, from, to, renames, changed: files }, root)).toThrow(/EISDIR/);
    expect(readTree(root)).toEqual(before);
    expect(existsSync(join(root, "content/new"))).toBe(false);
  });

  it("whose second file cannot be moved leaves the first", async () => {
    const { root } = await site({ ...FILES, "content/d.md": "# D\n" });
    const before = readTree(root);
    const renames = new Map([
      ["content/a.md", "content/new/a.md"],
      ["content/d.md", "content/c.md"],
    ]);
    expect(() =>
      writeMove({ ...plan, from: "content/a.md", to: "content/new/a.md", renames, changed: [] }, root),
    ).toThrow();
    expect(readTree(root)).toEqual(before);
  });
});
