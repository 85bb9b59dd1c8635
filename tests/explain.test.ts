/** `handbill explain`, and `build --explain`. */

import { expect, describe, it } from "vitest";
import { site, type Files } from "./support/site.js";

const files: Files = {
  ".eleventy.ts":
    'import { defineSite } from "handbill";\n' +
    'export default defineSite({ title: "Acme", eleventy(config) { config.addGlobalData("year", ' +
    "2024); } });\n",
  "layouts/post.njk":
    "---\nlayout: frame\ncolor: blue\n---\n" +
    "{% include 'part.njk' %}{{ content | safe }}{{ tags }}{{ color }}{{ year }}",
  "layouts/frame.njk": "{{ content | safe }}{{ team.lead }}{{ site.title }}",
  "layouts/part.njk": "<i></i>",
  "content/_data/team.json": '{"lead":"Ada"}',
  "content/_data/price.json": "1",
  "content/posts/posts.json": '{"layout":"post","tags":["post"]}',
  "content/posts/a.md": "---\ntitle: A\ntags: [new]\n---\n# A\n",
  "content/index.md":
    "---\ntitle: Home\nlayout: frame\n---\nRead [the post](posts/a.md#a).\n\n[Again](/posts/a/).\n",
  "content/feed.njk": "---\npermalink: feed.xml\n---\n<feed/>",
};

const TEXT = `/posts/a/ is content/posts/a.md
  written to     posts/a/index.html
  layouts        layouts/post.njk in layouts/frame.njk
  they use       layouts/part.njk
  data           color           "blue"                            layouts/post.njk
                 headings        [{"level":1,"id":"a","text":"A"…  Handbill
                 layout          "post"                            content/posts/posts.json
                 site            {"title":"Acme","description":"…  .eleventy.ts
                 tags            ["post","new"]                    content/posts/a.md:3, content/posts/posts.json
                 team            {"lead":"Ada"}                    content/_data/team.json
                 title           "A"                               content/posts/a.md:2
                 titleInContent  true                              Handbill
                 year            2024                              .eleventy.ts
  unused data    price: its layouts do not use them
  linked from    content/index.md:5:17
                 content/index.md:7:9
`;

describe("explain", () => {
  it("explains a page and the links to it, by its URL, its source or its file", async () => {
    const driver = site(files);
    for (const name of ["/posts/a/", "/posts/a", "content/posts/a.md", "posts/a.md", "posts/a/index.html"]) {
      await driver
        .run("explain", name)
        .expectExit(0)
        .expectStdout(
          `${TEXT}  last rendered  by no build in the cache\n` +
            "  next build     renders it, because it is new, or the previous build is not in the " +
            "cache\n",
        )
        .expectStderr("");
    }
  });

  it("explains why a page was last rendered, and whether the next build renders it", async () => {
    const driver = site(files);
    await driver
      .build()
      .expectExit(0)
      .run("explain", "/posts/a/")
      .expectStdout(/ {2}next build {5}does not render it\n$/);
    await driver
      .write("layouts/part.njk", "<b></b>")
      .run("explain", "/posts/a/")
      .expectStdout(/ {2}next build {5}renders it, because layouts\/part\.njk changed\n$/);
    await driver
      .build()
      .run("explain", "/posts/a/")
      .expectStdout(
        / {2}last rendered {2}because layouts\/part\.njk changed\n {2}next build {5}does not render it\n$/,
      );
    await driver
      .write("content/index.md", "Nothing\n")
      .build()
      .run("explain", "/posts/a/")
      .expectStdout(
        /linked from {4}no page's text\n {2}last rendered {2}because layouts\/part\.njk changed\n/,
      );
  });

  it("names Eleventy for a page that it evaluates", async () => {
    await site(files)
      .run("explain", "/feed.xml")
      .expectExit(0)
      .expectStdout(
        /^\/feed\.xml is content\/feed\.njk\n {2}written to {5}feed\.xml\n[^]* {2}rendered {7}in every build, by Eleventy\n$/,
      );
  });

  it("lists the URLs that redirect to a page, and the target of a redirect", async () => {
    const driver = site({
      "content/a.md": "---\nredirectFrom: /old/\n---\n# A\n",
      ".eleventy.ts":
        'import { defineSite } from "handbill";\n' +
        'export default defineSite({ redirects: { "/x/": { to: "/a/#part", status: 302 } } });\n',
    });
    await driver
      .run("explain", "/a/")
      .expectExit(0)
      .expectStdout(
        / {2}redirects here {1}\/old\/ \(301, content\/a\.md:2:15\)\n {17}\/x\/ \(302, \.eleventy\.ts:2:43\)\n/,
      );
    await driver
      .run("explain", "/old")
      .expectExit(0)
      .expectStdout("/old/ (301, content/a.md:2:15) redirects to /a/\n");
  });

  it("gives the same as JSON", async () => {
    await site(files)
      .runProcess("explain", "/posts/a/", "--format", "json")
      .expectExit(0)
      .check((_, { stdout }) => {
        const explanation = JSON.parse(stdout) as {
          source: string;
          layouts: string[];
          data: { key: string; origins: unknown }[];
        };
        expect(explanation).toMatchObject({
          source: "content/posts/a.md",
          url: "/posts/a/",
          layouts: ["layouts/post.njk", "layouts/frame.njk"],
          linkedFrom: [{ source: "content/index.md", line: 5, column: 17 }, { line: 7 }],
        });
        expect(explanation.data.find(({ key }) => key === "title")?.origins).toEqual([
          { file: "content/posts/a.md", line: 2 },
        ]);
      });
  });

  it("suggests a page for a misspelled name", async () => {
    await site(files)
      .run("explain", "/post/a/")
      .expectExit(1)
      .expectStderr("handbill: Unknown page `/post/a/`. Did you mean /posts/a/?\n");
    await site(files)
      .run("explain", "content/post/a.md")
      .expectExit(1)
      .expectStderr("handbill: Unknown page `content/post/a.md`. Did you mean content/posts/a.md?\n");
    await site(files)
      .run("explain")
      .expectExit(2)
      .expectStderr("handbill: `handbill explain` needs one argument: <URL or file>, or --config.\n");
  });
});

describe("build --explain", () => {
  it("says why each page is rendered, and nothing of the others", async () => {
    const driver = site(files);
    await driver
      .build()
      .expectExit(0)
      .write("layouts/part.njk", "<b></b>")
      .build("--explain")
      .expectStderr(/^content\/posts\/a\.md: layouts\/part\.njk changed\n3 pages, 1 file written, N s\n$/m);
    await driver
      .write("content/_data/team.json", '{"lead":"Grace"}')
      .build("--explain")
      .expectStderr(
        /^content\/index\.md: the data `team` changed\ncontent\/posts\/a\.md: the data `team` changed\n3 pages, 2 files written, N s\n$/m,
      );
    await driver
      .write("_site/posts/a/index.html", "x")
      .write("content/index.md", "Home\n")
      .build("--explain")
      .expectStderr(/^content\/index\.md: its file changed/m);
  });
});

it("names the line of a key, also where its value is further down", async () => {
  await site({ "content/a.md": "---\ntitle: A\ntags:\n  - x\n---\n" })
    .run("explain", "content/a.md")
    .expectExit(0)
    .expectStdout(/tags.*content\/a\.md:3/);
});
