/** What strangers may write where the site says `trust: "text"`, and what is refused of it before it runs. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { scanTags } from "../src/content/html/scan.js";
import { startDev } from "./support/dev.js";
import { readTree, site, type Files, type SiteDriver } from "./support/site.js";

const config = (options = "") => ({
  ".eleventy.ts":
    `import { defineSite } from "handbill";\n` +
    `export default defineSite({ title: "T", trust: "text", ${options} });\n`,
});
const page = (front: string, body = "Text") => `---\n${front}\n---\n${body}\n`;

/** Code that leaves a mark when it runs: it knows the path of this file's site by where it runs. */
const RUNS = "globalThis.process.getBuiltinModule('fs').writeFileSync('ran', '1')";
const TEMPLATE = `{{ range.constructor(\\"${RUNS}\\")() }}`;

const ranNothing = ({ root }: SiteDriver) =>
  expect(existsSync(join(root, "ran")), "something ran").toBe(false);

describe("untrusted files run nothing when the site is built", () => {
  it("runs this mark where pages are the author's own, so that the tests below prove something", async () => {
    await site({ "content/a.md": page(`permalink: "x${TEMPLATE}/"`) })
      .build()
      .check(({ root }) => expect(existsSync(join(root, "ran"))).toBe(true));
  });

  it.each<[name: string, files: Files, ...expected: string[]]>([
    [
      "a permalink with a template",
      { "content/a.md": page(`title: A\npermalink: "x${TEMPLATE}/"`) },
      "template-failed content/a.md:3:12",
    ],
    [
      "one that replaces another",
      { "content/a.md": page(`"override:permalink": "x${TEMPLATE}/"`) },
      "template-failed content/a.md:2:23",
    ],
    [
      "one that a data file gives",
      { "content/a.md": "# A\n", "content/content.11tydata.json": `{ "permalink": "x${TEMPLATE}/" }` },
      "template-failed content/a.md:1:1",
    ],
    [
      "one that global data give",
      { "content/a.md": "# A\n", "content/_data/permalink.json": `"x${TEMPLATE}/"` },
      "template-failed content/a.md:1:1",
    ],
    [
      "a template in a tag of logic",
      { "content/a.md": page(`permalink: "{% set x = ${TEMPLATE.slice(3, -3)} %}x/"`) },
      "template-failed content/a.md:2:12",
    ],
    [
      "computed data",
      { "content/a.md": page(`eleventyComputed: { foo: "${TEMPLATE}" }`) },
      "template-failed content/a.md:2:19",
    ],
    [
      "computed data of a draft",
      {
        "content/a.md": "# A\n",
        "content/b.md": page(`draft: true\neleventyComputed: { foo: "${TEMPLATE}" }`),
      },
      "template-failed content/b.md:3:19",
    ],
    [
      "pagination",
      { "content/a.md": page(`pagination: { data: site, size: 1 }\npermalink: "x${TEMPLATE}/"`) },
      "template-failed content/a.md:2:13",
    ],
    [
      "another language",
      { "content/a.md": page("templateEngineOverride: njk", TEMPLATE) },
      "template-failed content/a.md:2:25",
      "foreign-syntax content/a.md:4:1",
    ],
    [
      "a page that is a program",
      { "content/a.md": "# A\n", "content/b.11ty.js": `${RUNS};export default {};` },
      "template-failed content/b.11ty.js:1:1",
    ],
    [
      "a page that is a template",
      { "content/a.md": "# A\n", "content/b.njk": TEMPLATE.replaceAll("\\", "") },
      "template-failed content/b.njk:1:1",
    ],
    [
      "data of a folder",
      { "content/a.md": "# A\n", "content/content.11tydata.js": `${RUNS};export default {};` },
      "data-failed content/content.11tydata.js:1:1",
    ],
    [
      "data of what Eleventy is asked with",
      { "content/a.md": "# A\n", "content/handbill-inspect.11tydata.js": `${RUNS};export default {};` },
      "data-failed content/handbill-inspect.11tydata.js:1:1",
    ],
    [
      "data of a page",
      { "content/a.md": "# A\n", "content/a.ts": `${RUNS};export default {};` },
      "data-failed content/a.ts:1:1",
    ],
    [
      "global data",
      { "content/a.md": "# A\n", "content/_data/x.js": `${RUNS};export default {};` },
      "data-failed content/_data/x.js:1:1",
    ],
  ])("%s", async (_, files, ...expected) => {
    await site({ ...config(), ...files })
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics(...expected)
      .check(ranNothing);
    // Eleventy itself would read all of the folder.
    await site({
      ...config('onError: "keep-going", eleventy: () => undefined'),
      "content/z.md": "# Z\n",
      ...files,
    })
      .build()
      .check(ranNothing);
  });

  it("templates in Markdown, though the configuration lets them run", async () => {
    await site({ ...config("templatesInMarkdown: true"), "content/a.md": TEMPLATE.replaceAll("\\", "") })
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics("template-failed content/a.md:1:1")
      .check(ranNothing);
  });

  it("nor ignored files, which Eleventy would find for pages that the configuration adds", async () => {
    const own =
      `eleventy(config) { config.addTemplate("own.njk", "{{ site.title }} of its own", { permalink: ` +
      `"own.txt", eleventyExcludeFromCollections: true }); }`;
    const program = `${RUNS};export default {};`;
    const hidden = {
      "content/_b.njk": TEMPLATE.replaceAll("\\", ""),
      "content/_c.11ty.js": program,
      "content/.d.njk": TEMPLATE.replaceAll("\\", ""),
      "content/_data/.e.js": program,
      "content/.own.11tydata.js": program,
      "content/_f/f.njk": TEMPLATE.replaceAll("\\", ""),
    };
    await site({ ...config(own), "content/a.md": "# A\n", ...hidden })
      .build()
      .expectExit(0)
      .expectFile("own.txt", "T of its own")
      .check(ranNothing);
  });

  it("nor while it is written", async () => {
    const made = await site({
      ...config("eleventy: () => undefined"),
      "content/a.md": "# A\n",
      "content/b.njk": TEMPLATE.replaceAll("\\", ""),
      "content/c.md": page(`eleventyComputed: { foo: "${TEMPLATE}" }`),
      "content/content.11tydata.js": `${RUNS};export default {};`,
      "content/x.svg": "<svg/>",
    });
    const dev = await startDev(made.root);
    expect((await dev.ask("/a/")).status).toBe(200);
    for (const path of ["/b/", "/c/", "/x.svg", "/sitemap.xml"])
      expect((await dev.ask(path)).status, path).toBe(404);
    ranNothing(made);
  });

  it("but data that are text, and the permalink of a layout, are welcome", async () => {
    const files = {
      "layouts/mine.njk": '---\npermalink: "of/{{ page.fileSlug }}/"\n---\n{{ team[0] }} {{ color }}',
      "content/_data/team.json": '["Ada"]',
      "content/docs/docs.json": '{ "layout": "mine", "color": "red" }',
      "content/docs/a.md": "# A\n",
    };
    await site({ ...config(), ...files })
      .build()
      .expectExit(0)
      .expectFile("of/a/index.html", "Ada red");
  });
});

