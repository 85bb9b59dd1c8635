/** Files that code of a `defineSite` site writes to the output folder belong to the pages that made them. */

import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readTree, site, type Files } from "../support/site.js";

/** Counts how often an image is encoded, whichever thread encodes it. */
const SHORTCODE = `
  config.addAsyncShortcode("image", async (name) => {
    if (known.has(name)) return known.get(name);
    const text = fs.readFileSync("images/" + name, "utf8").trim();
    const folder = config.directories.output + "img/";
    if (!fs.existsSync(folder + text + ".webp")) {
      fs.mkdirSync(folder, { recursive: true });
      fs.writeFileSync(folder + text + ".webp", text);
      fs.appendFileSync("encoded.log", ".");
    }
    known.set(name, '<img src="/img/' + text + '.webp" alt="">');
    return known.get(name);
  });`;
const config = (body: string) => `import fs from "node:fs";
import { defineSite } from "handbill";
export default defineSite({ title: "T", layout: "own", eleventy(config) {
  const known = new Map();
${body}
} });
`;
const page = (...images: readonly string[]) => `---\nimages: [${images.join(", ")}]\n---\nText\n`;

/** A site whose layout shows the images of each page. */
const built = (files: Files, body = SHORTCODE) =>
  site({
    ".eleventy.ts": config(body),
    "layouts/own.njk": "{% for one in images %}{% image one %}{% endfor %}{{ content | safe }}",
    "images/a.png": "first-a",
    "images/b.png": "first-b",
    "content/index.md": page("a.png"),
    ...files,
  });

/** How many images were encoded so far. */
const encodes = (root: string): number => readFileSync(`${root}/encoded.log`, "utf8").length;

/** A file that was just written is read again by the next build, whether it changed or not. */
const settled = () => new Promise<void>((done) => setTimeout(done, 150));

describe("an image that a layout's shortcode encodes", () => {
  it("is kept, comes back with a lost site, and goes with the last page that shows it", async () => {
    await built({ "content/b.md": page("a.png", "b.png") })
      .check(settled)
      .build("--format", "json")
      .expectExit(0)
      .expectDiagnostics("page-orphan content/b.md")
      .expectFiles(["b/index.html", "img/first-a.webp", "img/first-b.webp", "index.html"])
      .build()
      .expectStderr(/ 0 files written/)
      .remove("_site")
      .build()
      .expectFiles(["b/index.html", "img/first-a.webp", "img/first-b.webp", "index.html"])
      .expectFile("img/first-b.webp", "first-b")
      .write("content/c.md", page("b.png"))
      .build()
      .check(({ root }) => expect(encodes(root)).toBe(2))
      // The page whose code wrote the file is gone, but another one shows it.
      .remove("content/index.md")
      .write("content/index.md", "Text\n")
      .build()
      .expectFile("img/first-a.webp", "first-a")
      .remove("content/b.md")
      .build()
      .expectFiles(["c/index.html", "img/first-b.webp", "index.html"])
      .check(({ root }) => expect(encodes(root)).toBe(2));
  });

  it("is encoded again when its input changes, and only it", async () => {
    await built({ "content/b.md": page("a.png", "b.png") })
      .check(settled)
      .build()
      .write("images/b.png", "second-b")
      .check(settled)
      .build("--explain")
      .expectStderr(/content\/b\.md: images\/b\.png changed, which code of the site reads/)
      .expectFiles(["b/index.html", "img/first-a.webp", "img/second-b.webp", "index.html"])
      .check(({ root }) => expect(encodes(root)).toBe(3))
      .build()
      .expectStderr(/ 0 files written/);
  });

  it("is not encoded again among a hundred, also where threads render the pages", async () => {
    const names = Array.from({ length: 100 }, (_, index) => `n${index}.png`);
    const pages = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [
        `content/p${index}.md`,
        page(names[index % 100] ?? "", names[(index + 1) % 100] ?? ""),
      ]),
    );
    let first = 0;
    await built({ ...pages, ...Object.fromEntries(names.map((name) => [`images/${name}`, name])) })
      .check(settled)
      .build("--jobs", "2")
      .expectExit(0)
      .check(({ root }) => {
        first = encodes(root);
        expect(names.every((name) => existsSync(`${root}/_site/img/${name}.webp`))).toBe(true);
      })
      .write("content/p1.md", page("n7.png", "n8.png"))
      .build("--jobs", "2")
      .write("images/n7.png", "other")
      .check(settled)
      .build("--jobs", "2")
      .expectFile("img/other.webp", "other")
      .check(({ root }) => {
        // Two threads may both encode the changed image.
        expect(encodes(root) - first).toBeLessThanOrEqual(2);
        expect(existsSync(`${root}/_site/img/n7.png.webp`)).toBe(false);
        expect(existsSync(`${root}/_site/img/n6.png.webp`)).toBe(true);
      });
  });
});

