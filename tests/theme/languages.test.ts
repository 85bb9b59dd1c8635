/** A site in several languages. */

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createLanguageSwitch } from "../../src/site/i18n/languages.js";
import { uiFor } from "../../src/site/ui.js";
import type { SitePage } from "../../src/model/model.js";
import { expectSameAfterEdits } from "../dev/same.js";
import { site } from "../support/site.js";

const languages = { en: "English", de: "Deutsch", ar: "العربية" };
const page = (path: string, lang?: string) =>
  ({
    page: { source: `content/${path}` },
    placedAs: `content/${path}`,
    url: `/${path.replace(/(?:index)?\.md$/, "")}`,
    data: lang === undefined ? {} : { lang },
  }) as unknown as SitePage;

describe("the words of the theme", () => {
  it("are complete in eight languages, each in its own words and direction", () => {
    const all = ["en", "de", "fr", "es", "pt", "ja", "zh", "ar"].map(uiFor);
    for (const words of all) expect(Object.entries(words).filter(([, text]) => text === "")).toEqual([]);
    expect(new Set(all.map(({ skip }) => skip)).size).toBe(8);
    expect(all.map(({ dir }) => dir)).toEqual([...Array<string>(7).fill("ltr"), "rtl"]);
  });

  it("are those of the language of a region, and English elsewhere, in the direction of the language", () => {
    expect(uiFor("pt-BR")).toBe(uiFor("pt"));
    expect(uiFor("he")).toMatchObject({ dir: "rtl", skip: "Skip to content" });
    expect(uiFor("nl")).toBe(uiFor("en"));
  });
});

describe("the language switch", () => {
  const pages = [
    page("index.md"),
    page("docs/index.md"),
    page("docs/a.md"),
    page("docs/b.md"),
    page("de/index.md", "de"),
    page("de/docs/index.md", "de"),
    page("de/docs/a.md", "de"),
    page("ar/index.md", "ar"),
  ];
  const switchOf = createLanguageSwitch(pages, languages, "en");
  const leads = (index: number) =>
    switchOf(pages[index] as SitePage).map(
      ({ lang, url, isTranslated }) => `${lang} ${url}${isTranslated ? "" : " instead"}`,
    );

  it("leads to the translation, else to the nearest page above that has one", () => {
    expect(leads(2)).toEqual(["en /docs/a", "de /de/docs/a", "ar /ar/ instead"]);
    expect(leads(3)).toEqual(["en /docs/b", "de /de/docs/ instead", "ar /ar/ instead"]);
    expect(leads(6)).toEqual(["en /docs/a", "de /de/docs/a", "ar /ar/ instead"]);
  });

  it("is not there in a site of one language", () => {
    expect(createLanguageSwitch(pages, {}, "en")(pages[0] as SitePage)).toEqual([]);
  });
});

const config = (more: string) =>
  `import { defineSite } from "handbill";\n` +
  `export default defineSite({ title: "T", ${more} languages: ${JSON.stringify(languages)} });\n`;

