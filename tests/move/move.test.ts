/** `handbill move`: a page or a folder moves, and nothing that leads there breaks. */

import { describe, it } from "vitest";
import { site } from "../support/site.js";

const HOME = "# Home\n\n[Start](docs/start.md)\n";

describe("a page that moves", () => {
  it("is linked to from pages by its new path, each link as it was written", async () => {
    const links = [
      "[file](docs/start.md#top)",
      "[dot](./docs/start.md)",
      "[stem](docs/start)",
      "[root file](/docs/start.md)",
      "[url](/docs/start/?a=1)",
      "[short url](/docs/start)",
      "[relative url](docs/start/)",
      "[html](docs/start.html)",
      "![img](docs/a%20b.svg) and [![both](docs/a%20b.svg)](docs/start.md)",
      "<a href=\"docs/start.md\">raw</a> <a href='/docs/start/'>raw</a>",
      "[reference][start], [start], and `docs/start.md` in code",
      "",
      "    [start]: docs/start.md",
      "",
      "```md",
      "[start]: docs/start.md",
      "```",
      "",
      '[start]: <docs/start.md> "Title"',
      "",
    ];
    await site({
      "content/index.md": `# Home\n\n${links.join("\n")}`,
      "content/docs/start.md": "# Start\n\n[Home](../index.md) ![img](a%20b.svg)\n",
      "content/docs/a b.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
    })
      .run("move", "content/docs/start.md", "content/guide/first.md")
      .expectExit(0)
      .expectStdout(
        /^content\/docs\/start\.md → content\/guide\/first\.md: 13 links rewritten, 1 redirect added, 2 files changed\.\n$/,
      )
      .expectSource(
        "content/index.md",
        `# Home\n\n${links
          .join("\n")
          .replace("[file](docs/start.md#top)", "[file](guide/first.md#top)")
          .replace("./docs/start.md", "./guide/first.md")
          .replace("[stem](docs/start)", "[stem](guide/first)")
          .replace("/docs/start.md)", "/guide/first.md)")
          .replace("/docs/start/?a=1", "/guide/first/?a=1")
          .replace("[short url](/docs/start)", "[short url](/guide/first)")
          .replace("[relative url](docs/start/)", "[relative url](guide/first/)")
          .replace("docs/start.html", "guide/first.html")
          .replace("](docs/start.md)\n<a", "](guide/first.md)\n<a")
          .replace('"docs/start.md"', '"guide/first.md"')
          .replace("'/docs/start/'", "'/guide/first/'")
          .replace("<docs/start.md>", "<guide/first.md>")}`,
      )
      .expectSource(
        "content/guide/first.md",
        "---\nredirectFrom: /docs/start/\n---\n\n# Start\n\n[Home](../index.md) ![img](../docs/a%20b.svg)\n",
      )
      .run("check")
      .expectExit(0)
      .build()
      .expectContains("docs/start/index.html", "/guide/first/");
  });

  it("keeps the form of its front matter, its line ends and its byte-order mark", async () => {
    await site({
      "content/index.md": HOME,
      "content/docs/start.md":
        "\ufeff---\r\n# The title\r\ntitle: Start  # kept\r\nredirectFrom:\r\n  - /old/  # 2019\r\n" +
        "---\r\n\r\n\tcode\r\n\r\n[Home](../index.md)\r\n",
    })
      .run("move", "docs/start.md", "first.md")
      .expectExit(0)
      .expectSource(
        "content/first.md",
        "\ufeff---\r\n# The title\r\ntitle: Start  # kept\r\nredirectFrom:\r\n  - /docs/start/\r\n" +
          "  - /old/  # 2019\r\n---\r\n\r\n\tcode\r\n\r\n[Home](index.md)\r\n",
      );
  });

  it.each([
    ["redirectFrom: /old/ # why\n", "redirectFrom: [/old/, /docs/start/] # why\n"],
    ["redirectFrom: [/a/, /b/]\n", "redirectFrom: [/docs/start/, /a/, /b/]\n"],
    ["redirectFrom: []\n", "redirectFrom: [/docs/start/]\n"],
    ["redirectFrom:\n- /a/\n", "redirectFrom:\n- /docs/start/\n- /a/\n"],
    ["title: |\n  Start\n", "title: |\n  Start\nredirectFrom: /docs/start/\n"],
    ["redirectFrom: [/a/, /docs/first/]\n", "redirectFrom: [/a/, /docs/start/]\n"],
    ["permalink: /fixed/\n", "permalink: /fixed/\n"],
    ["draft: true\n", "draft: true\n"],
  ])("gets its old URL in front matter: %j", async (before, after) => {
    await site({ "content/index.md": "# Home\n", "content/docs/start.md": `---\n${before}---\n# Start\n` })
      .run("move", "docs/start.md", "docs/first.md")
      .expectExit(0)
      .expectSource("content/docs/first.md", `---\n${after}---\n# Start\n`);
  });

  it("is followed by links in front matter, sections, layouts, JSON data and the configuration", async () => {
    await site({
      ".eleventy.ts":
        'import { defineSite } from "handbill";\nexport default defineSite({\n  title: "T",\n' +
        '  theme: { header: { menu: [{ text: "Start", url: "/docs/start/" }] } },\n' +
        '  sidebar: { docs: ["docs/start.md"] },\n  redirects: { "/begin/": "/docs/start/" },\n' +
        "});\n",
      "content/index.md":
        "---\nsections:\n  - type: hero\n    title: T\n    actions:\n" +
        "      - { text: Go, url: docs/start.md }\n---\n",
      "content/docs/start.md": "# Start\n",
      "content/docs/index.md": "# Docs\n",
      "content/_data/nav.json": '[{ "url": "/docs/start/" }, { "note": "/docs/start/" }]\n',
      "content/_data/more.js": 'export default ["/docs/start/"];\n',
      "layouts/plain.njk":
        '<a href="{{ \'/docs/start/\' | url }}">a</a> <a href="/docs/start/#x">b</a>{{ content | safe }}\n',
    })
      .run("move", "docs/start.md", "docs/first.md")
      .expectExit(0)
      .expectStdout(
        "content/docs/start.md → content/docs/first.md: 7 links rewritten, 1 redirect added, 5 " +
          "files changed.\n" +
          "Change by hand:\n" +
          "  content/_data/more.js:1:18 If this is a link, change /docs/start/ to /docs/first/.\n" +
          "  content/_data/nav.json:1:40 If this is a link, change /docs/start/ to /docs/first/.\n",
      )
      .expectSource(
        "layouts/plain.njk",
        '<a href="{{ \'/docs/first/\' | url }}">a</a> <a href="/docs/first/#x">b</a>{{ content | safe }}\n',
      )
      .run("check")
      .expectExit(0);
  });
});

