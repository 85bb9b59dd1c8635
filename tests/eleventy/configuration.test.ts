/** What the Eleventy function of a site says, and Handbill does in Eleventy's place. */

import { describe, expect, it } from "vitest";
import { site, type Files } from "../support/site.js";

const LAYOUT = { "layouts/own.njk": "{{ content | safe }}" };
const config = (body: string, settings = "") =>
  `import { defineSite } from "handbill";
export default defineSite({ title: "T", layout: "own", ${settings} eleventy(config) {
${body}
} });
`;
const made = (body: string, files: Files, settings = "") =>
  site({ ...LAYOUT, ".eleventy.ts": config(body, settings), ...files });

describe("addPassthroughCopy", () => {
  const files: Files = {
    "content/index.md": "# Home\n",
    "content/pics/a.png": "a",
    "content/pics/deep/b.png": "b",
    "assets/one.css": "one",
    "assets/two.js": "two",
    "assets/fonts/f.woff2": "f",
  };

  it("copies a folder to its own place, and a file to the place that is named", async () => {
    await made(
      'config.addPassthroughCopy("assets"); config.addPassthroughCopy({ "assets/one.css": "style.css" });',
      files,
    )
      .build("--format", "json")
      .expectExit(0)
      .expectDiagnostics()
      .expectFile("assets/two.js", "two")
      .expectFile("assets/fonts/f.woff2", "f")
      .expectFile("style.css", "one");
  });

  it("copies files that match a pattern, without their folders, to the given folder", async () => {
    await made('config.addPassthroughCopy({ "assets/**/*.{css,woff2}": "static" });', files)
      .build()
      .expectExit(0)
      .expectFile("static/one.css", "one")
      .expectFile("static/f.woff2", "f")
      .check(({ root }) => expect(() => site({}).path(root, "_site/static/two.js")).not.toThrow())
      .expectFiles(
        [
          "index.html",
          "pics/a.png",
          "pics/deep/b.png",
          "robots.txt",
          "static/f.woff2",
          "static/one.css",
        ].filter((name) => name !== "robots.txt"),
      );
  });

  it("follows filter and rename, and moves files of content/", async () => {
    await made(
      'config.addPassthroughCopy({ "content/pics": "img" }, { filter: ["**/*.png", "!deep/**"], ' +
        "rename: (path) => path.toUpperCase() });",
      files,
    )
      .build()
      .expectExit(0)
      .expectFiles(["img/A.PNG", "index.html", "pics/deep/b.png"]);
  });

  it("reports a path at which nothing is", async () => {
    await made('config.addPassthroughCopy("asets");', files)
      .build("--format", "json")
      .expectExit(0)
      .expectDiagnostics("eleventy-unused .eleventy.ts:3:28");
  });

  it("copies only changed files again", async () => {
    await made('config.addPassthroughCopy({ assets: "styles" });', files)
      .build()
      .write("assets/two.js", "three")
      .build()
      .expectStderr(/1 page, 1 file written/)
      .expectFile("styles/two.js", "three")
      .remove("assets/one.css")
      .build()
      .expectFiles(["index.html", "pics/a.png", "pics/deep/b.png", "styles/fonts/f.woff2", "styles/two.js"]);
  });
});

it("leaves out pages and files that match `ignores`", async () => {
  await made('config.ignores.add("content/private"); config.ignores.add("content/**/*.draft.md");', {
    "content/index.md": "# Home\n",
    "content/a.draft.md": "# A\n",
    "content/private/b.md": "# B\n",
    "content/private/c.png": "c",
    "content/n.njk": "N",
  })
    .build()
    .expectExit(0)
    .expectFiles(["index.html", "n/index.html"]);
});

it("reads only the formats that are listed", async () => {
  await made('config.setTemplateFormats(["md"]);', { "content/index.md": "# Home\n", "content/n.njk": "N" })
    .build()
    .expectFiles(["index.html"]);
});

