/** Feeds, read back by a parser that others wrote. */

import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import { describe, expect, it } from "vitest";
import { absoluteHtml } from "../../src/outputs/absolute-html.js";
import { escapeXml } from "../../src/outputs/xml.js";
import { readTree, site, type Files } from "../support/site.js";
import { xmllint } from "../support/xmllint.js";

const config = (more = "") =>
  `import { defineSite } from "handbill";\n` +
  `export default defineSite({ title: "T", url: "https://t.example"${more} });\n`;
const post = (front: string, body = "Text.") => `---\n${front}\n---\n${body}\n`;

/** Builds, and gives the text of every output file. */
async function built(files: Files, more?: string): Promise<ReadonlyMap<string, string>> {
  const made = await site({
    ".eleventy.ts": config(more),
    "content/index.md": "# Home\n",
    "content/x.png": "png",
    ...files,
  })
    .build()
    .expectExit(0);
  return new Map([...readTree(made.path("_site"))].map(([name, bytes]) => [name, bytes.toString()]));
}

const BLOG: Files = {
  "content/blog/index.md": post("title: The blog\ndescription: All of it"),
  "content/blog/2024-01-02-first.md": post(
    "title: 'First & <last> \"x\"'\ntags: [a, 'b & c']\nauthor: Ada",
    '![x](../x.png "y") [second](second.md#one) [up](#top) `]]>` & <em id="top">raw</em>',
  ),
  "content/blog/second.md": post(
    "title: Second\ndate: 2024-03-04T05:06:07Z\nupdated: 2024-03-05\ndescription: In short\n" +
      "authors: [{ name: Ada }, { name: Grace }]",
    "## One\n\nBody.",
  ),
  "content/blog/undated.md": post("title: Undated"),
  "content/blog/draft.md": post("title: Draft\ndate: 2024-04-04\ndraft: true"),
  "content/blog/hidden.md": post("title: Hidden\ndate: 2024-04-04\nnoindex: true"),
  "content/blog/live.njk": post("title: Live\ndate: 2023-01-01", '<p>{{ 1 + 1 }}</p><a href="/x.png">x</a>'),
};

/** Every format as the same plain entries. */
function readBack(files: ReadonlyMap<string, string>, folder: string) {
  const atom = parseAtomFeed(files.get(`${folder}feed.xml`) ?? "");
  const rss = parseRssFeed(files.get(`${folder}rss.xml`) ?? "");
  const json = parseJsonFeed(files.get(`${folder}feed.json`) ?? "");
  return {
    atom: atom.entries?.map((one) => ({
      id: one.id,
      title: one.title?.value ?? one.title,
      html: one.content?.value ?? one.content,
      published: one.published,
      authors: one.authors?.map(({ name }) => name),
      tags: one.categories?.map(({ term }) => term),
    })),
    rss: rss.items?.map((one) => ({
      id: one.guid?.value,
      title: one.title,
      html: one.content?.encoded,
      published: new Date(String(one.pubDate)).toISOString().replace(".000Z", "Z"),
      authors: one.dc?.creators,
      tags: one.categories?.map(({ name }) => name),
    })),
    json: json.items?.map((one) => ({
      id: one.id,
      title: one.title,
      html: one.content_html,
      published: one.date_published,
      authors: one.authors?.map(({ name }) => name),
      tags: one.tags,
    })),
    feeds: { atom, rss, json },
  };
}

