/** Style sheets and scripts of the layouts: which are published, and under which names. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nameAssets, type AssetFile } from "../../src/templates/assets.js";
import { site } from "../support/site.js";

const files = (texts: Readonly<Record<string, string>>) => new Map<string, AssetFile>(Object.entries(texts).map(([name, text]) => [name, { name, path: `layouts/${name}`, text }]));
const hashOf = (texts: Readonly<Record<string, string>>, name = "styles/a.css", maker = "1") => nameAssets(files(texts), "/", maker).get(name)?.hash;
const assetsIn = (root: string) => readdirSync(join(root, "_site/assets")).map((name) => name.replace(/\.[0-9a-f]{8}\./, ".HASH."));

describe("the name of a style sheet", () => {
  const texts = { "styles/a.css": '@import "parts/b.css";', "styles/parts/b.css": "@import '../c.css';", "styles/c.css": "a{}", "styles/d.css": "d{}" };

  it("changes with what it imports, however deep, and with what makes it, and with nothing else", () => {
    const before = hashOf(texts);
    expect(hashOf({ ...texts, "styles/c.css": "b{}" })).not.toBe(before);
    expect(hashOf(texts, "styles/a.css", "2")).not.toBe(before);
    expect(hashOf({ ...texts, "styles/d.css": "e{}" })).toBe(before);
  });

  it("is found for imports in a circle", () => {
    expect(hashOf({ "styles/a.css": '@import "b.css";', "styles/b.css": '@import "a.css";' })).toMatch(/^[0-9a-f]{8}$/);
  });

  it("holds the base path", () => {
    expect(nameAssets(files(texts), "/x/", "1").get("styles/parts/b.css")?.url).toMatch(/^\/x\/assets\/parts\/b\.[0-9a-f]{8}\.css$/);
  });
});

describe("a site", () => {
  it("publishes the style sheets that its pages link and no other", async () => {
    await site({ "content/index.md": "# A\n" }).build().expectExit(0).check(({ root }) => expect(assetsIn(root)).not.toContain("landing.HASH.css"));
    await site({ "content/index.md": "---\nlayout: landing\n---\n# A\n" }).build().expectExit(0).check(({ root }) => expect(assetsIn(root)).toContain("landing.HASH.css"));
  });

  it("renders the pages that link a style sheet when it changes, and no others, and leaves the bytes of a clean build", async () => {
    const own = { "layouts/one.njk": '<link rel="stylesheet" href="{{ "styles/one.css" | asset }}">{{ content | safe }}', "layouts/two.njk": "{{ content | safe }}", "layouts/styles/one.css": '@import "part.css";', "layouts/styles/part.css": "a { color: red }" };
    await site({ "content/one.md": "---\nlayout: one\n---\nx\n", "content/two.md": "---\nlayout: two\n---\nx\n", ...own })
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
    const pages = Object.fromEntries(Array.from({ length: 160 }, (_, n) => [`content/p${n}.md`, `# Page ${n}\n`]));
    const config = (base: string) => `import { defineSite } from "handbill";\nexport default defineSite({ urls: { base: "${base}" } });\n`;
    await site({ ...pages, ".eleventy.ts": config("/x/") })
      .build("--jobs", "2")
      .expectExit(0)
      .keep()
      .build("--jobs", "1", "--no-cache")
      .expectUntouched();
  });
});
