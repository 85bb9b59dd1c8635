/** Eleventy projects: what Eleventy builds, Handbill builds, and puts it in place whole. */

import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { site, type Files } from "../support/site.js";

const CONFIG = "eleventy.config.mjs";
const project = (files: Files, config = "") =>
  site({
    "package.json": '{ "type": "module" }',
    [CONFIG]: `export default function (c) {\n${config}\n}\n`,
    ...files,
  });

/** A file that was just written is read again by the next build, whether it changed or not. */
const settled = () => new Promise<void>((done) => setTimeout(done, 150));

describe("an Eleventy project", () => {
  it("is built by Eleventy, with its folders, formats and layouts", async () => {
    await site({
      "package.json": '{ "type": "module" }',
      [CONFIG]:
        'export default (c) => { c.addFilter("loud", (s) => s.toUpperCase()); };\n' +
        'export const config = { dir: { input: "src", output: "public" } };\n',
      "src/index.liquid": "---\nlayout: base.njk\nname: ada\n---\n{{ name | loud }}",
      "src/_includes/base.njk": "<p>{{ content | safe }}</p>",
      "src/deep/page.md": "# Hi\n",
    })
      .build()
      .expectExit(0)
      .expectStderr(/^Eleventy project: 2 pages, 2 files written/m)
      .expectFiles(["index.html", "deep/page/index.html"], "public")
      .expectFile("index.html", "<p>ADA</p>", "public")
      .expectFile("deep/page/index.html", "<h1>Hi</h1>\n", "public");
  });

  it("is known by any configuration that defineSite does not make", async () => {
    await site({ ".eleventy.js": "module.exports = function () {};\n", "a.md": "# A\n" })
      .build()
      .expectExit(0)
      .expectFiles(["a/index.html"]);
    await site({
      "eleventy.config.ts":
        'import { defineSite } from "handbill";\nexport default defineSite({ title: "T" });\n',
      "content/index.md": "# Home\n",
    })
      .build()
      .expectExit(0)
      .expectContains("index.html", `<h1 id="home">Home</h1>`);
  });

  it("is not confused with a site whose configuration lacks defineSite", async () => {
    await site({
      "eleventy.config.mjs": "export default () => {};\n",
      "content/index.md": "# Home\n",
      "layouts/mine.njk": "",
    })
      .build()
      .expectExit(0)
      .expectStderr(/export `defineSite\(/);
  });

  it("may be configured in TypeScript", async () => {
    await site({
      "eleventy.config.ts":
        "interface C { addFilter(name: string, f: (s: string) => string): void }\n" +
        'export default (c: C): void => c.addFilter("twice", (s: string) => s + s);\n' +
        'export const config = { dir: { input: "in" } };\n',
      "in/index.njk": '{{ "ab" | twice }}',
    })
      .build()
      .expectExit(0)
      .expectFile("index.html", "abab");
  });

  it("is refused if two configurations disagree about its kind", async () => {
    await site({
      ".eleventy.ts": 'import { defineSite } from "handbill";\nexport default defineSite({});\n',
      [CONFIG]: "export default () => {};\n",
      "content/index.md": "# Home\n",
    })
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics(`config-invalid ${CONFIG}:1:1`)
      .build("--config", CONFIG)
      .expectExit(0)
      .expectFiles(["content/index.html"]);
  });

  it("is named where it has no configuration", async () => {
    await site({ "package.json": '{ "dependencies": { "@11ty/eleventy": "^3.0.0" } }', "index.md": "# A\n" })
      .build()
      .expectExit(1)
      .expectStderr(/looks like an Eleventy project[^]*eleventy\.config\.js/);
  });

  it("writes nothing while a page fails, and reports every failure at its line", async () => {
    await project({ "good.md": "# Good\n" })
      .build()
      .expectExit(0)
      .keep()
      .write("bad.njk", "---\ntitle: Bad\n---\nfine\n{{ title | nope }}\n")
      .write("worse.liquid", "\n\n{% wat %}\n")
      .write("good.md", "# Better\n")
      .build("--format", "json")
      .expectExit(1)
      .check((_, { stdout }) => {
        const { diagnostics } = JSON.parse(stdout) as { diagnostics: { file: string; line: number }[] };
        expect(diagnostics.map(({ file, line }) => `${file}:${line}`)).toEqual([
          "bad.njk:5",
          "worse.liquid:3",
        ]);
      })
      .expectUntouched();
  });

  it("reports a data file that fails on every page once", async () => {
    const data = "export default () => { throw new Error('stop'); };\n";
    await project({ "a.md": "# A\n", "b.md": "# B\n", "c.md": "# C\n", "_data/x.js": data })
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics("template-failed _data/x.js:1:30")
      .check((_, { stdout }) => expect(stdout).toContain("Stop. It happened while rendering 3 pages."));
    await project({ "posts/a.md": "# A\n", "posts/b.md": "# B\n", "posts/posts.11tydata.js": data })
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics("template-failed posts/posts.11tydata.js:1:30");
  });

  it("reports a configuration that throws at its line", async () => {
    await project({ "a.md": "# A\n" }, "c.addFliter();")
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics(`config-failed ${CONFIG}:2:3`);
  });

  it("keeps the old site when it is killed at the end of its build", async () => {
    await project({ "a.md": "# A\n", "b.md": "# B\n" })
      .build()
      .keep()
      .write("a.md", "# Other\n")
      .remove("b.md")
      .write(
        CONFIG,
        'export default (c) => { c.on("eleventy.after", () => process.kill(process.pid, "SIGKILL")); };\n',
      )
      .runProcess("build")
      .check((_, { code }) => expect(code).toBe(null))
      .expectUntouched()
      .write(CONFIG, "export default () => {};\n")
      .build()
      .expectExit(0)
      .expectFiles(["a/index.html"]);
  });

  it("keeps foreign files in the output folder, and removes its own obsolete files", async () => {
    await project({ "a.md": "# A\n", "b.md": "# B\n" })
      .build()
      .write("_site/foreign.txt", "mine")
      .remove("b.md")
      .build()
      .expectExit(0)
      .expectFiles(["a/index.html", "foreign.txt"]);
  });

  it("does not treat the built site as a source, for any input folder", async () => {
    await project({ "a.html": "A", "b.md": "# B\n" })
      .build()
      .build("--no-cache")
      .build("--no-cache", "--output", "elsewhere")
      .expectExit(0)
      .expectFiles(["a/index.html", "b/index.html"], "elsewhere")
      .build("--no-cache")
      .expectFiles(["a/index.html", "b/index.html"]);
  });

  it("does nothing where nothing changed, and builds again after an edit", async () => {
    await project({ "a.md": "# A\n" }, "globalThis.handbillRuns = (globalThis.handbillRuns ?? 0) + 1;")
      .build()
      .check(settled)
      .write("later.md", "# Later\n")
      .check(settled)
      .build()
      .check(
        () => void Object.assign(globalThis, { handbillBefore: Reflect.get(globalThis, "handbillRuns") }),
      )
      .build()
      .expectStderr(/2 pages, 0 files written/)
      .check(() =>
        expect(Reflect.get(globalThis, "handbillRuns")).toBe(Reflect.get(globalThis, "handbillBefore")),
      )
      .write("a.md", "# Other\n")
      .build()
      .expectFile("a/index.html", "<h1>Other</h1>\n");
  });

  it("depends on files that its filters read, also outside of its folder", async () => {
    const outside = join(mkdtempSync(join(tmpdir(), "handbill-outside-")), "text.txt");
    onTestFinished(() => rmSync(dirname(outside), { recursive: true }));
    writeFileSync(outside, "one");
    await project(
      { "a.njk": "{{ 'x' | outside }}" },
      `c.addFilter("outside", () => process.getBuiltinModule("node:fs").readFileSync(` +
        `${JSON.stringify(outside)}, "utf8"));`,
    )
      .check(settled)
      .build()
      .expectFile("a/index.html", "one")
      .check(() => writeFileSync(outside, "two"))
      .build()
      .expectFile("a/index.html", "two");
  });

  it("has plugins and events write into the folder that takes its place", async () => {
    await project(
      { "a.md": "# A\n", "static/x.txt": "x" },
      `c.addPassthroughCopy("static");
       c.on("eleventy.after", async ({ directories, dir, results }) => {
         const { writeFileSync, existsSync } = await import("node:fs");
         if (directories.output.includes("_site") || !existsSync(results[0].outputPath)) throw new Error("not staged");
         writeFileSync(directories.output + "made.json", JSON.stringify(results.map(({ url }) => url)));
       });`,
    )
      .build()
      .expectExit(0)
      .expectFiles(["a/index.html", "made.json", "static/x.txt"])
      .expectFile("made.json", '["/a/"]')
      .check(({ root }) => expect(existsSync(`${root}/.cache/handbill/staged`)).toBe(false));
  });

  it("keeps files that pages write: a second build writes none of them again, and removes obsolete ones", async () => {
    await site({
      "package.json": '{ "type": "module" }',
      [CONFIG]: `import fs from "node:fs";
export default (c) => {
  c.addShortcode("image", (name) => {
    const file = c.directories.output + name + ".png";
    if (!fs.existsSync(file)) { globalThis.handbillEncoded = (globalThis.handbillEncoded ?? 0) + 1; fs.writeFileSync(file, name); }
    return "<img src=\\"/" + name + ".png\\" alt=\\"\\">";
  });
};
`,
      "a.njk": '{% image "one" %}',
      "b.njk": '{% image "two" %}',
    })
      .build()
      .expectExit(0)
      .expectFiles(["a/index.html", "b/index.html", "one.png", "two.png"])
      .write("a.njk", '{% image "two" %}')
      .build("--explain")
      .expectStderr(/All pages are rendered, because /)
      .expectFiles(["a/index.html", "b/index.html", "two.png"])
      .check(() => expect(Reflect.get(globalThis, "handbillEncoded")).toBe(2));
  });

  it("warns about dead links at the line that holds them, once for a layout", async () => {
    await project({
      "_includes/base.njk": '<nav>\n<a href="/gone/">Gone</a></nav>\n{{ content | safe }}',
      "a.md": "---\nlayout: base.njk\n---\n# A\n\nSee [b](/b/) and [c](/c/#no).\n",
      "c.md": "---\nlayout: base.njk\n---\n[up](../a/), [mail](mailto:a@b.example), ![pic](/p.png)\n",
    })
      .build("--format", "json")
      .expectExit(0)
      .expectDiagnostics(
        "broken-link _includes/base.njk:2:10",
        "broken-link a.md:6:9",
        "broken-anchor a.md:6:22",
        "broken-link c.md:4:49",
      );
  });

  it("is rendered by Handbill's own Eleventy if the installed one is another major version", async () => {
    await project({
      "a.md": "# A\n",
      "node_modules/@11ty/eleventy/package.json":
        '{ "name": "@11ty/eleventy", "type": "module", "main": "./src/Core.js" }',
      "node_modules/@11ty/eleventy/src/Core.js":
        'export default class { static getVersion() { return "4.0.0-alpha.10"; } }',
    })
      .build()
      .expectExit(0)
      .expectFile("a/index.html", "<h1>A</h1>\n")
      .expectStderr(/Your Eleventy 4\.0\.0-alpha\.10 is too new for Handbill/);
  });

  it("finds the line of a dead link that a plugin gives the prefix of the site", async () => {
    await project({
      "eleventy.config.mjs": `import { HtmlBasePlugin } from "@11ty/eleventy";
export default (config) => void config.addPlugin(HtmlBasePlugin);
export const config = { pathPrefix: "/docs/" };
`,
      "a.md": "# A\n\n![pic](/x.png)\n",
    })
      .install("@11ty/eleventy")
      .build("--format", "json")
      .expectExit(0)
      .expectDiagnostics("broken-link a.md:3:8");
  });

  it("fails a check for dead links and for URLs that the last release had", async () => {
    await project({ "a.md": "[no](/no/)\n", "b.md": "# B\n\n[a](/a/)\n" })
      .build()
      .rename("_site", "old")
      .write("old/lost/index.html", "<h1>Lost</h1>")
      .write(".eleventyignore", "old\n")
      .run("check", "--against", "old", "--format", "json")
      .expectExit(1)
      .expectDiagnostics("broken-link a.md:1:6", "lost-address old/lost/index.html")
      .check(({ root }) => expect(existsSync(`${root}/_site`)).toBe(false));
  });

  it("follows its path prefix in links", async () => {
    await project({
      "a.njk": '<a href="{{ \'/b/\' | url }}">b</a><a href="/other/">another site</a>',
      "b.md": "# B\n",
    })
      .build("--base", "/docs/", "--format", "json")
      .expectExit(0)
      .expectDiagnostics()
      .expectContains("a/index.html", 'href="/docs/b/"');
  });

  it("takes settings that Eleventy has none for from package.json", async () => {
    await project({
      "package.json": '{\n  "type": "module",\n  "handbill": { "hots": ["netlify"] }\n}',
      "a.md": "# A\n",
    })
      .run("deploy", "--format", "json")
      .expectExit(1)
      .expectDiagnostics("config-invalid package.json:3:18");
    await project({
      "package.json":
        '{ "type": "module", "handbill": { "deploy": { "production": { "to": "folder", "path": ' +
        '"live" } } } }',
      "a.md": "# A\n",
    })
      .build()
      .run("deploy")
      .expectExit(0)
      .expectFile("a/index.html", "<h1>A</h1>\n", "live");
  });
});