describe("untrusted data", () => {
  const landing = { "layouts/mine.njk": "{{ site.title }} {{ content | safe }}", "content/a.md": "# A\n" };

  it.each<[name: string, files: Files, ...expected: string[]]>([
    [
      "global data under the name of the program's",
      { "content/_data/site.json": '{\n  "header": { "menuHtml": "<script>" }\n}' },
      "front-matter-key content/_data/site.json:1:1",
    ],
    [
      "global data under such a name in the name of a file",
      { "content/_data/override:site.json": "{}" },
      "front-matter-key content/_data/override:site.json:1:1",
    ],
    [
      "neighbours in the data of a folder",
      { "content/x/x.json": '{ "next": { "url": "javascript:alert(1)" } }' },
      "front-matter-key content/x/x.json:1:4",
    ],
    [
      "sections in the data of a folder",
      { "content/x/x.json": '{ "sections": [{ "type": "cta", "title": "<script>" }] }' },
      "front-matter-key content/x/x.json:1:4",
    ],
    [
      "sections in global data",
      { "content/_data/sections.json": '[{ "type": "cta", "title": "<script>" }]' },
      "front-matter-key content/_data/sections.json:1:1",
    ],
    [
      "an address in global data",
      { "content/_data/blog/url.json": '"javascript:alert(1)"' },
      "unsafe-url content/_data/blog/url.json:1:1",
    ],
    [
      "sections that only look like a list",
      { "content/b.md": page('sections: { length: 1, "0": { type: cta, title: <script> } }') },
      "section-field content/b.md:2:11",
    ],
  ])("does not stand for the program's, nor unchecked: %s", async (_, files, ...expected) => {
    await site({ ...config('layout: "landing"'), ...landing, ...files })
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics(...expected);
    // Of several pages, those without a mistake are written, and without what is refused.
    await site({ ...config('layout: "landing", onError: "keep-going"'), ...landing, ...files })
      .build()
      .expectExit(1)
      .expectLacks("a/index.html", "<script>", "javascript:");
  });

  it("may set the documented keys, in a page and in the data of a folder", async () => {
    const keys = {
      editUrl: "https://example.com/edit",
      lang: "de",
      translationKey: "k",
      search: false,
      hidden: true,
      order: 3,
      navTitle: "N",
      badge: "New",
      updated: "2026-01-02",
      noindex: true,
      sitemap: false,
      author: "Ada",
      image: { src: "/a.png", alt: "x" },
      blog: { url: "/b/", title: "Back", tags: "/b/tags/" },
      feed: "/feed.xml",
    };
    const files = {
      "layouts/mine.njk": `{% for key in [${Object.keys(keys)
        .map((key) => `${key}`)
        .join(", ")}] %}{{ key | json | safe }}\n{% endfor %}`,
      "content/x/x.json": JSON.stringify({ layout: "mine", ...keys }),
      "content/x/b.md": "# B\n",
      "content/c.md": page(
        `layout: mine\n${Object.entries(keys)
          .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
          .join("\n")}`,
      ),
      "public/a.png": "x",
      "content/b.md": "# B\n",
    };
    const printed = Object.values(keys)
      .map((value) => `${JSON.stringify(value)}\n`)
      .join("");
    await site({ ...config(), ...files })
      .build()
      .expectExit(0)
      .expectFile("x/b/index.html", printed)
      .expectContains("c/index.html", printed.slice(0, 60));
  });
});

