/** A site in several languages. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createLanguageSwitch } from "../../src/site/languages.js";
import { uiFor } from "../../src/site/ui.js";
import type { SitePage } from "../../src/model.js";
import { site } from "../support/site.js";

const languages = { en: "English", de: "Deutsch", ar: "العربية" };
const page = (path: string, lang?: string) => ({ page: { source: `content/${path}` }, url: `/${path.replace(/(?:index)?\.md$/, "")}`, data: lang === undefined ? {} : { lang } }) as unknown as SitePage;

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
  const pages = [page("index.md"), page("docs/index.md"), page("docs/a.md"), page("docs/b.md"), page("de/index.md", "de"), page("de/docs/index.md", "de"), page("de/docs/a.md", "de"), page("ar/index.md", "ar")];
  const switchOf = createLanguageSwitch(pages, languages, "en");
  const leads = (index: number) => switchOf(pages[index] as SitePage).map(({ lang, url, isTranslated }) => `${lang} ${url}${isTranslated ? "" : " instead"}`);

  it("leads to the translation, else to the nearest page above that has one", () => {
    expect(leads(2)).toEqual(["en /docs/a", "de /de/docs/a", "ar /ar/ instead"]);
    expect(leads(3)).toEqual(["en /docs/b", "de /de/docs/ instead", "ar /ar/ instead"]);
    expect(leads(6)).toEqual(["en /docs/a", "de /de/docs/a", "ar /ar/ instead"]);
  });

  it("is not there in a site of one language", () => {
    expect(createLanguageSwitch(pages, {}, "en")(pages[0] as SitePage)).toEqual([]);
  });
});

describe("a site with a folder for each language", () => {
  const files = {
    ".eleventy.ts": `import { defineSite } from "handbill";\nexport default defineSite({ title: "T", languages: ${JSON.stringify(languages)} });\n`,
    "content/index.md": "# Home\n",
    "content/docs/index.md": "# Docs\n",
    "content/docs/a.md": "# A\n\n> [!TIP]\n> t\n",
    "content/de/index.md": "# Start\n",
    "content/de/docs/index.md": "# Doku\n",
    "content/de/docs/a.md": "# A\n\n> [!TIP]\n> t\n",
    "content/ar/index.md": "# س\n",
  };

  it("says the language and direction of each page, in the words of that language, with a sidebar and a home of its own", async () => {
    await site(files)
      .build()
      .expectExit(0)
      .expectContains("docs/a/index.html", '<html lang="en">', 'href="/de/docs/a/" lang="de"', 'class="away"', '-title">Tip</p>')
      .expectContains("de/docs/a/index.html", '<html lang="de">', "Zum Inhalt springen", '<a class="site-title" href="/de/">', '<a class="overview" href="/de/docs/">Doku</a>', '-title">Tipp</p>')
      .expectContains("ar/index.html", '<html lang="ar" dir="rtl">')
      .expectLacks("de/docs/a/index.html", '<a class="overview" href="/docs/">')
      .check(({ root }) => expect(readFileSync(join(root, "_site/docs/a/index.html"), "utf8")).not.toContain('href="/de/docs/">Doku'));
  });

  it("renders the pages whose language switch changes when a translation comes", async () => {
    await site(files)
      .build()
      .write("content/ar/docs/a.md", "# أ\n")
      .build("--explain")
      .expectExit(0)
      .check((_, { stderr }) => expect([...stderr.matchAll(/^content\/(\S+): /gm)].map(([, path]) => path)).toEqual(["ar/docs/a.md", "ar/index.md", "de/docs/a.md", "docs/a.md"]))
      .keep()
      .build("--no-cache")
      .expectUntouched();
  });
});