describe("a site with a folder for each language", () => {
  const files = {
    ".eleventy.ts": config(""),
    "content/index.md": "# Home\n",
    "content/docs/index.md": "# Docs\n",
    "content/docs/a.md": "# A\n\n> [!TIP]\n> t\n",
    "content/de/index.md": "# Start\n",
    "content/de/docs/index.md": "# Doku\n",
    "content/de/docs/a.md": "# A\n\n> [!TIP]\n> t\n",
    "content/ar/index.md": "# س\n",
  };

  it("reports a fragment that a translated page does not have, once, at the link", async () => {
    await site({
      ...files,
      "content/docs/a.md": "# A\n\n## One\n",
      "content/de/docs/a.md": "# A\n\n## Eins\n",
      "content/ar/docs/a.md": "# A\n\n## W\n",
      "content/docs/b.md": "# B\n\n[x](a.md#one) [y](a.md#none)\n",
    })
      .build("--format", "json")
      .expectDiagnostics("broken-anchor content/docs/b.md:3:5", "broken-anchor content/docs/b.md:3:19")
      .expectStdout(
        /Without a translation \(ar, de\), the page links to a\.md#one, but content\/ar\/docs\/a\.md has no #one\./,
      )
      .write("content/de/docs/a.md", "# A\n\n## Eins {#one}\n")
      .build("--format", "json")
      .expectDiagnostics("broken-anchor content/docs/b.md:3:5", "broken-anchor content/docs/b.md:3:19")
      .expectStdout(/Without a translation \(ar\)/)
      .write("content/ar/docs/a.md", "# A\n\n## W {#one}\n")
      .build("--format", "json")
      .expectDiagnostics("broken-anchor content/docs/b.md:3:19");
  });

  it("sets the language and direction of each page, with its own words, sidebar and home page", async () => {
    await site(files)
      .build()
      .expectExit(0)
      .expectContains(
        "docs/a/index.html",
        '<html lang="en">',
        'href="/de/docs/a/" lang="de"',
        'class="away"',
        '-title">Tip</p>',
      )
      .expectContains(
        "de/docs/a/index.html",
        '<html lang="de">',
        "Zum Inhalt springen",
        '<a class="site-title" href="/de/">',
        '<a class="overview" href="/de/docs/">Doku</a>',
        '-title">Tipp</p>',
      )
      .expectContains("ar/index.html", '<html lang="ar" dir="rtl">')
      .expectLacks("de/docs/a/index.html", '<a class="overview" href="/docs/">')
      .check(({ root }) =>
        expect(readFileSync(join(root, "_site/docs/a/index.html"), "utf8")).not.toContain(
          'href="/de/docs/">Doku',
        ),
      );
  });

  it("renders the pages whose language switch or sidebar changes when a translation comes", async () => {
    await site({ ...files, ".eleventy.ts": config('untranslated: "nothing",') })
      .build()
      .write("content/ar/docs/a.md", "# أ\n")
      .build("--explain")
      .expectExit(0)
      .check((_, { stderr }) =>
        expect([...stderr.matchAll(/^content\/(\S+): /gm)].map(([, path]) => path)).toEqual([
          "ar/docs/a.md",
          "ar/index.md",
          "de/docs/a.md",
          "docs/a.md",
        ]),
      )
      .keep()
      .build("--no-cache")
      .expectUntouched();
  });
});