describe("untrusted files, published as they are", () => {
  it("are images, audio, video, fonts, text and data", async () => {
    const kinds = ["png", "JPG", "webp", "mp4", "mp3", "woff2", "pdf", "txt", "csv", "json", "zip"];
    await site({
      ...config(),
      "content/a.md": "# A\n",
      ...Object.fromEntries(kinds.map((kind) => [`content/files/x.${kind}`, "x"])),
    })
      .build()
      .expectExit(0)
      .expectFiles(["a/index.html", ...kinds.map((kind) => `files/x.${kind}`)]);
  });

  it.each(["svg", "htm", "HTML", "xhtml", "xml", "js", "mjs", "php", "css", "SVG", "shtml"])(
    "are refused when they end in .%s, which could run",
    async (kind) => {
      await site({ ...config(), "content/a.md": "# A\n", [`content/x.${kind}`]: "x" })
        .build("--format", "json")
        .expectExit(1)
        .expectDiagnostics(`template-failed content/x.${kind}`);
      await site({ ...config('onError: "keep-going"'), "content/a.md": "# A\n", [`content/x.${kind}`]: "x" })
        .build()
        .expectFiles(["a/index.html"]);
      await site({ ...config(), "content/a.md": "# A\n", [`public/x.${kind}`]: "x" })
        .build()
        .expectExit(0)
        .expectFiles(["a/index.html", `x.${kind}`]);
    },
  );

  it.each(["CNAME", "_redirects", "_headers", "x.js", "x.txt"])(
    "do not come from a page, which would be one that hosts read: %s",
    async (name) => {
      await site({
        ...config(),
        "content/a.md": page(
          `permalink: ${name}\nlayout: false`,
          "<pre>\n/* https://elsewhere.example 302!\n</pre>",
        ),
      })
        .build("--format", "json")
        .expectExit(1)
        .expectDiagnostics("permalink-invalid content/a.md:2:12");
    },
  );
});