describe("Markdown", () => {
  it("is changed by amendLibrary: options, plugins and rules", async () => {
    await made(
      `config.amendLibrary("md", (md) => md.set({ typographer: true }));
       config.amendLibrary("md", (md) => md.use((md) => { md.renderer.rules.hr = () => "<hr class=mine>"; }));`,
      { "content/index.md": '# Home "quoted"\n\n---\n' },
    )
      .build()
      .expectExit(0)
      .expectContains("index.html", "Home “quoted”", "<hr class=mine>");
  });

  it("is changed by plugins, which run later", async () => {
    await made(`config.addPlugin((c) => c.amendLibrary("md", (md) => md.set({ breaks: true })));`, {
      "content/index.md": "# Home\n\na\nb\n",
    })
      .build()
      .expectContains("index.html", "a<br>\nb");
  });

  it("is rendered by the site's own markdown-it, with Handbill's additions", async () => {
    await site({
      ...LAYOUT,
      ".eleventy.ts":
        `import markdownIt from "markdown-it";\n` +
        `${config('config.setLibrary("md", markdownIt({ html: true, breaks: true }));')}`,
      "content/index.md": "# Home\n\na\nb www.example.org [c](c.md)\n",
      "content/c.md": "# C\n",
    })
      .install("markdown-it")
      .build()
      .expectExit(0)
      .expectContains("index.html", '<h1 id="home"', "a<br>\nb www.example.org", 'href="/c/"');
  });

  it("has code coloured by the highlighter of a plugin", async () => {
    await made(
      `config.addPlugin((c) => c.addMarkdownHighlighter((code, language) => \`<pre ` +
        `class="mine-\${language}">\${code.trim()}</pre>\`));`,
      { "content/index.md": "# Home\n\n```js\na()\n```\n\n```\nplain\n```\n\n```ts {1}\nb()\n```\n" },
    )
      .build()
      .expectExit(0)
      .expectContains("index.html", '<pre class="mine-js">a()</pre>', '<pre class="mine-ts">b()</pre>');
  });

  it("goes through preprocessors, which see data and may leave a page out", async () => {
    await made(
      `config.addPreprocessor("p", "md,njk", (data, content) => data.hidden ? false : ` +
        `content.replace("PRE", "POST " + data.word));`,
      {
        "content/index.md": "# Home PRE\n",
        "content/content.json": '{ "word": "of data" }',
        "content/_data/all.json": "1",
        "content/n.njk": "---\nword: own\n---\nN PRE",
        "content/h/a.md": "# Hidden\n",
        "content/h/h.json": '{ "hidden": true }',
      },
    )
      .build()
      .expectExit(0)
      .expectFiles(["index.html", "n/index.html"])
      .expectContains("index.html", "POST of data")
      .expectFile("n/index.html", "N POST own")
      .write("content/content.json", '{ "word": "changed" }')
      .build()
      .expectContains("index.html", "POST changed");
  });
});

it("gives layouts the names of addLayoutAlias, over those of the theme", async () => {
  await made('config.addLayoutAlias("al", "own.njk"); config.addLayoutAlias("post", "mine.njk");', {
    "layouts/mine.njk": "MINE {{ content | safe }}",
    "content/index.md": "---\nlayout: al\n---\nA\n",
    "content/b.md": "---\nlayout: post\n---\nB\n",
    "content/c.njk": "---\nlayout: post\n---\nC",
  })
    .build("--format", "json")
    .expectDiagnostics()
    .expectFile("index.html", "<p>A</p>\n")
    .expectFile("b/index.html", "MINE <p>B</p>\n")
    .expectFile("c/index.html", "MINE C")
    .write("layouts/mine.njk", "OTHER {{ content | safe }}")
    .build()
    .expectFile("b/index.html", "OTHER <p>B</p>\n");
});

it("changes URLs by addUrlTransform, of pages and of templates, and links with them", async () => {
  await made(
    `config.addUrlTransform(({ url }) => url.endsWith(".en/") ? url.slice(0, -4) + "/" : undefined);`,
    {
      "layouts/own.njk": "{{ page.url }} {{ content | safe }}",
      "content/index.md": "[a](a.en.md) [n](n.en.njk)\n",
      "content/a.en.md": "A\n",
      "content/n.en.njk": "---\nlayout: own\n---\nN",
    },
  )
    .build("--format", "json")
    .expectDiagnostics()
    .expectFile("a.en/index.html", "/a/ <p>A</p>\n")
    .expectFile("n.en/index.html", "/n/ N")
    .expectContains("index.html", 'href="/a/"');
});