describe("a feed", () => {
  it("contains every dated page of its folder in full, and is the same in every format", async () => {
    const { atom, rss, json, feeds } = readBack(await built(BLOG), "blog/");
    expect(atom?.map(({ id }) => id)).toEqual([
      "https://t.example/blog/second/",
      "https://t.example/blog/first/",
      "https://t.example/blog/live/",
    ]);
    const [second, first, live] = atom ?? [];
    expect(first).toMatchObject({
      title: 'First & <last> "x"',
      published: "2024-01-02T00:00:00Z",
      authors: ["Ada"],
      tags: ["a", "b & c"],
    });
    expect(second).toMatchObject({ published: "2024-03-04T05:06:07Z", authors: ["Ada", "Grace"] });
    expect(String(first?.html).trim()).toBe(
      '<p><img src="https://t.example/x.png" alt="x" title="y"> <a ' +
        'href="https://t.example/blog/second/#one">second</a> <a ' +
        'href="https://t.example/blog/first/#top">up</a> <code>]]&gt;</code> &amp; <em ' +
        'id="top">raw</em></p>',
    );
    expect(String(live?.html).trim()).toBe('<p>2</p><a href="https://t.example/x.png">x</a>');
    const same = (entries: typeof json) =>
      entries?.map(({ id, title, html, published, authors, tags }) =>
        JSON.stringify([id, title, String(html).trim(), published, authors ?? [], tags ?? []]),
      );
    expect(same(rss as typeof json)).toEqual(same(atom as typeof json));
    expect(same(json)).toEqual(same(atom as typeof json));
    expect(feeds.atom.updated).toBe("2024-03-05T00:00:00Z");
    expect(feeds.json.title).toBe("T: The blog");
    expect(feeds.rss.description).toBe("All of it");
    expect(feeds.atom.links?.map(({ href }) => href)).toEqual([
      "https://t.example/blog/feed.xml",
      "https://t.example/blog/",
    ]);
  });

  it("has an entry for each version of a changelog, by the dates in its headings", async () => {
    const changes =
      "## Unreleased\n\nsoon\n\n## 2.1 (2026-03-04)\n\n- [b](b.md) c\n\n### Fixes\n\nd\n\n## 2.0\n" +
      "\ne\n\n## [1.0] - 31 January 2025\n\nf\n";
    for (const file of ["content/changelog.md", "content/changelog/index.md"]) {
      const files = await built(
        {
          [file]: `---\ntitle: Changes\nlayout: changelog\n---\n${changes}`,
          "content/b.md": "# B\n",
          "content/changelog/b.md": "# B\n",
        },
        ', feeds: [{ folder: "changelog" }]',
      );
      const { json, feeds } = readBack(files, "changelog/");
      expect(json?.map(({ id, title, published }) => [id, title, published])).toEqual([
        ["https://t.example/changelog/#21-2026-03-04", "2.1 (2026-03-04)", "2026-03-04T00:00:00Z"],
        ["https://t.example/changelog/#20", "2.0", "2025-01-31T00:00:00Z"],
        [
          "https://t.example/changelog/#10---31-january-2025",
          "[1.0] - 31 January 2025",
          "2025-01-31T00:00:00Z",
        ],
      ]);
      expect(json?.[0]?.html).toMatch(
        /^<ul>[^]*href="https:\/\/t\.example\/[^]*<h3 id="fixes">Fixes<\/h3>\s*<p>d<\/p>$/,
      );
      expect(feeds.json.title).toBe("T: Changes");
      expect(files.get("changelog/index.html")).toContain('href="/changelog/feed.xml"');
    }
  });

  it("is linked in the head of every page", async () => {
    expect((await built(BLOG)).get("index.html")).toContain(
      '<link rel="alternate" type="application/atom+xml" title="T: The blog" ' +
        'href="https://t.example/blog/feed.xml">',
    );
  });

  it("belongs to a configured tag, folder or layout, below the base path", async () => {
    const files: Files = {
      "content/a.md": post("title: A\ndate: 2024-01-01\ntags: release"),
      "content/b.md": post("title: B\ndate: 2024-01-02\nlayout: blank"),
      "content/c/d.md": post("title: D\ndate: 2024-01-03\ntags: release"),
    };
    const made = await built(
      files,
      ', urls: { base: "/x/" }, feeds: [{ tag: "release", path: "releases" }, { layout: "blank", ' +
        'title: "Blank" }, { folder: "c", limit: 1 }]',
    );
    const ids = (folder: string) => readBack(made, folder).json?.map(({ id }) => id);
    expect([ids("releases/"), ids(""), ids("c/")]).toEqual([
      ["https://t.example/x/c/d/", "https://t.example/x/a/"],
      ["https://t.example/x/b/"],
      ["https://t.example/x/c/d/"],
    ]);
  });

  it("is not written if the site has no url or no dated page, or turns it off", async () => {
    const names = async (files: Files, more?: string) =>
      [...(await built(files, more)).keys()].filter((name) => /feed|rss/.test(name));
    expect(await names({ "content/blog/a.md": "# A\n" })).toEqual([]);
    expect(await names(BLOG, ", feeds: false")).toEqual([]);
    expect(await names(BLOG, ', url: ""')).toEqual([]);
  });

  it("is valid Atom and RSS for xmllint, for any text of its pages", async () => {
    const files = await built({
      ...BLOG,
      "content/blog/author.md": post("title: A\ndate: 2024-05-01\nauthor: 7"),
      "content/blog/untitled.njk": post("date: 2024-05-02", "<p>No title, no summary.</p>"),
      "content/blog/odd.md": post(
        'title: " "\ndate: 2024-05-03\ntags: ["", a]\nauthor: " "\ndescription: ""',
        "\u0007",
      ),
    });
    const [atom = "", rss = ""] = ["blog/feed.xml", "blog/rss.xml"].map((name) => files.get(name));
    expect(await xmllint("atom.rng", atom)).toEqual([]);
    expect(await xmllint("rss.rng", rss)).toEqual([]);
    const { json, rss: items } = readBack(files, "blog/");
    expect(items?.map(({ id }) => id)).toEqual(json?.map(({ id }) => id));
    expect(json).toHaveLength(6);
    for (const [schema, text, right, wrong] of [
      ["atom.rng", atom, "<title>Second</title>", ""],
      ["atom.rng", atom, "2024-03-04T05:06:07Z", "2024-03-04"],
      ["atom.rng", atom, "<name>Ada</name>", "<name></name>"],
      ["rss.rng", rss, "<description>All of it</description>", ""],
      ["rss.rng", rss, "04 Mar 2024", "4.3.2024"],
    ] as const) {
      expect(text).toContain(right);
      expect(await xmllint(schema, text.replaceAll(right, wrong)), wrong).not.toEqual([]);
    }
  });

  it("is valid without a title of the site", async () => {
    const files = await built(
      { "content/index.md": "Text.\n", "content/blog/a.md": post("date: 2024-01-01") },
      ', title: ""',
    );
    expect(await xmllint("atom.rng", files.get("blog/feed.xml") ?? "")).toEqual([]);
    expect(await xmllint("rss.rng", files.get("blog/rss.xml") ?? "")).toEqual([]);
  });
});

