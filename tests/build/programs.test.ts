/** The site's own programs: whatever they are written in and wherever they lie, an edit of one is seen by the next build. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { site, type Files } from "../support/site.js";

const LAYOUT: Files = {
  "layouts/l.njk": "{{ 1 | say }} {{ data.word }}",
  "content/a.md": "---\nlayout: l\n---\n",
};
const config = (from: string) =>
  `import { defineSite } from "handbill";\nimport { word } from "${from}";\n` +
  `export default defineSite({ eleventy(config) { config.addFilter("say", () => word); } });\n`;
const says = (file: string, word: string) =>
  file.endsWith(".cjs") ? `exports.word = "${word}";\n` : `export const word = "${word}";\n`;

describe("an edit of a file that the configuration imports is noticed", () => {
  it.each([
    [".eleventy.ts", "lib/word.ts", {}],
    [".eleventy.ts", "lib/word.js", {}],
    [".eleventy.ts", "lib/word.js", { "package.json": '{ "type": "module" }' }],
    [".eleventy.js", "lib/word.js", { "package.json": '{ "type": "module" }' }],
    [".eleventy.mjs", "lib/word.mjs", {}],
    [".eleventy.ts", "lib/word.cjs", {}],
  ] as const)("%s, %s, %j", async (file, lib, more) => {
    const driver = site({ ...LAYOUT, ...more, [file]: config(`./${lib}`), [lib]: says(lib, "one") });
    await driver
      .build()
      .expectExit(0)
      .expectFile("a/index.html", "one ")
      .write(lib, says(lib, "two"))
      .build()
      .expectFile("a/index.html", "two ")
      .runProcess("build")
      .expectFile("a/index.html", "two ")
      .write(lib, says(lib, "three"))
      .runProcess("build")
      .expectFile("a/index.html", "three ");
  });

  it("through another module", async () => {
    const files = {
      ...LAYOUT,
      "package.json": '{ "type": "module" }',
      ".eleventy.ts": config("./lib/outer.js"),
      "lib/outer.js": 'export { word } from "./inner.js";\n',
      "lib/inner.js": says("inner.js", "one"),
    };
    await site(files)
      .build()
      .expectFile("a/index.html", "one ")
      .write("lib/inner.js", says("inner.js", "two"))
      .build()
      .expectFile("a/index.html", "two ");
  });

  it("outside the site", async () => {
    const files = Object.fromEntries(
      Object.entries({ ...LAYOUT, ".eleventy.ts": config("../shared/word.js") }).map(([path, text]) => [
        `site/${path}`,
        text,
      ]),
    );
    const driver = site({ ...files, "shared/word.js": says("word.js", "one") });
    const shows = (word: string) => () =>
      expect(readFileSync(driver.path("site/_site/a/index.html"), "utf8")).toBe(`${word} `);
    await driver
      .run("build", "--root", "site")
      .check(shows("one"))
      .write("shared/word.js", says("word.js", "two"))
      .run("build", "--root", "site")
      .check(shows("two"));
  });
});

describe("an edit of a file that the configuration imports for one page only is noticed", () => {
  const lazy = (pages: number): Files => ({
    ".eleventy.ts":
      'import { defineSite } from "handbill";\n' +
      'export default defineSite({ eleventy(config) { config.addAsyncFilter("say", async () => ' +
      '(await import("./lib/word.ts")).default); } });\n',
    "lib/word.ts": 'export default "one";\n',
    "layouts/l.njk": "{{ 1 | say }}",
    "layouts/m.njk": "m",
    ...Object.fromEntries(
      Array.from({ length: pages }, (_, n) => [`content/p${n}.md`, "---\nlayout: l\n---\n"]),
    ),
  });
  const two = 'export default "two";\n';

  it("by the next build, and by one after builds that did not ask", async () => {
    const driver = site(lazy(1));
    await driver
      .build()
      .expectFile("p0/index.html", "one")
      .write("lib/word.ts", two)
      .build()
      .expectFile("p0/index.html", "two");
    await driver
      .build()
      .build()
      .write("lib/word.ts", 'export default "three";\n')
      .build()
      .expectFile("p0/index.html", "three");
  });

  it("when a later build was the first to ask", async () => {
    const driver = site({ ...lazy(0), "content/a.md": "---\nlayout: m\n---\n" });
    await driver
      .build()
      .expectFile("a/index.html", "m")
      .write("content/b.md", "---\nlayout: l\n---\n")
      .build()
      .expectFile("b/index.html", "one")
      .write("lib/word.ts", two)
      .build()
      .expectFile("b/index.html", "two");
  });

  it("when threads asked", async () => {
    const driver = site(lazy(400));
    await driver
      .build("--jobs", "2")
      .expectFile("p7/index.html", "one")
      .write("lib/word.ts", two)
      .build("--jobs", "2")
      .check(({ root }) => {
        for (let n = 0; n < 400; n += 1)
          expect(readFileSync(`${root}/_site/p${n}/index.html`, "utf8")).toBe("two");
      });
  });

  it("and costs no build that changes nothing", async () => {
    const driver = site(lazy(1));
    await driver
      .build()
      .build()
      .build("--explain")
      .expectStderr(/^1 page, 0 files/m)
      .check((_, { stderr }) => expect(stderr).not.toMatch(/^content\//m));
  });
});

it.each([
  ["content/_data/data.ts", (word: string) => `export default { word: "${word}" };\n`],
  ["content/_data/data.js", (word: string) => `export default { word: "${word}" };\n`],
  [
    "content/_data/data.mjs",
    (word: string) =>
      `const word: unknown = 1;\nexport default { word: await Promise.resolve("${word}") };\n`.replace(
        ": unknown",
        "",
      ),
  ],
  ["content/_data/data.cjs", (word: string) => `module.exports = () => ({ word: "${word}" });\n`],
] as const)("an edit of %s is seen", async (file, text) => {
  const driver = site({
    ...LAYOUT,
    "layouts/l.njk": "{{ data.word }}",
    "package.json": '{ "type": "module" }',
    [file]: text("one"),
  });
  await driver
    .build()
    .expectExit(0)
    .expectFile("a/index.html", "one")
    .write(file, text("two"))
    .build()
    .expectFile("a/index.html", "two");
});

it("a second build has nothing to do, after any imports of the first", async () => {
  const driver = site({
    ...LAYOUT,
    "package.json": '{ "type": "module" }',
    ".eleventy.ts": config("./lib/word.js"),
    "lib/word.js": says("word.js", "one"),
    "content/_data/data.js": 'export default { word: "x" };\n',
    "content/b.njk": "{{ pkg.type }}{{ collections.all | length }}",
  });
  await driver
    .build()
    .expectExit(0)
    .expectFile("a/index.html", "one x")
    .check(() => new Promise((done) => setTimeout(done, 150)))
    .build("--explain")
    .expectExit(0);
  await driver.runProcess("build", "--explain").expectStderr(/^(?!.*content\/)[^]*, 0 files written, /);
});

it("may import the site's package.json, which Eleventy reads and freezes", async () => {
  const driver = site({
    ...LAYOUT,
    "package.json": '{ "type": "module", "version": "1.2.3" }',
    ".eleventy.ts": config("./lib/word.js"),
    "lib/word.js": 'import pack from "../package.json";\nexport const word = pack.version;\n',
    "content/_data/data.ts": 'import pack from "../../package.json";\nexport default { word: pack.type };\n',
    "content/b.njk": "{{ pkg.version }}",
  });
  await driver
    .runProcess("build")
    .expectExit(0)
    .expectFile("a/index.html", "1.2.3 module")
    .expectFile("b/index.html", "1.2.3");
});
