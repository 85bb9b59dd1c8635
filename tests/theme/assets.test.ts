/** Style sheets and scripts of the layouts: which are published, and under which names. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nameAssets, type AssetFile } from "../../src/templates/assets/assets.js";
import { PROJECT, site } from "../support/site.js";

const files = (texts: Readonly<Record<string, string>>) =>
  new Map<string, AssetFile>(
    Object.entries(texts).map(([name, text]) => [name, { name, path: `layouts/${name}`, text }]),
  );
const hashOf = (texts: Readonly<Record<string, string>>, name = "styles/a.css", maker = "1") =>
  nameAssets(files(texts), "/", maker).get(name)?.hash;
const assetsIn = (root: string) =>
  readdirSync(join(root, "_site/assets")).map((name) => name.replace(/\.[0-9a-f]{8}\./, ".HASH."));

describe("the name of a style sheet", () => {
  const texts = {
    "styles/a.css": '@import "parts/b.css";',
    "styles/parts/b.css": "@import '../c.css';",
    "styles/c.css": "a{}",
    "styles/d.css": "d{}",
  };

  it("changes only with its imports at any depth, and with the tool that bundles it", () => {
    const before = hashOf(texts);
    expect(hashOf({ ...texts, "styles/c.css": "b{}" })).not.toBe(before);
    expect(hashOf(texts, "styles/a.css", "2")).not.toBe(before);
    expect(hashOf({ ...texts, "styles/d.css": "e{}" })).toBe(before);
  });

  it("is found for imports in a circle", () => {
    expect(hashOf({ "styles/a.css": '@import "b.css";', "styles/b.css": '@import "a.css";' })).toMatch(
      /^[0-9a-f]{8}$/,
    );
  });

  it("holds the base path", () => {
    expect(nameAssets(files(texts), "/x/", "1").get("styles/parts/b.css")?.url).toMatch(
      /^\/x\/assets\/parts\/b\.[0-9a-f]{8}\.css$/,
    );
  });
});

describe("a site", () => {
  it("publishes the style sheets that its pages link and no other", async () => {
    await site({ "content/index.md": "# A\n" })
      .build()
      .expectExit(0)
      .check(({ root }) => expect(assetsIn(root)).not.toContain("landing.HASH.css"));
    await site({ "content/index.md": "---\nlayout: landing\n---\n# A\n" })
      .build()
      .expectExit(0)
      .check(({ root }) => expect(assetsIn(root)).toContain("landing.HASH.css"));
  });

  it("publishes the parts of the theme that it uses, and no other", async () => {
    const rules = {
      docs: ".sidebar ul",
      search: ".search::backdrop",
      languages: ".languages",
      announcement: ".announcement",
      hero: ".hero",
      faq: ".question",
      pricing: ".plans",
    };
    const cssOf = (root: string) =>
      readdirSync(join(root, "_site/assets"))
        .filter((name) => name.endsWith(".css"))
        .map((name) => readFileSync(join(root, "_site/assets", name), "utf8"))
        .join("");
    const used = (root: string) =>
      Object.entries(rules)
        .filter(([, rule]) => cssOf(root).includes(rule))
        .map(([name]) => name);
    const landing = (...types: readonly string[]) =>
      "---\nlayout: landing\ntitle: T\nsections:\n" +
      `${types.map((type) => `  - { type: ${type}, title: T${type === "faq" ? ", items: [{ question: q, answer: a }]" : ""} }\n`).join("")}---\n`;
    const config = (options: string) =>
      `import { defineSite } from "handbill";\nexport default defineSite({ ${options} });\n`;
    const scripts = (root: string) => assetsIn(root).filter((name) => name.endsWith(".js"));
    await site({ "content/index.md": landing("hero") })
      .build()
      .expectExit(0)
      .check(({ root }) => {
        expect(used(root)).toEqual(["hero"]);
        expect(scripts(root)).toEqual(["theme.HASH.js"]);
      })
      .write("content/index.md", landing("hero", "faq"))
      .write("content/docs/a.md", "# A\n")
      .write(".eleventy.ts", config('search: true, theme: { announcement: { text: "New" } }'))
      .build()
      .expectExit(0)
      .check(({ root }) => {
        expect(used(root)).toEqual(["docs", "search", "announcement", "hero", "faq"]);
        expect(scripts(root)).toEqual([
          "announcement.HASH.js",
          "prose.HASH.js",
          "search.HASH.js",
          "theme.HASH.js",
        ]);
      })
      .keep()
      .build("--no-cache")
      .expectUntouched()
      // What a layout of the site's own is made of is not looked for.
      .write("layouts/mine.njk", '{% extends "docs.njk" %}')
      .build()
      .check(({ root }) => expect(used(root)).toContain("pricing"));
  });

  it("publishes the theme's scripts minified, and its own as they are", async () => {
    const own = "/* Kept. */ var a = 1;\n";
    await site({ "content/index.md": "# A\n", "layouts/scripts/prose.js": own })
      .build()
      .expectExit(0)
      .check(({ root }) => {
        const textOf = (name: string) =>
          readFileSync(
            join(
              root,
              "_site/assets",
              readdirSync(join(root, "_site/assets")).find((file) => file.startsWith(name)) ?? "",
            ),
            "utf8",
          );
        expect(textOf("prose.")).toBe(own);
        expect(textOf("theme.").length).toBeLessThan(
          0.6 * readFileSync(join(PROJECT, "layouts/scripts/theme.js"), "utf8").length,
        );
        expect(() => new Function(textOf("theme."))).not.toThrow();
      });
  });

  it("renders the pages that link a style sheet when it changes, and no others, and leaves the bytes of a clean build", async () => {
    const own = {
      "layouts/one.njk": '<link rel="stylesheet" href="{{ "styles/one.css" | asset }}">{{ content | safe }}',
      "layouts/two.njk": "{{ content | safe }}",
      "layouts/styles/one.css": '@import "part.css";',
      "layouts/styles/part.css": "a { color: red }",
    };
    await site({
      "content/one.md": "---\nlayout: one\n---\nx\n",
      "content/two.md": "---\nlayout: two\n---\nx\n",
      ...own,
    })
      .build()
      .write("layouts/styles/part.css", "a { color: blue }")
      .build("--explain")
      .expectExit(0)
      .expectStdout(/^$/)
      .expectStderr(/content\/one\.md: layouts\/styles\/one\.css changed\n/)
      .check(({ root }, { stderr }) => {
        expect(stderr).not.toContain("content/two.md");
        expect(assetsIn(root)).toEqual(["favicon.svg", "one.HASH.css"]);
      });
  });

  it("renders the same under plain Eleventy, below a base path and in threads", async () => {
    const pages = Object.fromEntries(
      Array.from({ length: 160 }, (_, n) => [`content/p${n}.md`, `# Page ${n}\n`]),
    );
    const config = (base: string) =>
      `import { defineSite } from "handbill";\nexport default defineSite({ urls: { base: "${base}" } });\n`;
    await site({ ...pages, ".eleventy.ts": config("/x/") })
      .build("--jobs", "2")
      .expectExit(0)
      .keep()
      .build("--jobs", "1", "--no-cache")
      .expectUntouched();
  });
});