describe("URLs in a feed's HTML", () => {
  it.each([
    ['<a href="/a?b&amp;c#d">', '<a href="https://t.example/a?b&amp;c#d">'],
    ["<img src='../x.png' alt='>'>", "<img src='https://t.example/blog/x.png' alt='>'>"],
    [
      '<img srcset="/a.png 1x, b,c.png 2x,/d.png 3x">',
      '<img srcset="https://t.example/a.png 1x, https://t.example/blog/p/b,c.png ' +
        '2x,https://t.example/d.png 3x">',
    ],
    ['<img srcset="/a.png">', '<img srcset="https://t.example/a.png">'],
    [
      '<video poster=/p.png src="v.mp4"></video>',
      '<video poster=https://t.example/p.png src="https://t.example/blog/p/v.mp4"></video>',
    ],
    ['<blockquote cite="/q">', '<blockquote cite="https://t.example/q">'],
    [
      '<a href="mailto:a@t.example"> <a href="//cdn.example/x"> <a href="https://Other.example">',
      '<a href="mailto:a@t.example"> <a href="https://cdn.example/x"> <a href="https://Other.example">',
    ],
    ['<a href="">x</a> <p title="/a">', '<a href="">x</a> <p title="/a">'],
  ])("%s", (html, expected) => {
    expect(absoluteHtml(html, "https://t.example/blog/p/")).toBe(expected);
  });
});

it("leaves no character in XML that XML cannot hold", () => {
  expect(escapeXml('a\u0000\u0008\u000b\ud800\ufffe<&>"\t\n😀')).toBe(
    "a\ufffd\ufffd\ufffd\ufffd\ufffd&lt;&amp;&gt;&quot;\t\n😀",
  );
});
