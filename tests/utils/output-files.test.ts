/** Files of the output folder by their URLs. */

import { describe, expect, it } from "vitest";
import { fileOfUrl, servedFile, urlOfFile } from "../../src/utils/output-files.js";

const files = new Set([
  "index.html",
  "a/index.html",
  "b.html",
  "c.pdf",
  "d.html",
  "d/index.html",
  "v1.2/index.html",
]);
const find = (url: string) => fileOfUrl(url, (file) => files.has(file));

describe("a URL", () => {
  it.each([
    ["", "index.html", "exact"],
    ["a/", "a/index.html", "exact"],
    ["a", "a/index.html", "folder without slash"],
    ["a/index.html", "a/index.html", "exact"],
    ["b", "b.html", "page without ending"],
    ["b.html", "b.html", "exact"],
    ["b/", "b.html", "page with slash"],
    ["c.pdf", "c.pdf", "exact"],
    ["v1.2", "v1.2/index.html", "folder without slash"],
  ])("%j means %s: %s", (url, file, notation) => {
    expect(find(url)).toEqual({ file, notation });
  });

  it("means the folder's page if a file has the same name", () => {
    expect(find("d")).toEqual({ file: "d/index.html", notation: "folder without slash" });
  });

  it.each(["c", "c.pdf/", "e", "a//", "/a/", "A/"])("means no file if nothing matches: %j", (url) => {
    expect(find(url)).toBeUndefined();
  });

  it("with a slash is not served from a file without a folder", () => {
    expect(servedFile("b/", (file) => files.has(file))).toBeUndefined();
    expect(servedFile("b", (file) => files.has(file))).toBe("b.html");
  });

  it("of an index file is that of its folder", () => {
    expect(["index.html", "a/index.html", "a/xindex.html", "b.html"].map(urlOfFile)).toEqual([
      "",
      "a/",
      "a/xindex.html",
      "b.html",
    ]);
  });
});