describe("a folder that moves", () => {
  it("takes its images, its data file and its links along", async () => {
    await site({
      "content/index.md": "# Home\n\n[Docs](docs/index.md) [A](docs/a.md)\n",
      "content/docs/index.md": "# Docs\n\n[A](a.md) [Home](../index.md)\n",
      "content/docs/a.md": "# A\n\n![i](i.svg) [Docs](./)\n",
      "content/docs/i.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
      "content/docs/docs.json": '{ "tags": "doc" }\n',
    })
      .run("move", "docs", "more/guide")
      .expectExit(0)
      .expectSource("content/index.md", "# Home\n\n[Docs](more/guide/index.md) [A](more/guide/a.md)\n")
      .expectSource(
        "content/more/guide/index.md",
        "---\nredirectFrom: /docs/\n---\n\n# Docs\n\n[A](a.md) [Home](../../index.md)\n",
      )
      .expectSource("content/more/guide/guide.json", '{ "tags": "doc" }\n')
      .run("check")
      .expectExit(0)
      .run("move", "more/guide", "docs")
      .expectSource(
        "content/docs/a.md",
        "---\nredirectFrom: /more/guide/a/\n---\n\n# A\n\n![i](i.svg) [Docs](./)\n",
      )
      .run("check")
      .expectExit(0);
  });
});

describe("a move", () => {
  const FILES = {
    "content/index.md": HOME,
    "content/docs/start.md": "# Start\n",
    "content/docs/next.md": "---\nredirectFrom: /old/\n---\n# Next\n",
  };

  it.each([
    ["docs/start.md", "docs/next.md", "content/docs/next.md exists."],
    ["docs/strat.md", "a.md", "There is no content/docs/strat.md. Did you mean content/docs/start.md?"],
    ["docs/start.md", "public/a.md", "public/a.md is not below content/."],
    ["docs/start.md", "../a.md", "../a.md is not below content/."],
    ["docs", "docs/more", "content/docs/more is inside content/docs."],
    ["docs/start.md", "docs/start.html", "does not end in .md"],
    [
      "docs/start.md",
      "docs/_start.md",
      "content/docs/start.md is a page, and content/docs/_start.md would be ignored.",
    ],
    ["docs/start.md", "old.md", "/old/ is redirected to /docs/next/ by content/docs/next.md:2."],
    ["docs/start.md", "docs/next/index.md", "two files at one URL"],
    ["docs/start.md", "index.md/a.md", "content/index.md is a file"],
    ["docs/next.md", "docs", "content/docs is a folder. Name the new path in full: content/docs/next.md."],
  ])("of %s to %s is refused, and changes nothing", async (from, to, message) => {
    await site(FILES)
      .keep(".")
      .run("move", from, to)
      .expectExit(1)
      .expectStderr(new RegExp(message.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")))
      .expectUntouched(".");
  });

  it("prints a diff with --dry-run, and changes nothing", async () => {
    await site(FILES)
      .keep(".")
      .run("move", "docs/start.md", "docs/first.md", "--dry-run")
      .expectExit(0)
      .expectStdout(
        /^diff --git a\/content\/docs\/start\.md b\/content\/docs\/first\.md\nrename from [^]*\n-\[Start\]\(docs\/start\.md\)\n\+\[Start\]\(docs\/first\.md\)\n/,
      )
      .expectUntouched(".");
  });

  it("is refused in an Eleventy project", async () => {
    await site({ "eleventy.config.js": "export default () => ({});\n", "index.md": "# A\n" })
      .run("move", "index.md", "b.md")
      .expectExit(1)
      .expectStderr(/Eleventy project/);
  });

  it("needs two arguments", async () => {
    await site(FILES)
      .run("move", "docs")
      .expectExit(2)
      .expectStderr(/needs two arguments: <from> <to>/);
  });
});
