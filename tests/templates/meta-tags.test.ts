/** What machines read in a page's head. */

import { createServer } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { listen } from "../../src/system/server.js";
import { metaTags } from "../../src/templates/meta-tags.js";
import { launchBrowser } from "../support/browser.js";
import { site } from "../support/site.js";

const SITE = {
  title: "T",
  description: "All",
  url: "https://t.example",
  base: "/x/",
  language: "en-GB",
  feeds: [
    {
      title: "T: Blog",
      folder: "blog",
      atom: "/blog/feed.xml",
      rss: "/blog/rss.xml",
      json: "/blog/feed.json",
    },
  ],
};
const jsonLd = (tags: string) =>
  (
    JSON.parse(/<script type="application\/ld\+json">(.*)<\/script>/.exec(tags)?.[1] ?? "{}") as {
      readonly "@graph"?: readonly Record<string, unknown>[];
    }
  )["@graph"];

describe("the head of a page", () => {
  it("has its canonical URL below the base path, or the one that the page sets", () => {
    expect(metaTags(SITE, { url: "/a/" })).toContain('<link rel="canonical" href="https://t.example/x/a/">');
    expect(metaTags(SITE, { url: "/a/", canonical: "/b/" })).toContain(
      '<link rel="canonical" href="https://t.example/x/b/">',
    );
    expect(metaTags(SITE, { url: "/a/", canonical: "https://o.example/?a&b" })).toContain(
      '<link rel="canonical" href="https://o.example/?a&amp;b">',
    );
  });

  it("asks search engines to leave it out, and then has no canonical URL", () => {
    for (const page of [{ url: "/a/", noindex: true }, { url: "/404.html" }]) {
      expect(metaTags(SITE, page)).toContain('<meta name="robots" content="noindex">');
      expect(metaTags(SITE, page)).not.toContain("canonical");
    }
    expect(metaTags({ ...SITE, url: "" }, { url: "/a/", noindex: true })).toBe(
      '<meta name="robots" content="noindex">',
    );
    expect(metaTags({ ...SITE, url: "" }, { url: "/a/" })).toBe("");
  });

  it("has a link preview with its title and description", () => {
    const tags = metaTags(SITE, {
      url: "/blog/a/",
      inputPath: "./content/blog/a.md",
      title: 'A "b" <c>',
      description: "D",
      date: new Date("2024-01-02"),
      updated: "2024-01-03",
      image: "/i.png",
      imageAlt: "I",
      lang: "de-AT",
      layout: "docs",
      author: [{ name: "Ada" }],
    });
    for (const [name, content] of Object.entries({
      "og:type": "article",
      "og:title": "A &quot;b&quot; &lt;c&gt;",
      "og:description": "D",
      "og:url": "https://t.example/x/blog/a/",
      "og:locale": "de_AT",
      "og:image": "https://t.example/x/i.png",
      "og:image:alt": "I",
      "article:published_time": "2024-01-02T00:00:00Z",
      "article:modified_time": "2024-01-03T00:00:00Z",
    })) {
      expect(tags).toContain(`<meta property="${name}" content="${content}">`);
    }
    expect(metaTags(SITE, { url: "/blog/a/", image: { src: "/i.png", alt: "I" } })).toContain(
      '<meta property="og:image" content="https://t.example/x/i.png">\n' +
        '<meta property="og:image:alt" content="I">',
    );
    expect(tags).toContain('<meta name="twitter:card" content="summary_large_image">');
    expect(jsonLd(tags)).toMatchObject([
      {
        "@type": "BlogPosting",
        headline: 'A "b" <c>',
        datePublished: "2024-01-02T00:00:00Z",
        dateModified: "2024-01-03T00:00:00Z",
        author: [{ "@type": "Person", name: "Ada" }],
        image: "https://t.example/x/i.png",
        isPartOf: { "@id": "https://t.example/x/#website" },
      },
    ]);
  });

  it("names the home page by its own title and the site's, in each language, and the site alone where they are one", () => {
    const titleOf = (page: object) =>
      /<meta property="og:title" content="(.*)">/.exec(
        metaTags({ ...SITE, homes: ["/", "/de/"] }, page),
      )?.[1];
    expect([
      titleOf({ url: "/", title: "Paddles for all" }),
      titleOf({ url: "/de/", title: "Paddel" }),
      titleOf({ url: "/", title: "T" }),
      titleOf({ url: "/" }),
      titleOf({ url: "/a/", title: "A" }),
    ]).toEqual(["Paddles for all · T", "Paddel · T", "T", "T", "A"]);
  });

  it("has the questions and answers of a landing page as data", () => {
    const sections = [
      { type: "hero", title: "H" },
      { type: "faq", items: [{ question: "Is it <em>fast</em> &amp; small?", answer: "<p>Yes.</p>" }] },
    ];
    expect(jsonLd(metaTags(SITE, { url: "/a/", layout: "landing", sections }))).toEqual([
      {
        "@type": "FAQPage",
        "@id": "https://t.example/x/a/#faq",
        mainEntity: [
          {
            "@type": "Question",
            name: "Is it fast & small?",
            acceptedAnswer: { "@type": "Answer", text: "<p>Yes.</p>" },
          },
        ],
      },
    ]);
  });

  it("names feeds and translations", () => {
    const tags = metaTags(SITE, {
      url: "/a/",
      languages: [
        { lang: "de", url: "/de/a/", isTranslated: true },
        { lang: "en-GB", url: "/a/", isTranslated: true },
        { lang: "fr", url: "/fr/", isTranslated: false },
      ],
    });
    expect(tags).toContain(
      '<link rel="alternate" type="application/rss+xml" title="T: Blog" ' +
        'href="https://t.example/x/blog/rss.xml">',
    );
    expect(tags).toContain(
      '<link rel="alternate" hreflang="de" href="https://t.example/x/de/a/">\n' +
        '<link rel="alternate" hreflang="en-GB" href="https://t.example/x/a/">\n' +
        '<link rel="alternate" hreflang="x-default" href="https://t.example/x/a/">',
    );
    expect(tags).not.toContain("/fr/");
    expect(
      metaTags(SITE, {
        url: "/a/",
        languages: [
          { lang: "en-GB", url: "/a/", isTranslated: true },
          { lang: "fr", url: "/fr/", isTranslated: false },
        ],
      }),
    ).not.toContain("hreflang");
  });

  it("describes the page and its position", () => {
    expect(jsonLd(metaTags(SITE, { url: "/", title: "Home", layout: "docs" }))).toEqual([
      {
        "@type": "WebSite",
        "@id": "https://t.example/x/#website",
        name: "T",
        url: "https://t.example/x/",
        description: "All",
        inLanguage: "en-GB",
      },
    ]);
    expect(
      jsonLd(
        metaTags(SITE, {
          url: "/docs/a/",
          title: "A",
          layout: "docs",
          breadcrumbs: [
            { title: "Home", url: "/" },
            { title: "Docs", url: "/docs/" },
          ],
        }),
      ),
    ).toMatchObject([
      {
        "@type": "BreadcrumbList",
        itemListElement: [
          { position: 1, name: "Home", item: "https://t.example/x/" },
          { position: 2, name: "Docs", item: "https://t.example/x/docs/" },
          { position: 3, name: "A", item: "https://t.example/x/docs/a/" },
        ],
      },
      { "@type": "TechArticle", headline: "A" },
    ]);
  });

  it("holds data that no title can end", () => {
    const tags = metaTags(SITE, {
      url: "/docs/a/",
      layout: "docs",
      title: "</script><script>alert(1)</script>\u2028",
    });
    expect(tags.match(/<\/script/g)).toHaveLength(1);
    expect(jsonLd(tags)).toMatchObject([{ headline: "</script><script>alert(1)</script>\u2028" }]);
  });
});