describe("a page without a translation", () => {
  const files = {
    ".eleventy.ts": config('url: "https://a.example", search: true,'),
    "content/index.md": "# Home\n",
    "content/docs/index.md": "# Docs\n\n[B](b.md) and [A](a.md), ![P](p.svg)\n\n> [!TIP]\n> t\n",
    "content/docs/a.md": "# A\n",
    "content/docs/b.md":
      "---\ntags: [letters]\nredirectFrom: /old/\norder: 7\n---\n# B\n\n[A](a.md), [gone](gone.md)\n",
    "content/docs/p.svg": "<svg/>",
    "content/docs/far.md": "---\npermalink: /elsewhere/\n---\n# Far\n",
    "content/blog/2026-01-02-post.md": "---\nlayout: post\n---\n# Post\n",
    "content/all.njk":
      "---\npermalink: /all.txt\n---\n{% for page in collections.all %}{{ page.url }} {% endfor %}",
    "content/de/index.md": "# Start\n",
    "content/de/docs/a.md": "# A auf Deutsch\n\n[B](b.md)\n",
  };

  it("is at the translation's URL, with that language's navigation, its own language on its text and a note above", async () => {
    await site(files)
      .build()
      .expectExit(1)
      .check(({ root }, { stderr }) => {
        // What is wrong with it is told once, where it is written.
        expect(stderr.match(/broken-link/g)).toHaveLength(1);
        const read = (path: string) => readFileSync(join(root, "_site", path), "utf8");
        const german = read("de/docs/index.html");
        expect(german).toContain('<html lang="de">');
        expect(german).toContain('<p class="notice">Diese Seite ist noch nicht übersetzt.</p>');
        expect(german).toContain('<article class="prose" data-pagefind-body lang="en" dir="ltr">');
        expect(german).toContain('<p class="markdown-alert-title">Tip</p>');
        expect(german).toContain('<link rel="canonical" href="https://a.example/docs/">');
        expect(german).toContain(
          '<a href="/de/docs/b/">B</a> and <a href="/de/docs/a/">A</a>, <img src="/docs/p.svg" alt="P"',
        );
        expect(german).not.toContain("hreflang");
        expect(german).toMatch(
          /<a href="\/docs\/" lang="en">English<\/a>.*<a href="\/de\/docs\/" lang="de" class="away" aria-current="true">/s,
        );
        expect(read("ar/docs/b/index.html")).toContain('<html lang="ar" dir="rtl">');
        expect(read("ar/docs/a/index.html")).toMatch(/<a href="\/de\/docs\/a\/" lang="de">Deutsch/);
        expect(read("de/elsewhere/index.html")).toContain("Far");
        const a = read("de/docs/a/index.html");
        expect(a).toContain('<a href="/de/docs/b/">B</a>');
        expect(a).not.toContain('class="notice"');
        for (const list of ["sitemap.xml", "all.txt"])
          expect(read(list), list).not.toMatch(/\/de\/docs\/b\/|\/ar\/docs/);
        expect(read("sitemap.xml")).toContain("https://a.example/de/docs/a/");
      })
      .check(({ root }) => rmSync(join(root, "_site/pagefind"), { recursive: true }))
      .expectFiles([
        "all.txt",
        "docs/p.svg",
        "sitemap.xml",
        "robots.txt",
        "index.html",
        "de/index.html",
        "ar/index.html",
        "blog/post/index.html",
        "blog/feed.xml",
        "blog/rss.xml",
        "blog/feed.json",
        "old/index.html",
        "elsewhere/index.html",
        "de/elsewhere/index.html",
        "ar/elsewhere/index.html",
        "docs/index.html",
        "docs/a/index.html",
        "docs/b/index.html",
        "de/docs/index.html",
        "de/docs/a/index.html",
        "de/docs/b/index.html",
        "ar/docs/index.html",
        "ar/docs/a/index.html",
        "ar/docs/b/index.html",
      ]);
  });

  it("is replaced by its translation, is rendered again when its original is edited, with the bytes of a clean build", async () => {
    await site(files)
      .build()
      // Of its text alone.
      .write("content/docs/b.md", files["content/docs/b.md"].replace("[A]", "Other words. [A]"))
      .build("--explain")
      .check((_, { stderr }) => expect(stderr).toMatch(/content\/de\/docs\/b\.md: its file changed/))
      .write("content/de/docs/b.md", "# B auf Deutsch\n")
      .build()
      .expectContains("de/docs/b/index.html", "B auf Deutsch")
      .expectLacks("de/docs/b/index.html", 'class="notice"')
      .keep()
      .build("--no-cache")
      .expectUntouched()
      .remove("content/de/docs/b.md")
      .build()
      .expectContains("de/docs/b/index.html", "Other words.", 'class="notice"')
      .keep()
      .build("--no-cache", "--jobs", "2")
      .expectUntouched();
  });

  it("is answered by the dev server as it is built, also after its original was saved", async () => {
    const { ".eleventy.ts": _, "content/docs/b.md": __, ...others } = files;
    await expectSameAfterEdits(
      site({ ...others, ".eleventy.ts": config(""), "content/docs/b.md": "# B\n\n[A](a.md)\n" }),
      {
        "a saved body": (root) =>
          writeFileSync(join(root, "content/docs/b.md"), "# B\n\nOther words, [home](../index.md).\n"),
        "a saved title": (root) => writeFileSync(join(root, "content/docs/b.md"), "# Be\n\nOther words.\n"),
        "a translation": (root) => writeFileSync(join(root, "content/de/docs/b.md"), "# B auf Deutsch\n"),
      },
      1,
    );
  });
});
