/** What happens while a build runs, and what clocks say, never leaves a stale page. */

import { utimesSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { handbill, readTree, site, type Files } from "../support/site.js";

const plain = { "layouts/plain.njk": "{{ content | safe }}" };
const page = (body: string) => `---\nlayout: plain\n---\n${body}\n`;

/** A site whose configuration does something when the first page renders. */
const meddling = (does: string): Files => ({
  ".eleventy.ts":
    `import { defineSite } from "handbill";\nimport { existsSync, writeFileSync } from "node:fs";\n` +
    `import { word } from "./word.ts";\n` +
    `export default defineSite({ eleventy(config) { config.addFilter("meddle", (text: string) => { ` +
    `if (!existsSync("done")) { writeFileSync("done", ""); ${does} } return text + word; }); } });\n`,
  "word.ts": 'export const word = "one";\n',
  "layouts/meddle.njk": "{{ content | meddle | safe }}",
  "content/a.md": "---\nlayout: meddle\n---\nold\n",
});

describe("a file that is edited while the build reads it", () => {
  it("is built again the next time: a page", async () => {
    const driver = site(meddling('writeFileSync("content/a.md", "---\\nlayout: meddle\\n---\\nnew\\n");'));
    await driver
      .build()
      .expectFile("a/index.html", "<p>old</p>\none")
      .build()
      .expectFile("a/index.html", "<p>new</p>\none");
  });

  it("is built again the next time: a layout", async () => {
    const driver = site(
      meddling('writeFileSync("layouts/meddle.njk", "new {{ content | meddle | safe }}");'),
    );
    await driver.build().build().expectFile("a/index.html", "new <p>old</p>\none");
  });

  it("is built again the next time: imports of the configuration", async () => {
    const driver = site({
      ...meddling(""),
      ".eleventy.ts":
        'import { defineSite } from "handbill";\n' +
        'import { existsSync, writeFileSync } from "node:fs";\nimport { word } from "./word.ts";\n' +
        'if (!existsSync("done")) { writeFileSync("done", ""); writeFileSync("word.ts", \'export ' +
        'const word = "two";\\n\'); }\nexport default defineSite({ eleventy(config) { ' +
        'config.addFilter("meddle", (text: string) => text + word); } });\n',
    });
    await driver
      .build()
      .expectFile("a/index.html", "<p>old</p>\none")
      .build()
      .expectFile("a/index.html", "<p>old</p>\ntwo");
  });

  // Files are stamped by a clock that runs some milliseconds behind: what is written at the very start may look as if it had been before.
  it("is built again the next time: a rule for Markdown in the configuration", async () => {
    const config = (word: string, meddle: string) =>
      `import { defineSite } from "handbill";\n` +
      `import { readFileSync, writeFileSync } from "node:fs";\n${meddle}\n` +
      `export default defineSite({ markdown(md) { md.renderer.rules.text = () => "${word}"; } });\n`;
    const driver = site({
      ...plain,
      ".eleventy.ts": config(
        "one",
        "const end = Date.now() + 20; while (Date.now() < end);\n" +
          'writeFileSync(".eleventy.ts", readFileSync("later.txt"));',
      ),
      "later.txt": config("two", ""),
      "content/a.md": page("text"),
    });
    await driver
      .build()
      .expectFile("a/index.html", "<p>one</p>\n")
      .build()
      .expectFile("a/index.html", "<p>two</p>\n");
  });
});

describe("two builds of one site at once", () => {
  it("do not mix: the second says who is writing", async () => {
    const driver = site(
      meddling('const end = Date.now() + 45_000; while (!existsSync("go") && Date.now() < end);'),
    );
    const first = handbill(["build"], driver.root);
    await expect.poll(() => readTree(driver.root).has("done"), { timeout: 50_000 }).toBe(true);
    const second = await handbill(["build"], driver.root);
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(
      /^error {2}write-failed\n {2}Another build of this site is writing \(process \d+\)\.\n {2}Wait until it ends, or stop it\.$/m,
    );
    writeFileSync(driver.path("go"), "");
    expect((await first).code).toBe(0);
    await driver.expectFile("a/index.html", "<p>old</p>\none").build().expectExit(0);
  });
});

describe("clocks", () => {
  it("are not believed: the same time and size, other bytes", async () => {
    const driver = site({ ...plain, "content/a.md": page("one") });
    await sleep(300);
    await driver
      .build()
      .expectExit(0)
      .build("--explain")
      .expectStderr(/^1 page, 0 files/m);
    const then = new Date(Date.now() - 86_400_000);
    utimesSync(driver.path("content/a.md"), then, then);
    await sleep(300);
    await driver.build().expectStderr(/^1 page, 0 files/m);
    writeFileSync(driver.path("content/a.md"), page("two"));
    utimesSync(driver.path("content/a.md"), then, then);
    await driver.build().expectFile("a/index.html", "<p>two</p>\n");
  });

  it("may go backwards, or be in the future", async () => {
    const driver = site({ ...plain, "content/a.md": page("one") });
    const later = new Date(Date.now() + 86_400_000);
    utimesSync(driver.path("content/a.md"), later, later);
    await driver.build().build().expectFile("a/index.html", "<p>one</p>\n");
    const before = new Date(Date.now() - 86_400_000);
    writeFileSync(driver.path("content/a.md"), page("two"));
    utimesSync(driver.path("content/a.md"), before, before);
    await driver.build().expectFile("a/index.html", "<p>two</p>\n");
    writeFileSync(driver.path("content/a.md"), page("six"));
    utimesSync(driver.path("content/a.md"), later, later);
    await driver.build().expectFile("a/index.html", "<p>six</p>\n");
  });
});

describe("a build that finds everything as it was", () => {
  const still: Files = {
    ...plain,
    "content/a.md": page("[gone](gone.md)"),
    "content/d.md": "---\nlayout: plain\ndraft: true\n---\nd\n",
    "content/x.png": "png",
    "content/_data/n.json": "1",
  };

  it("repeats the findings of the last one", async () => {
    const driver = site(still);
    await sleep(300);
    let said = "";
    await driver
      .build()
      .expectExit(1)
      .check((_, { stderr }) => void (said = stderr.replace(/^Reading…\n(Rendering…\n)?Writing…\n/, "")));
    await driver
      .build()
      .expectExit(1)
      .check((_, { stderr }) => {
        // It neither rendered nor wrote.
        expect(stderr).not.toMatch(/Rendering|Writing/);
        expect(stderr.replace(/^Reading…\n/, "").replace(/\d+\.\d\d s/, "")).toBe(
          said
            .replace("3 files", "0 files")
            .replace(/\d+ files? written/, "0 files written")
            .replace(/\d+\.\d\d s/, ""),
        );
      });
  });

  it.each<[string, (driver: ReturnType<typeof site>) => unknown, string, string | undefined]>([
    ["a new page", (driver) => driver.write("content/b.md", page("b")), "b/index.html", "<p>b</p>\n"],
    [
      "a page that is gone",
      (driver) => driver.write("content/b.md", page("b")).build().remove("content/b.md"),
      "b/index.html",
      undefined,
    ],
    ["another picture", (driver) => driver.write("content/x.png", "other"), "x.png", "other"],
    [
      "another layout",
      (driver) => driver.write("layouts/plain.njk", "2{{ content | safe }}"),
      "a/index.html",
      '2<p><a href="/gone.md">gone</a></p>\n',
    ],
    [
      "a file of the output that somebody changed",
      (driver) => driver.write("_site/x.png", "changed"),
      "x.png",
      "png",
    ],
    [
      "a new configuration",
      (driver) =>
        driver.write(
          ".eleventy.ts",
          'import { defineSite } from "handbill";\nexport default defineSite({ urls: { base: "/b/" } });\n',
        ),
      "a/index.html",
      '<p><a href="/b/gone.md">gone</a></p>\n',
    ],
  ])("sees %s", async (_, change, file, expected) => {
    const driver = site(still);
    await sleep(300);
    await driver.build().build();
    await change(driver);
    await driver.build();
    expect(readTree(driver.path("_site")).get(file)?.toString()).toBe(expected);
  });

  it("sees that drafts are asked for", async () => {
    const driver = site(still);
    await sleep(300);
    await driver
      .build()
      .build("--drafts")
      .expectFile("d/index.html", "<p>d</p>\n")
      .build()
      .check(() => expect(readTree(driver.path("_site")).has("d/index.html")).toBe(false));
  });

  it("runs data files, and sees that they give something else", async () => {
    const driver = site({
      "layouts/plain.njk": "{{ now.n }}",
      "content/a.md": page("a"),
      "content/_data/now.js":
        'const { readFileSync } = require("node:fs");\n' +
        'module.exports = () => ({ n: Number(readFileSync("counter", "utf8")) });\n',
      counter: "1",
    });
    await sleep(300);
    await driver
      .build()
      .expectFile("a/index.html", "1")
      .build()
      .write("counter", "2")
      .build()
      .expectFile("a/index.html", "2");
  });
});

describe("a lost output folder", () => {
  it("comes back without rendering, also on another machine, except for changed pages", async () => {
    const driver = site({ ...plain, "content/a.md": page("a"), "content/b.md": page("b") });
    await driver
      .build()
      .keep()
      .remove("_site")
      .build("--explain")
      .expectExit(0)
      .expectUntouched()
      .check((_, { stderr }) => expect(stderr).not.toMatch(/^content\//m));
    // A page that was changed in the output folder was changed in what is kept, too: one file has both names.
    await driver
      .write("_site/a/index.html", "changed")
      .remove("_site/b")
      .build("--explain")
      .expectUntouched();
  });
});