describe("an untrusted site", () => {
  const PAYLOADS = [
    "<script>ran()</script>",
    '"><img src=x onerror=ran()>',
    "' onmouseover='ran()",
    "javascript:ran()",
    " java\tscript:ran()",
    "data:text/html,<script>ran()</script>",
    TEMPLATE.replaceAll("\\", ""),
    "</title></p></main></div><script>ran()</script>",
    "</script><svg onload=ran()>",
  ];
  const KEYS =
    "title description layout permalink redirectFrom date tags draft updated noindex sitemap order navTitle lang translationKey editUrl search badge hidden eleventyComputed eleventyExcludeFromCollections eleventyNavigation eleventyImport pagination templateEngineOverride canonical image imageAlt author authors blog feed links posts tag sections content page site collections headings titleInContent nav sidebar tabs languages breadcrumbs previous next ui home untranslated".split(
      " ",
    );
  const LAYOUTS = ["docs", "markdown", "landing", "post", "blog", "changelog", "404", "blank"];
  const BODIES = [
    ...PAYLOADS,
    "[x](javascript:ran())",
    "[x](/ok/){.search-open data-script='data:,ran()'}",
    "[x](/ok/){href='javascript:ran()' onclick=ran()}",
    "![x](x){onerror=ran() srcset='javascript:ran() 2x'}",
    "<a href='java&#9;script&colon;ran()'>x</a>",
    "<iframe src='//x.example'></iframe>",
    "<p style='x' onclick=ran()>x</div></article></main>",
    "::: figure <b onclick=ran()>\n<img src=x onerror=ran()>\n:::",
    "# <script>ran()</script> {onclick=ran()}",
  ];

  /** A value in each of the forms that a layout may look into. */
  const formsOf = (text: string): readonly unknown[] => {
    const names = [
      "url",
      "text",
      "title",
      "tags",
      "src",
      "alt",
      "name",
      "kind",
      "html",
      "menuHtml",
      "actionsHtml",
      "columnsHtml",
      "type",
      "permalink",
      "href",
      "lang",
      "dir",
    ];
    const map = Object.fromEntries(names.map((name) => [name, text]));
    return [
      text,
      [text],
      map,
      [map],
      { ...map, length: 1, 0: { ...map, type: "cta" } },
      [
        { type: "cta", title: text, text, actions: [{ text, url: "/ok/" }] },
        { type: "cta", title: "T", text, actions: [{ text, url: text }] },
      ],
    ];
  };

  const fileOf = (key: string, value: unknown, layout: string, body: string): string => {
    const data = {
      ...(key !== "title" && { title: "T" }),
      ...(key.endsWith("layout") ? {} : { layout }),
      [key]: value,
    };
    return page(
      Object.entries(data)
        .map(([name, one]) => `${JSON.stringify(name)}: ${JSON.stringify(one)}`)
        .join("\n"),
      body,
    );
  };

  const ADDRESSED = new Set([
    "href",
    "src",
    "srcset",
    "action",
    "formaction",
    "data",
    "poster",
    "xlink:href",
    "ping",
  ]);

  /** What a browser would run, or take for more than text, that is none of the theme's. */
  const dangerIn = (html: string): readonly string[] =>
    scanTags(html).flatMap(({ name, closing, attributes, start, end }) => {
      const tag = html.slice(start, end);
      const valueOf = (wanted: string) =>
        attributes.find((attribute) => attribute.name === wanted)?.value ?? "";
      const isThemes =
        name === "script" &&
        (/^\/(?:assets|pagefind)\/[\w./-]+$/.test(valueOf("src")) ||
          valueOf("type") === "application/ld+json");
      const isDanger =
        (!closing &&
          !isThemes &&
          /^(?:script|iframe|object|embed|base|style|form|svg|math)$/.test(name) &&
          tag !== '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">') ||
        valueOf("http-equiv") !== "";
      const isRunning = attributes.some(
        ({ name: attribute, value }) =>
          /^on|^style$|^data-script$/.test(attribute) ||
          (ADDRESSED.has(attribute) &&
            /^(?:javascript|vbscript|data):/i.test(value.replace(/&#\w+;|&\w+;|[\s\u0000-\u0020]/g, ""))),
      );
      return isDanger || isRunning ? [tag] : [];
    });

  it("runs nothing, and contains no code, for any front matter and text", async () => {
    const files: Record<string, string> = {};
    const keys = KEYS.flatMap((key) => [key, `override:${key}`]);
    const all = keys.flatMap((key) =>
      PAYLOADS.flatMap((payload) => formsOf(payload).map((value) => [key, value] as const)),
    );
    // Every fifth, with layouts and bodies in turn: all of all would be some thousand times as many.
    all.forEach(([key, value], index) => {
      if (index % 5 === 0)
        files[`content/${["", "docs/", "blog/"][(index % 7) % 3]}p${index}.md`] = fileOf(
          key,
          value,
          LAYOUTS[index % LAYOUTS.length] ?? "",
          BODIES[index % BODIES.length] ?? "",
        );
    });
    for (const [index, body] of BODIES.entries())
      for (const layout of LAYOUTS)
        files[`content/bodies/${layout}-${index}.md`] = page(`title: T\nlayout: "${layout}"`, body);
    const theme =
      'header: { menu: [{ text: "A", url: "/" }] }, footer: { columns: [{ title: "F", links: [{ ' +
      'text: "A", url: "/" }] }] }';
    const options =
      `onError: "keep-going", url: "https://t.example", languages: { en: "English", de: "Deutsch" }, ` +
      `theme: { ${theme} }, levels: { "broken-link": "off" },`;
    await site({ ...config(options), "content/index.md": "# Home\n", ...files })
      .build()
      .check((built) => {
        ranNothing(built);
        const made = [...readTree(built.path("_site"))].filter(([name]) => name.endsWith(".html"));
        // The pages without a mistake, most of which are those whose key means nothing to their layout.
        expect(made.length).toBeGreaterThan(400);
        expect(
          made.flatMap(([name, bytes]) => dangerIn(bytes.toString()).map((tag) => `${name}: ${tag}`)),
        ).toEqual([]);
        for (const [name, bytes] of made)
          expect(bytes.toString().match(/<\/main>/g)?.length ?? 1, name).toBe(1);
      });
  }, 240_000);

  it("lacks a page with a mistake in every language", async () => {
    await site({
      ...config('onError: "keep-going", languages: { en: "English", de: "Deutsch" },'),
      "content/a.md": "# A\n",
      "content/b.md": page("editUrl: 'javascript:ran()'"),
    })
      .build()
      .expectExit(1)
      .expectFiles(["a/index.html", "de/a/index.html"]);
  });

  it("would be found to hold such, were it an author's", () => {
    expect(
      dangerIn(
        "<script>ran()</script><b onclick=x><a href=' javascript:x'><script src=/assets/a.js></script>",
      ),
    ).toHaveLength(3);
  });
});

describe("the schemes of URLs", () => {
  const FILES = {
    "content/index.md": `---
editUrl: "intent:go"
website: "ms-msdt:/id"
team: [{ name: A, url: "vscode:x" }, { name: B, url: "https://b.example/" }]
note: "Beware: this is text"
image: { src: "steam:x.png", alt: A }
sections:
  - type: cta
    title: T
    actions: [{ text: Go, url: "zoommtg:go" }, { text: Stay, url: "mailto:a@acme.example" }]
---
# Home
`,
    "content/page.md": `# Page

[a](vscode:x) [b](tel:1) <ms-word:x> ![c](search-ms:q) [d](ftp://f.example/) [e](https://e.example/)

[ref]

<a href="vscode:y">f</a> <img src="ms-x:z" alt="z" srcset="https://ok.example/a.png 1x, ms-x:y 2x">

[ref]: shell:startup
`,
  };

  it("are those of one list where pages are untrusted: in Markdown, raw HTML, sections and front matter", async () => {
    const driver = site({ ...FILES, ...config() });
    await driver
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics(
        "unsafe-url content/index.md:2:10",
        "unsafe-url content/index.md:3:10",
        "unsafe-url content/index.md:4:24",
        "unsafe-url content/index.md:6:15",
        "unsafe-url content/index.md:10:33",
        "unsafe-url content/page.md:3:5",
        "unsafe-url content/page.md:3:27",
        "unsafe-url content/page.md:3:43",
        "unsafe-url content/page.md:3:60",
        "unsafe-url content/page.md:5:1",
        "html-refused content/page.md:7:1",
        "html-refused content/page.md:7:26",
        "html-refused content/page.md:7:26",
      );
    const html =
      '<a href="vscode:y">f</a> <img src="ms-x:z" alt="z" srcset="https://ok.example/a.png 1x, ms-x:y 2x">\n';
    await site({ "content/index.md": `# Home\n\n${html}`, ...config() })
      .build()
      .expectExit(0)
      .expectLacks("index.html", "vscode:", "ms-x:");
  });

  it("are the author's choice on trusted sites, except those that run code", async () => {
    await site({ "content/index.md": "# Home\n\n[a](vscode:x) [b](tel:1)\n" }).build().expectExit(0);
  });
});