it("keeps the old site if a page fails after others wrote files", async () => {
  await site({
    ".eleventy.ts": config(
      'config.addShortcode("note", () => { fs.mkdirSync("_site/notes", { recursive: true }); fs.writeFileSync("_site/notes/one.txt", "one"); });',
    ),
    "layouts/own.njk": "{% note %}{{ content | safe }}{{ broken | fails }}",
    "content/index.md": "# Home\n",
  })
    .build()
    .expectExit(1)
    .check(({ root }) => {
      expect(existsSync(`${root}/_site`)).toBe(false);
      expect(existsSync(`${root}/.cache/handbill/made`)).toBe(false);
    });
});

it("writes the files of bundles, of transforms and of templates, and follows --output", async () => {
  const files: Files = {
    ".eleventy.ts": config(`config.addBundle("css", { toFileDirectory: "bundle" });
  config.addTransform("card", async function (content) {
    if (!this.page.outputPath.endsWith(".html")) return content;
    const path = config.directories.output + this.page.fileSlug + "card.svg";
    await fs.promises.writeFile(path, "card of " + this.page.url);
    return content;
  });
  config.addFilter("copy", (name) => (fs.copyFileSync("images/" + name, "./_site/" + name), name));`),
    "layouts/own.njk":
      '{% css %}made { color: red }{% endcss %}<link href="{% getBundleFileUrl "css" %}">{{ content | safe }}',
    "images/a.png": "a",
    "content/index.md": "Text\n",
    "content/n.njk": '---\nlayout: own\n---\n{{ "a.png" | copy }}',
  };
  await site(files)
    .build("--format", "json", "--output", "elsewhere")
    .expectExit(0)
    .expectDiagnostics()
    .check(({ root }) => {
      expect(existsSync(`${root}/_site`)).toBe(false);
      const [sheet = ""] = bundles(root);
      expect(sheet).toMatch(/\.css$/);
    })
    .expectFile("card.svg", "card of /", "elsewhere")
    .expectFile("ncard.svg", "card of /n/", "elsewhere")
    .expectFile("a.png", "a", "elsewhere")
    .remove("content/n.njk")
    .build("--output", "elsewhere")
    .check(({ root }) => {
      expect(existsSync(`${root}/elsewhere/a.png`)).toBe(false);
      expect(existsSync(`${root}/elsewhere/ncard.svg`)).toBe(false);
      expect(bundles(root)).toHaveLength(1);
    })
    .write("content/index.md", "Other\n")
    .build("--output", "elsewhere")
    .expectFile("card.svg", "card of /", "elsewhere")
    .check(({ root }) => expect(bundles(root)).toHaveLength(1));
});

const bundles = (root: string): readonly string[] => [...readTree(`${root}/elsewhere/bundle`).keys()];

it("reports a file that code writes to the path of a page", async () => {
  await site({
    ".eleventy.ts": config(
      'config.addShortcode("note", () => { fs.mkdirSync("_site/b", { recursive: true }); fs.writeFileSync("_site/b/index.html", "one"); });',
    ),
    "layouts/own.njk": "{% note %}{{ content | safe }}",
    "content/index.md": "# Home\n\n[b](b.md)\n",
    "content/b.md": "# B\n",
  })
    .build("--format", "json")
    .expectExit(1)
    .expectDiagnostics("output-conflict .eleventy.ts:1:1");
});

describe("a file that a filter reads", () => {
  it("is a dependency of the pages: they are rendered again when it changes, appears or goes", async () => {
    const text = (words: string) => `<p>${words}</p>`;
    await site({
      ".eleventy.ts": config(
        'config.addFilter("text", (name) => (fs.existsSync(name) ? fs.readFileSync(name, "utf8") : "none"));',
      ),
      "layouts/own.njk": '<p>{{ "words.txt" | text }}</p>',
      "content/index.md": "# Home\n",
    })
      .build()
      .expectFile("index.html", text("none"))
      .write("words.txt", "one")
      .build()
      .expectFile("index.html", text("one"))
      .write("words.txt", "two")
      .build()
      .expectFile("index.html", text("two"))
      .check(settled)
      .build()
      .build()
      .expectStderr(/ 0 files written/)
      .remove("words.txt")
      .build()
      .expectFile("index.html", text("none"));
  });

  it("is a dependency where the function of the configuration reads it", async () => {
    await site({
      ".eleventy.ts": config(
        'const words = fs.readFileSync("words.txt", "utf8"); config.addFilter("words", () => words);',
      ),
      "layouts/own.njk": "{{ 1 | words }}",
      "words.txt": "one",
      "content/index.md": "# Home\n",
    })
      .build()
      .expectFile("index.html", "one")
      .write("words.txt", "two")
      .build()
      .expectFile("index.html", "two")
      // A cache that CI restores belongs to a checkout whose files are new.
      .write("words.txt", "two")
      .build("--explain")
      .expectStderr(/^(?![^]*content\/index\.md: )/);
  });
});

it("removes all of its hooks", async () => {
  const { default: fs } = await import("node:fs");
  const before = [fs.writeFileSync, fs.promises.readFile];
  await built({ "layouts/own.njk": "{{ content | safe }}" }).build().expectExit(0);
  expect([fs.writeFileSync, fs.promises.readFile]).toEqual(before);
});
