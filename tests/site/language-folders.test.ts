import { describe, expect, it } from "vitest";
import { atFallbackSources } from "../../src/site/i18n/fallback-pages.js";
import { pageAt, siteOf, told } from "./pages.js";

const languages = { en: "English", "pt-BR": "Português" };

describe("the folder of a language", () => {
  it("may have the tag in any case, and its URLs keep that case", async () => {
    const files = { "index.md": "", "a.md": "", "b.md": "", "pt-br/index.md": "", "pt-br/a.md": "" };
    const { value: site, diagnostics } = await siteOf(files, { options: { languages } });
    expect(diagnostics).toEqual([]);
    expect(site.pages.map(({ url }) => url)).toEqual([
      "/a/",
      "/b/",
      "/",
      "/pt-br/a/",
      "/pt-br/b/",
      "/pt-br/",
    ]);
    expect(pageAt(site, "pt-br/a.md").data).toMatchObject({ lang: "pt-BR", home: "/pt-br/" });
    expect(site.navFor(pageAt(site, "pt-br/a.md")).languages).toEqual([
      { lang: "en", title: "English", url: "/a/", isTranslated: true },
      { lang: "pt-BR", title: "Português", url: "/pt-br/a/", isTranslated: true },
    ]);
    expect(site.globalData["site"]).toMatchObject({ languages: [{ url: "/" }, { url: "/pt-br/" }] });
  });

  it("says the language also where a page writes the tag in another case", async () => {
    const { value: site } = await siteOf(
      { "index.md": "---\nlang: EN\n---\n", "pt-BR/index.md": "---\nlang: pt-br\n---\n" },
      { options: { languages, language: "EN" } },
    );
    expect(site.pages.map(({ data }) => data["lang"])).toEqual(["en", "pt-BR"]);
    expect(site.pages.every(({ page }) => page.fallbackFor === undefined)).toBe(true);
  });

  it.each<[string, Record<string, string>]>([
    ["a folder that is no language", { "api/index.md": "", "qa/index.md": "" }],
    ["a folder without a page of its own", { "fr/a.md": "" }],
    ["a folder whose pages say their language", { "fr/index.md": "---\nlang: fr\n---\n" }],
    ["a folder that the folders of languages have, too", { "it/index.md": "", "pt-BR/it/index.md": "" }],
  ])("is not %s", async (_, files) => {
    const { diagnostics } = await siteOf({ "index.md": "", ...files }, { options: { languages } });
    expect(diagnostics.map(told)).toEqual([]);
  });

  it("is reported if `languages` does not list it, with the line to add", async () => {
    const { diagnostics } = await siteOf({ "index.md": "", "fr/index.md": "" }, { options: { languages } });
    expect(diagnostics.map(told)).toEqual([
      "fr/index.md:1:1 language-unlisted `languages` does not list French, the language of " +
        'content/fr/. Its pages count as pages in en. | Add it to `languages` in .eleventy.ts, "fr": ' +
        '"français", or rename the folder.',
    ]);
  });
});

describe("a mistake of a page", () => {
  it("is said once, where the page is, and not of its copies", async () => {
    const { value: site, diagnostics } = await siteOf(
      { "index.md": "", "2026-02-30-a.md": "" },
      { options: { languages: { en: "English", de: "Deutsch", fr: "Français" } } },
    );
    expect(diagnostics.map(({ code, file }) => `${code} ${file}`)).toEqual([
      "front-matter-date content/2026-02-30-a.md",
    ]);
    const failed = (source: string) => ({
      code: "template-failed" as const,
      level: "error" as const,
      file: source,
      message: `${source} fails.`,
    });
    const all = ["de/index.md", "fr/index.md", "index.md"].map((path) => failed(`content/${path}`));
    expect(atFallbackSources(all, site.pages)).toEqual([failed("content/index.md")]);
  });
});