it("passes a strict Content-Security-Policy in a browser, structured data included", async () => {
  const made = await site({
    ".eleventy.ts":
      'import { defineSite } from "handbill";\n' +
      'export default defineSite({ title: "T", url: "https://t.example" });\n',
    "content/index.md": "# Hi\n",
    "content/docs/a.md": "# A </script>\n",
  })
    .build()
    .expectExit(0);
  const { readFileSync } = await import("node:fs");
  const html = readFileSync(made.path("_site/docs/a/index.html"));
  const server = createServer(({ url = "" }, response) => {
    if (url.endsWith("/"))
      response
        .writeHead(200, { "Content-Type": "text/html", "Content-Security-Policy": "default-src 'self'" })
        .end(html);
    else
      response.writeHead(200, { "Content-Type": url.endsWith(".js") ? "text/javascript" : "text/css" }).end();
  });
  onTestFinished(() => void server.close());
  const port = await listen(server, 4870);
  const browser = await launchBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  const said: string[] = [];
  page.on("console", (message) => void said.push(message.text()));
  page.on("pageerror", (error) => void said.push(error.message));
  await page.goto(`http://localhost:${port}/docs/a/`);
  expect(said.filter((line) => line.includes("Content Security Policy"))).toEqual([]);
  const data = await page.locator('script[type="application/ld+json"]').textContent();
  expect(
    (JSON.parse(data ?? "") as { "@graph": { "@type": string }[] })["@graph"].map((one) => one["@type"]),
  ).toEqual(["BreadcrumbList", "TechArticle"]);
});