it("reads dates as addDateParsing does", async () => {
  await made(
    `config.addDateParsing((date) => typeof date === "string" && date.startsWith("day ") ? new ` +
      "Date(Date.UTC(2026, 0, Number(date.slice(4)))) : undefined);",
    {
      "layouts/own.njk": "{{ page.date.toISOString() }}",
      "content/index.md": "---\ndate: day 5\n---\n# A\n",
      "content/b.njk": "---\nlayout: own\ndate: day 6\n---\nB",
      "content/f/c.md": "# C\n",
      "content/f/f.json": '{ "date": "day 7" }',
    },
  )
    .build("--format", "json")
    .expectDiagnostics()
    .expectFile("index.html", "2026-01-05T00:00:00.000Z")
    .expectFile("b/index.html", "2026-01-06T00:00:00.000Z")
    .expectFile("f/c/index.html", "2026-01-07T00:00:00.000Z");
});

it("finds data files by the suffixes and the base name of the configuration", async () => {
  await made('config.setDataFileSuffixes([".data"]); config.setDataFileBaseName("index");', {
    "layouts/own.njk": "{{ a }} {{ b }}",
    "content/f/index.data.json": '{ "a": "folder" }',
    "content/f/p.md": "P\n",
    "content/f/p.data.js": 'export default { b: "page" };',
    "content/index.md": "# Home\n",
    "content/f/n.njk": "---\nlayout: own\n---\n",
    "package.json": '{ "type": "module" }',
  })
    .build()
    .expectExit(0)
    .expectFile("f/p/index.html", "folder page")
    .expectFile("f/n/index.html", "folder ");
});

it("reads data in formats that the configuration adds", async () => {
  await made(`config.addDataExtension("list", (text) => text.trim().split(" "));`, {
    "layouts/own.njk": "{{ words | join('-') }}",
    "content/_data/words.list": "a b c",
    "content/index.md": "# Home\n",
    "content/n.njk": "---\nlayout: own\n---\n",
  })
    .build()
    .expectExit(0)
    .expectFile("index.html", "a-b-c")
    .expectFile("n/index.html", "a-b-c")
    .write("content/_data/words.list", "d e")
    .build()
    .expectFile("index.html", "d-e");
});

it("takes pathPrefix for the base, unless the site or the command line has one", async () => {
  const files: Files = {
    "layouts/own.njk": '{{ "/x/" | url }}{{ content | safe }}',
    "content/index.md": "[a](a.md)\n",
    "content/a.md": "A\n",
  };
  await made('return { pathPrefix: "docs" };', files)
    .build()
    .expectFile("index.html", '/docs/x/<p><a href="/docs/a/">a</a></p>\n')
    .build("--base", "/other/")
    .expectFile("index.html", '/other/x/<p><a href="/other/a/">a</a></p>\n');
});

it("gives transforms an output path that is text, and no page of Handbill's own", async () => {
  await made(
    `config.addTransform("t", (content, outputPath) => { globalThis.handbillSeen.push(outputPath); return outputPath.endsWith(".html") ? content.replace("TOKEN", "DONE") : content; });
     config.addTransform("u", function (content) { globalThis.handbillSeen.push(this.page.outputPath, this.outputPath); return content; });
     config.addLinter("l", (content, inputPath) => globalThis.handbillSeen.push(inputPath));`,
    { "content/index.md": "# Home TOKEN\n" },
  )
    .check(() => void Object.assign(globalThis, { handbillSeen: [] }))
    .build()
    .expectExit(0)
    .expectContains("index.html", "DONE")
    .check(() => {
      expect([...new Set(Reflect.get(globalThis, "handbillSeen") as string[])].sort()).toEqual([
        "./_site/index.html",
        "./content/index.md",
      ]);
    });
});
