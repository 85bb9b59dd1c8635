import { describe, expect, it } from "vitest";
import { fileSlug, filePathStem, pageDate, placePermalink, placeSource } from "../../src/site/permalinks.js";
import { site } from "../support/site.js";
import { siteOf, told } from "./pages.js";

describe("a page without permalink", () => {
  it.each([
    ["content/index.md", "/", "index.html", "/", "index.html"],
    ["content/docs/start.md", "/docs/start/", "docs/start/index.html", "/docs/start", "docs/start.html"],
    ["content/docs/index.md", "/docs/", "docs/index.html", "/docs/", "docs/index.html"],
    [
      "content/blog/2024-05-01-first.md",
      "/blog/first/",
      "blog/first/index.html",
      "/blog/first",
      "blog/first.html",
    ],
    ["content/404.md", "/404.html", "404.html", "/404.html", "404.html"],
    ["content/Über uns.md", "/%C3%9Cber%20uns/", "Über uns/index.html", "/%C3%9Cber%20uns", "Über uns.html"],
    ["content/100%.md", "/100%25/", "100%/index.html", "/100%25", "100%.html"],
  ])("%s goes where its path says", (source, url, output, fileUrl, fileOutput) => {
    expect(placeSource(source, "directory")).toEqual({ value: { url, output }, diagnostics: [] });
    expect(placeSource(source, "file")).toEqual({
      value: { url: fileUrl, output: fileOutput },
      diagnostics: [],
    });
  });

  it("has the slug and stem that Eleventy gives", () => {
    const given = [
      "content/index.md",
      "content/2024-05-01-folder/index.md",
      "content/a/2024-05-01-b.md",
      "content/a/v1.2.md",
    ];
    expect(given.map((source) => [fileSlug(source), filePathStem(source)])).toEqual([
      ["", "/index"],
      ["folder", "/2024-05-01-folder/index"],
      ["b", "/a/b"],
      ["v1.2", "/a/v1.2"],
    ]);
  });

  it("has the date of its front matter, else of its name, else none that a clone could change", () => {
    expect(pageDate("2024-02-29", "content/a.md").toISOString()).toBe("2024-02-29T00:00:00.000Z");
    expect(pageDate(undefined, "content/2024-05-01-a.md").toISOString()).toBe("2024-05-01T00:00:00.000Z");
    expect(pageDate(undefined, "content/a.md").getTime()).toBe(0);
    expect(pageDate(new Date(NaN), "content/a.md").getTime()).toBe(0);
  });
});

describe("a permalink", () => {
  it.each([
    ["security", "/security/", "security/index.html"],
    ["/a/b/", "/a/b/", "a/b/index.html"],
    ["/old.html", "/old.html", "old.html"],
    ["feed.xml", "/feed.xml", "feed.xml"],
    ["/", "/", "index.html"],
    ["caf%C3%A9", "/caf%C3%A9/", "café/index.html"],
  ])("%s gives a file and its URL", (permalink, url, output) => {
    expect(placePermalink(permalink, "directory", {}).value).toEqual({ url, output });
  });

  it("false places the page nowhere", () => {
    expect(placePermalink(false, "directory", {})).toEqual({
      value: { url: false, output: false },
      diagnostics: [],
    });
  });

  it.each([
    ["../x", "permalink-outside", "points outside the site"],
    ["/../x", "permalink-outside", "points outside the site"],
    ["a/../../x", "permalink-outside", "points outside the site"],
    ["%2e%2e/x", "permalink-outside", "points outside the site"],
    ["C:\\x", "permalink-outside", "points outside the site"],
    ["a\\b", "permalink-invalid", "contains a backslash"],
    ["a?b", "permalink-invalid", "contains ? or #"],
    ["a#b", "permalink-invalid", "contains ? or #"],
    ["a\u0007b", "permalink-invalid", "control character"],
    ["a%00b", "permalink-invalid", "control character"],
    ["a\ud800b", "permalink-invalid", "lone surrogate"],
    ["a//b", "permalink-invalid", "empty part"],
    ["a/./b", "permalink-invalid", "only a dot"],
    ["  ", "permalink-invalid", "is empty"],
    ["100%", "permalink-invalid", "does not start an escape"],
    ["con", "permalink-invalid", "reserved name on Windows"],
    ["a/NUL.txt", "permalink-invalid", "reserved name on Windows"],
    ["com1 .html", "permalink-invalid", "reserved name on Windows"],
    ["a./b", "permalink-invalid", "ends with a dot"],
    ["a%E2%80%8Bb", "front-matter-invisible", "U+200B"],
    ["é".repeat(128), "permalink-invalid", "255 bytes"],
  ])("%j is refused", (permalink, code, words) => {
    const { value, diagnostics } = placePermalink(permalink, "directory", {
      file: "content/a.md",
      line: 2,
      column: 12,
    });
    expect(value).toEqual({ url: false, output: false });
    expect(diagnostics).toMatchObject([{ code, file: "content/a.md", line: 2, column: 12 }]);
    expect(diagnostics[0]?.message).toContain(words);
  });

  it("is as long as the file that it becomes", () => {
    expect(placePermalink("a".repeat(250), "file", {}).value.output).toBe(`${"a".repeat(250)}.html`);
    expect(placePermalink("a".repeat(251), "file", {}).diagnostics[0]?.message).toContain("255 bytes");
  });

  it("is refused at its own place in the file", async () => {
    const { diagnostics } = await siteOf({ "a.md": "---\ntitle: A\npermalink: ../x\n---\n" });
    expect(diagnostics.map(told)).toEqual([
      "a.md:3:12 permalink-outside The permalink `../x` points outside the site. | Use a URL " +
        "inside the site, such as /about/.",
    ]);
  });

  it("may be a template on a page whose file has any name", async () => {
    const front = "---\nslug: made\npermalink: '/{{ slug }}-NAME/'\n---\nx\n";
    await site({
      "content/a\"b'.njk": front.replace("NAME", "a"),
      "content/{{ c }}%}.liquid": front.replace("NAME", "b"),
      "content/d.njk": front.replace("NAME", "../../d"),
    })
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics("permalink-outside content/d.njk")
      .remove("content/d.njk")
      .build()
      .expectExit(0)
      .expectFiles(["made-a/index.html", "made-b/index.html"]);
  });

  it("whose template renders to nothing does not become the home page", async () => {
    const { value, diagnostics } = await siteOf(
      { "a.md": '---\npermalink: "{{ nope }}"\n---\n' },
      { renderPermalink: async () => "" },
    );
    expect(diagnostics.map(told)).toEqual([
      "a.md:2:12 permalink-invalid The permalink is empty. | Write / for the home page, or false " +
        "to write no file.",
    ]);
    expect(value.pages[0]?.output).toBe(false);
  });
});
