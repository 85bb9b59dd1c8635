/** Generators in a build: when they run, and whose file it is. */

import { describe, expect, it } from "vitest";
import { generate, type LastRun } from "../../src/incremental/generate.js";
import { resolveConfig } from "../../src/config/resolve.js";
import type { Generator } from "../../src/outputs/generator.js";
import { siteOf } from "../site/pages.js";
import { site } from "../support/site.js";

const word = (text: string, onOwnFile: Generator["onOwnFile"] = "gives way"): Generator => ({
  name: "word",
  onOwnFile,
  plan: () =>
    text === ""
      ? undefined
      : {
          depends: [text],
          make: async () => ({
            value: [
              { path: "word.txt", content: text, source: "handbill:word" },
              { path: "bytes", content: new Uint8Array([0, 255]), source: "handbill:word" },
            ],
            diagnostics: [],
          }),
        },
});

async function run(
  generator: Generator,
  before: ReadonlyMap<string, LastRun>,
  own: readonly string[] = [],
  kept = true,
) {
  const { value } = await siteOf({ "index.md": "# Hi" });
  const result = await generate([generator], {
    config: resolveConfig({}, { root: "/s" }),
    site: value,
    pages: [],
    before,
    bodiesRead: new Set(),
    isOwn: (path) => own.includes(path),
    keep: () => kept,
  });
  return { ...result, taken: result.made.map(({ path }) => path) };
}

describe("a generator", () => {
  it("runs only when its inputs changed", async () => {
    const first = await run(word("a"), new Map());
    expect(first.taken).toEqual(["word.txt", "bytes"]);
    const second = await run(word("a"), first.runs);
    expect(second.taken).toEqual([]);
    expect(second.files).toEqual(first.files);
    expect((await run(word("b"), first.runs)).taken).toEqual(["word.txt", "bytes"]);
  });

  it("runs when one of its files is lost", async () => {
    const first = await run(word("a"), new Map());
    expect((await run(word("a"), first.runs, [], false)).taken).toEqual(["word.txt", "bytes"]);
  });

  it("leaves a place to the site's own file, and takes it when it is free again", async () => {
    const first = await run(word("a"), new Map());
    const left = await run(word("a"), first.runs, ["word.txt"]);
    expect(left.taken).toEqual(["bytes"]);
    expect(left.files.map(({ path }) => path)).toEqual(["bytes"]);
    expect((await run(word("a"), left.runs, ["word.txt"])).taken).toEqual([]);
    expect((await run(word("a"), left.runs)).taken).toEqual(["word.txt", "bytes"]);
  });

  it("removes its files when it has nothing to write", async () => {
    const first = await run(word("a"), new Map());
    expect(await run(word(""), first.runs)).toMatchObject({ files: [], taken: [] });
  });
});

const config =
  'import { defineSite } from "handbill";\n' +
  'export default defineSite({ title: "T", url: "https://t.example" });\n';

describe("generated files", () => {
  it("are removed when the site has no url, and written again after they were lost", async () => {
    await site({ ".eleventy.ts": config, "content/index.md": "# Hi\n" })
      .build()
      .expectExit(0)
      .expectFiles(["index.html", "robots.txt", "sitemap.xml"])
      .remove("_site/sitemap.xml")
      .build()
      .expectFiles(["index.html", "robots.txt", "sitemap.xml"])
      .write(".eleventy.ts", config.replace("https://t.example", ""))
      .build()
      .expectExit(0)
      .expectFiles(["index.html"]);
  });

  it("can be linked to", async () => {
    await site({ ".eleventy.ts": config, "content/index.md": "[map](/sitemap.xml) [none](/sitemaps.xml)\n" })
      .run("check", "--format", "json")
      .expectExit(1)
      .expectDiagnostics("broken-link content/index.md:1:28");
  });

  it("give way to the site's own", async () => {
    await site({ ".eleventy.ts": config, "content/index.md": "# Hi\n", "public/robots.txt": "mine" })
      .build()
      .expectExit(0)
      .expectFile("robots.txt", "mine")
      .remove("public/robots.txt")
      .build()
      .expectExit(0)
      .expectContains("robots.txt", "Sitemap: https://t.example/sitemap.xml");
  });

  it("are not written next to a page whose name some systems treat as the same", async () => {
    await site({
      ".eleventy.ts": config,
      "content/index.md": "# Hi\n",
      "public/Sitemap.XML": "mine",
      "content/a.md": "---\npermalink: /robots.txt/\n---\n# A\n",
    })
      .run("build", "--format", "json")
      .expectExit(1)
      .expectDiagnostics("output-conflict handbill:robots:1:1", "output-conflict public/Sitemap.XML:1:1");
  });

  it("are not made when the site has an error", async () => {
    await site({ ".eleventy.ts": config, "content/index.md": "---\ntitle: [\n---\n" })
      .build()
      .expectExit(1)
      .expectFiles([]);
  });
});
