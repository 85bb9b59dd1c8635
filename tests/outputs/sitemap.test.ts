/** The sitemap and robots.txt. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { resolveConfig } from "../../src/config/resolve.js";
import { filesOf } from "../../src/outputs/sitemap.js";
import { site, type Files } from "../support/site.js";
import { xmllint } from "../support/xmllint.js";

const config = (more = "") =>
  `import { defineSite } from "handbill";\n` +
  `export default defineSite({ title: "T", url: "https://t.example"${more} });\n`;
const built = (files: Files, more?: string) =>
  site({ ".eleventy.ts": config(more), "content/index.md": "# Home\n", ...files })
    .build()
    .expectExit(0);

const locs = (...urls: readonly string[]) =>
  urls.map((url) => `<url><loc>https://t.example${url}</loc></url>\n`).join("");
const sitemap = (entries: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n` +
  `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" ` +
  `xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${entries}</urlset>\n`;

describe("sitemap.xml", () => {
  it("lists every page that search engines may find, also those of Eleventy", async () => {
    await built({
      "content/404.md": "# Missing\n",
      "content/a.md": "# A\n",
      "content/draft.md": "---\ndraft: true\n---\n# D\n",
      "content/hidden.md": "---\nnoindex: true\n---\n# H\n",
      "content/ignored.md": "---\nsitemap: { ignore: true }\n---\n# I\n",
      "content/left-out.md": "---\nsitemap: false\n---\n# L\n",
      "content/list.njk":
        "---\npagination: { data: items, size: 1 }\nitems: [1, 2]\n" +
        "permalink: 'list/{{ pagination.pageNumber }}/'\n---\nx\n",
      "content/nowhere.md": "---\npermalink: false\n---\n# N\n",
      "content/data.njk": "---\npermalink: data.json\n---\n{}\n",
      "content/secret.njk": "---\nnoindex: true\neleventyExcludeFromCollections: true\n---\nx\n",
    }).expectFile("sitemap.xml", sitemap(locs("/a/", "/", "/list/0/", "/list/1/")));
  });

  it("has the date of a change only if the page sets one", async () => {
    await built({
      "content/2024-03-04-named.md": "# N\n",
      "content/dated.md": "---\ndate: 2024-01-02\n---\n# D\n",
      "content/timed.md": "---\nupdated: 2024-05-06T07:08:09Z\ndate: 2023-01-01\n---\n# T\n",
    }).expectFile(
      "sitemap.xml",
      sitemap(
        "<url><loc>https://t.example/named/</loc><lastmod>2024-03-04</lastmod></url>\n" +
          "<url><loc>https://t.example/dated/</loc><lastmod>2024-01-02</lastmod></url>\n" +
          "<url><loc>https://t.example/</loc></url>\n" +
          "<url><loc>https://t.example/timed/</loc><lastmod>2024-05-06T07:08:09Z</lastmod></url>\n",
      ),
    );
  });

  it("has URLs with the base path and the site's style, escaped for XML", async () => {
    await built({ "content/a & b é.md": "# A\n" }, ', urls: { base: "/x", style: "file" }')
      .expectFile("sitemap.xml", sitemap(locs("/x/a%20&amp;%20b%20%C3%A9", "/x/")))
      .expectFiles(["a & b é.html", "index.html", "sitemap.xml"]);
  });

  it("names the translations of a page", async () => {
    const link = (language: string, url: string) =>
      `<xhtml:link rel="alternate" hreflang="${language}" href="https://t.example${url}"/>`;
    const all = link("de", "/de/a/") + link("en", "/a/") + link("x-default", "/a/");
    await built({
      "content/a.md": "# A\n",
      "content/de/de.json": '{"lang":"de"}',
      "content/de/a.md": "# A\n",
      "content/de/only.md": "# O\n",
    }).expectFile(
      "sitemap.xml",
      sitemap(
        `<url><loc>https://t.example/a/</loc>${all}</url>\n` +
          `<url><loc>https://t.example/de/a/</loc>${all}</url>\n${locs("/de/only/", "/")}`,
      ),
    );
  });

  it("is an index of parts where one file cannot hold it", () => {
    const entries = Array.from({ length: 5 }, (_, index) => ({
      url: `/${index}/`,
      changed: index === 3 ? "2024-01-01" : "",
      translations: [],
    }));
    const input = { config: resolveConfig({ url: "https://t.example" }, { root: "/s" }) };
    const byNumber = filesOf(entries, input, { urls: 2, bytes: 1e9 });
    expect(byNumber.map(({ path }) => path)).toEqual([
      "sitemap.xml",
      "sitemap-1.xml",
      "sitemap-2.xml",
      "sitemap-3.xml",
    ]);
    expect(byNumber[0]?.content).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n' +
        "<sitemap><loc>https://t.example/sitemap-1.xml</loc></sitemap>\n" +
        "<sitemap><loc>https://t.example/sitemap-2.xml</loc><lastmod>2024-01-01</lastmod></sitemap>\n" +
        "<sitemap><loc>https://t.example/sitemap-3.xml</loc></sitemap>\n</sitemapindex>\n",
    );
    expect(byNumber.slice(1).map(({ content }) => content.toString().match(/<url>/g)?.length)).toEqual([
      2, 2, 1,
    ]);
    const [, part] = byNumber;
    const byBytes = filesOf(entries, input, { urls: 50_000, bytes: Buffer.byteLength(part?.content ?? "") });
    expect(byBytes.map(({ content }) => content.toString().match(/<url>/g)?.length)).toEqual([
      undefined,
      2,
      1,
      1,
      1,
    ]);
    expect(filesOf(entries, input, { urls: 5, bytes: 1e9 }).map(({ path }) => path)).toEqual(["sitemap.xml"]);
  });
});

describe("by the schema of sitemaps.org, a sitemap", () => {
  it("is valid, with times, translations and names that XML cannot hold as they are", async () => {
    const driver = await built({
      "content/a.md": "---\nupdated: 2024-05-06T07:08:09Z\n---\n# A\n",
      "content/de/de.json": '{"lang":"de"}',
      "content/de/a.md": "---\ndate: 2024-01-02\n---\n# A\n",
      "content/pt-BR/pt-BR.json": '{"lang":"pt-BR"}',
      "content/pt-BR/a.md": "# A\n",
      "content/a & b é.md": "# B\n",
    });
    const content = readFileSync(driver.path("_site/sitemap.xml"), "utf8");
    expect(content).toContain('hreflang="pt-BR"');
    expect(await xmllint("sitemap.xsd", content)).toEqual([]);
    for (const [right, wrong] of [
      ["<lastmod>2024-05-06T07:08:09Z", "<lastmod>2024-05-06 07:08"],
      ["<loc>https://t.example/a/", "<loc>t"],
      ['hreflang="de"', 'hreflang="de_DE"'],
      ["<url>", "<url><x/>"],
    ] as const) {
      expect(content).toContain(right);
      expect(await xmllint("sitemap.xsd", content.replace(right, wrong)), wrong).not.toEqual([]);
    }
  });

  it("is valid as an index, and in each of its parts", async () => {
    const entries = Array.from({ length: 5 }, (_, index) => ({
      url: `/${index}/`,
      changed: index > 1 ? "2024-01-01" : "",
      translations: [],
    }));
    const [index, ...parts] = filesOf(
      entries,
      { config: resolveConfig({ url: "https://t.example" }, { root: "/s" }) },
      { urls: 2, bytes: 1e9 },
    ).map(({ content }) => content.toString());
    for (const part of parts) expect(await xmllint("sitemap.xsd", part)).toEqual([]);
    expect(await xmllint("siteindex.xsd", index ?? "")).toEqual([]);
    for (const [right, wrong] of [
      ["<lastmod>2024-01-01", "<lastmod>1.1.2024"],
      ["<loc>https://t.example/sitemap-1.xml</loc>", ""],
      ["<sitemap>", "<sitemap><x/>"],
    ] as const) {
      expect(index).toContain(right);
      expect(await xmllint("siteindex.xsd", index?.replace(right, wrong) ?? ""), wrong).not.toEqual([]);
    }
  });
});

describe("robots.txt", () => {
  it("lets everything be read and names the sitemap", async () => {
    await built({}).expectFile(
      "robots.txt",
      "User-agent: *\nAllow: /\n\nSitemap: https://t.example/sitemap.xml\n",
    );
  });
});
