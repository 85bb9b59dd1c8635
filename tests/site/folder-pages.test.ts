import { describe, expect, it } from "vitest";
import { pageAt, siteOf, told } from "./pages.js";

/** The addresses of pages, by path. */
async function urlsOf(files: Readonly<Record<string, string>>, statics: readonly string[] = []) {
  const { value: site, diagnostics } = await siteOf(files, {
    statics: statics.map((output) => ({ source: `public/${output}`, output })),
  });
  expect(diagnostics.map(told)).toEqual([]);
  return Object.fromEntries(site.pages.map(({ page, url }) => [page.source.slice("content/".length), url]));
}

describe("README.md", () => {
  it("is the page of a folder without an index", async () => {
    expect(await urlsOf({ "README.md": "", "a/readme.md": "", "b/c.md": "" })).toEqual({
      "README.md": "/",
      "a/readme.md": "/a/",
      "b/c.md": "/b/c/",
    });
  });

  it.each<[string, Record<string, string>, string[]?]>([
    ["an index", { "a/index.md": "" }],
    ["a draft of one", { "a/index.md": "---\ndraft: true\n---\n" }],
    ["a page of the folder's name", { "a.md": "" }],
    ["a page that is moved there", { "x.md": "---\npermalink: /a/\n---\n" }],
    ["a file", {}, ["a/index.html"]],
  ])("stays next to %s", async (_, others, statics) => {
    expect(await urlsOf({ ...others, "a/README.md": "" }, statics)).toMatchObject({
      "a/README.md": "/a/README/",
    });
  });

  it("stays where its front matter puts it", async () => {
    expect(await urlsOf({ "a/README.md": "---\npermalink: /about/\n---\n" })).toEqual({
      "a/README.md": "/about/",
    });
  });

  it("is above the pages of its folder in the navigation", async () => {
    const { value: site } = await siteOf({ "g/README.md": "# Guide\n", "g/a.md": "# A\n", "index.md": "" });
    const { breadcrumbs, previous, tabs } = site.navFor(pageAt(site, "g/a.md"));
    expect(breadcrumbs.at(-1)).toEqual({ title: "Guide", url: "/g/" });
    expect(previous).toEqual({ title: "Guide", url: "/g/" });
    expect(tabs.map(({ url }) => url)).toEqual(["/g/"]);
  });

  it("is the same page in another language as its index, and is copied where there is none", async () => {
    const { value: site } = await siteOf(
      { "g/README.md": "", "h/README.md": "", "index.md": "", "de/g/index.md": "", "de/index.md": "" },
      { options: { languages: { en: "English", de: "Deutsch" } } },
    );
    const switched = site.navFor(pageAt(site, "g/README.md")).languages.map(({ url }) => url);
    expect(switched).toEqual(["/g/", "/de/g/"]);
    expect(pageAt(site, "de/h/README.md")).toMatchObject({
      url: "/de/h/",
      placedAs: "content/de/h/index.md",
    });
  });
});
