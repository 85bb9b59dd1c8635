/** What a site says of its title, header, footer and announcement in one of its languages. */

import { describe, expect, it } from "vitest";
import { site, type Files } from "../support/site.js";

const FILES: Files = {
  "content/index.md": "# Home\n",
  "content/pricing.md": "# Pricing\n",
  "content/de/pricing.md": "# Preise\n",
  ".eleventy.ts": `import { defineSite } from "handbill";
export default defineSite({
  title: "Acme",
  languages: { en: "English", de: { name: "Deutsch", title: "Acme auf Deutsch", header: { menu: [{ text: "Preise", url: "/de/pricing/" }] } }, fr: "Français" },
  theme: { header: { menu: [{ text: "Pricing", url: "/pricing/" }] }, footer: { legal: "© Acme" } },
});
`,
};
const mistake = (from: string, to: string): Files => ({
  ...FILES,
  ".eleventy.ts": String(FILES[".eleventy.ts"]).replace(from, to),
});

describe("a page shows the header, the footer and the title of its language", () => {
  it("and of the site if the language sets none, also on fallback pages", async () => {
    const driver = site(FILES).build().expectExit(0);
    for (const page of ["pricing/index.html", "fr/pricing/index.html"])
      driver
        .expectContains(page, '<li><a href="/pricing/"', "Pricing</a>", "© Acme", "Acme</span>")
        .expectLacks(page, "Preise</a></li>", "Acme auf Deutsch");
    for (const page of ["de/pricing/index.html", "de/index.html"])
      driver
        .expectContains(
          page,
          '<li><a href="/de/pricing/"',
          "Preise</a>",
          "© Acme",
          "<span>Acme auf Deutsch</span>",
          " · Acme auf Deutsch</title>",
        )
        .expectContains("de/pricing/index.html", '<li><a href="/de/">Acme auf Deutsch</a></li>')
        .expectLacks(page, ">Pricing</a>");
    await driver;
  });
});

it("a page that Eleventy evaluates leads to the home pages of the other languages", async () => {
  const list =
    "---\nlayout: blog\npagination: { data: collections.all, size: 1, alias: posts }\n" +
    "permalink: 'list/{{ pagination.pageNumber }}/'\n---\n";
  const driver = site({ ...FILES, "content/list.md": list })
    .build()
    .expectExit(0);
  await driver.expectContains(
    "list/1/index.html",
    '<a href="/list/1/" lang="en" aria-current="true">English</a>',
    '<a href="/de/" lang="de" class="away">Deutsch</a>',
    'href="/fr/"',
  );
});

describe("a mistake in them is reported at its place", () => {
  it.each([
    [
      "a key that is none",
      ['title: "Acme auf Deutsch"', 'titel: "Acme"'],
      "config-invalid .eleventy.ts:4:54",
    ],
    [
      "a menu that is none",
      ['{ text: "Preise", url: "/de/pricing/" }', '{ text: "Preise" }'],
      "config-invalid .eleventy.ts:4:91",
    ],
    ["no name", ['name: "Deutsch", ', ""], "config-invalid .eleventy.ts:4:31"],
    ["a link that leads nowhere", ["/de/pricing/", "/de/prices/"], "broken-link .eleventy.ts:4:122"],
  ] as const)("%s", async (_, [from, to], expected) => {
    await site(mistake(from, to))
      .run("check", "--format", "json")
      .expectExit(1)
      .check((__, { stdout }) => expect(stdout).toContain(expected.split(" ")[0]))
      .expectDiagnostics(expected);
  });
});
