/** Pages that only the configuration knows of: virtual templates, and files in formats that plugins add. */

import { describe, expect, it } from "vitest";
import { openDevSite } from "../../dist/dev/session/open.js";
import { site, type Files } from "../support/site.js";

const sitemap = 'url: "https://a.example",';
const config = (lines: string) =>
  `import { defineSite } from "handbill";\n` +
  `export default defineSite({ title: "T", layout: "own", ${sitemap} eleventy(config) {\n${lines}\n` +
  "} });\n";
const OWN: Files = {
  "layouts/own.njk": "{{ content | safe }}",
  "content/index.md": "# Home\n",
};
const FOO = `config.addTemplateFormats("foo,bar");
config.addExtension("foo", { compile: async (text) => async (data) => "<p>" + text.trim() + " " + (data.more ?? "") + "</p>" });
config.addPlugin((config) => config.addExtension("bar", { compile: async (text) => async () => text.toUpperCase() }));`;

describe("virtual templates", () => {
  const added = (permalink: string) =>
    config(
      `config.addTemplate("v.njk", "{{ collections.all | length }} pages", { permalink: "${permalink}" });`,
    );

  it.each([
    ["a page", "content/a.md", "/a/index.html"],
    ["a page in another case", "content/A.md", "/a/index.html"],
    ["a file that is copied", "public/a.txt", "/a.txt"],
  ])("are in conflict with %s that makes the same file", async (_, file, permalink) => {
    await site({ ...OWN, ".eleventy.ts": added(permalink), [file]: "# A\n" })
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics(`output-conflict ${file}:1:1`)
      .expectStdout(/content\/v\.njk, which the configuration adds,/);
  });

  it("are in the sitemap, and are rendered again when their data changes", async () => {
    await site({ ...OWN, ".eleventy.ts": added("/v/"), "content/a.md": "# A\n" })
      .build()
      .expectExit(0)
      .expectFile("v/index.html", "3 pages")
      .expectContains("sitemap.xml", "<loc>https://a.example/v/</loc>")
      .write("content/b.md", "# B\n")
      .build()
      .expectFile("v/index.html", "4 pages")
      .write("content/b.md", "# B\n\nText.\n")
      .build()
      .expectFile("v/index.html", "4 pages");
  });
});

describe("formats that plugins add", () => {
  const files: Files = {
    ...OWN,
    ".eleventy.ts": config(FOO),
    "content/index.md": "# Home\n\n[a](docs/a.foo) [b](b.bar) [gone](gone.foo)\n",
    "content/docs/a.foo": "---\ntitle: A\n---\ntext\n",
    "content/docs/a.json": '{ "more": "of data" }',
    "content/b.bar": "shout",
    "content/c.other": "copied",
  };

  it("make pages, which are not copied, and to which files link", async () => {
    await site(files)
      .build("--format", "json")
      .expectDiagnostics("broken-link content/index.md:3:35")
      .expectFiles([
        "b/index.html",
        "c.other",
        "docs/a/index.html",
        "index.html",
        "robots.txt",
        "sitemap.xml",
      ])
      .expectFile("docs/a/index.html", "<p>text of data</p>")
      .expectFile("b/index.html", "SHOUT")
      .expectContains("index.html", 'href="/docs/a/"', 'href="/b/"')
      .expectContains("sitemap.xml", "<loc>https://a.example/docs/a/</loc>");
  });

  it("are read by the dev server, which hears of new ones", async () => {
    const driver = site(files);
    await driver;
    process.chdir(driver.root);
    const live = await openDevSite({ root: driver.root, again: true }, Date.now());
    expect(await live.answer("docs/a/")).toMatchObject({ kind: "page", html: "<p>text of data</p>" });
    await driver.write("content/d.foo", "new");
    await live.apply(["content/d.foo"]);
    expect(await live.answer("d/")).toMatchObject({ kind: "page", html: "<p>new </p>" });
    expect(await live.answer("d.foo")).toMatchObject({ kind: "none" });
  });
});
