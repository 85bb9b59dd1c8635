/** `check --against`: what an earlier release had, and this one has not. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it, onTestFinished } from "vitest";
import type { OutputIndex } from "../../src/model/output-index.js";
import type { SitePage } from "../../src/model/model.js";
import { reportLostUrls } from "../../src/site/redirects/lost-urls.js";
import {
  isLinked,
  publishedFile,
  publishedSitemap,
  type Published,
} from "../../src/site/redirects/published.js";
import { growthOf, TOO_MUCH } from "../support/growth.js";
import { site, type Files } from "../support/site.js";

const config = (options: string) =>
  `import { defineSite } from "handbill";\nexport default defineSite(${options});\n`;

/** The hints about addresses and anchors that are lost. */
function hints({ stdout }: { readonly stdout: string }): string[] {
  return (JSON.parse(stdout) as { diagnostics: { hint: string }[] }).diagnostics.map(({ hint }) => hint);
}

const FILES: Files = {
  "content/index.md": "# Home\n",
  "content/docs/install.md": "# Install it\n\n## On Linux\n",
  "content/docs/start.md": "# Start\n",
};

describe("check --against a folder", () => {
  it("accepts URLs that still exist", async () => {
    await site({
      ...FILES,
      "public/plan.pdf": "x",
      ".eleventy.ts": config('{ url: "https://acme.example" }'),
    })
      .build("--output", "old")
      .run("check", "--against", "old")
      .expectExit(0)
      .expectStderr(/\n3 pages, and 5 published URLs, nothing to report\n$/);
  });

  it("names each lost page and document, and its likely new URL", async () => {
    await site({ ...FILES, "public/plan.pdf": "x", "public/logo.png": "x", "public/app.js": "x" })
      .build("--output", "old")
      .rename("content/docs/install.md", "content/docs/setup.md")
      .remove("content/docs/start.md")
      .remove("public")
      .run("check", "--against", "old", "--format", "json")
      .expectExit(1)
      .expectDiagnostics(
        "lost-address old/docs/install/index.html",
        "lost-address old/docs/start/index.html",
        "lost-address old/plan.pdf",
      )
      .check((_, finished) => {
        expect(hints(finished)).toEqual([
          "If it is /docs/setup/ now, write `redirectFrom: /docs/install/` in content/docs/setup.md.",
          'Redirect it in .eleventy.ts: `redirects: { "/docs/start/": "/…" }`. If it was removed ' +
            "on purpose, add it to `gone`.",
          'Redirect it in .eleventy.ts: `redirects: { "/plan.pdf": "/…" }`. If it was removed on ' +
            "purpose, add it to `gone`.",
        ]);
      });
  });

  it("accepts redirects of URLs and folders, and removed URLs in `gone`", async () => {
    await site({ ...FILES, "content/2019/a.md": "# A\n", "content/more/b.md": "# B\n" })
      .build("--output", "old")
      .remove("content/2019")
      .rename("content/more/b.md", "content/docs/b.md")
      .rename("content/docs/install.md", "content/docs/setup.md")
      .write("content/docs/start.md", "---\nredirectFrom: /docs/install/\n---\n# Start\n\n## On Linux\n")
      .write(".eleventy.ts", config('{ redirects: { "/more/*": "/docs/:splat" }, gone: ["/2019/**"] }'))
      .run("check", "--against", "old", "--format", "json")
      .expectDiagnostics()
      .expectExit(0);
  });

  it("recognises a moved folder", async () => {
    const pages = Object.fromEntries(
      ["a", "b", "c/d"].map((name) => [`content/docs/${name}.md`, `# The same ${name}\n`]),
    );
    await site({ "content/index.md": "# Home\n", ...pages })
      .build("--output", "old")
      .rename("content/docs", "content/guide/v1")
      .run("check", "--against", "old", "--format", "json")
      .check((_, finished) =>
        expect(hints(finished)).toEqual([
          'Redirect the folder in .eleventy.ts: `redirects: { "/docs/*": "/guide/v1/:splat" }`.',
        ]),
      )
      .write(".eleventy.ts", config('{ redirects: { "/docs/*": "/guide/v1/:splat" } }'))
      .run("check", "--against", "old", "--format", "json")
      .expectDiagnostics();
  });

  it("names lost headings of pages that stayed and of moved pages", async () => {
    await site({
      ...FILES,
      "layouts/own.njk": '<h1 id="own">x</h1>{{ content | safe }}',
      "content/kept.md": '---\nlayout: own\n---\n## One\n\n<a id="two"></a>\n\n<p id="three">x</p>\n',
    })
      .build("--output", "old")
      .write("content/kept.md", "---\nlayout: own\n---\n## Other\n")
      .write(
        "content/docs/install.md",
        "---\npermalink: /setup/\nredirectFrom: /docs/install/\n---\n# Install it\n\n## On Linuxes\n",
      )
      .run("check", "--against", "old", "--format", "json")
      .expectDiagnostics(
        "lost-anchor old/docs/install/index.html",
        "lost-anchor old/kept/index.html",
        "lost-anchor old/kept/index.html",
      )
      .expectExit(0)
      .check((_, finished) =>
        expect(hints(finished)[0]).toBe(
          "Write {#on-linux} after the heading, perhaps #on-linuxes. To keep both ids, put an <a> " +
            "with the old id before it.",
        ),
      )
      .write(
        "content/docs/install.md",
        "---\npermalink: /setup/\nredirectFrom: /docs/install/\n---\n# Install it\n\n" +
          "## On Linuxes {#on-linux}\n",
      )
      .write("content/kept.md", '---\nlayout: own\n---\n<a id="one"></a>\n\n## Other {#two}\n')
      .run("check", "--against", "old", "--format", "json")
      .expectDiagnostics();
  });

  it("sees pages that Eleventy makes, and their ids", async () => {
    await site({
      "content/index.md": "# Home\n",
      "content/list.njk": '---\npermalink: /list/\n---\n<h2 id="all">All</h2>',
    })
      .build("--output", "old")
      .run("check", "--against", "old", "--format", "json")
      .expectDiagnostics()
      .write("content/list.njk", '---\npermalink: /list/\n---\n<h2 id="some">All</h2>')
      .run("check", "--against", "old", "--format", "json")
      .expectDiagnostics("lost-anchor old/list/index.html");
  });

  it("reports URLs with another ending once", async () => {
    await site({ "content/index.md": "# Home\n", "content/a.md": "# A\n" })
      .build("--output", "old")
      .write(".eleventy.ts", config('{ urls: { style: "file" } }'))
      .run("check", "--against", "old", "--format", "json")
      .expectDiagnostics("lost-address old/a/index.html")
      .check((_, finished) =>
        expect(hints(finished)[0]).toMatch(/^The page is at \/a now\. Write all URLs as before/),
      );
  });

  it("reports that all URLs ended in .html", async () => {
    await site({
      "content/index.md": "# Home\n",
      "content/docs/a b.md": "# A\n",
      "old/docs/a b.html": "<h1>A</h1>",
    })
      .run("check", "--against", "old", "--format", "json")
      .expectDiagnostics("lost-address old/docs/a b.html")
      .check((_, finished) =>
        expect(hints(finished)[0]).toBe(
          'The page is at /docs/a b/ now. Write all URLs as before, with `urls: { style: "file" }` ' +
            "in .eleventy.ts, or write `redirectFrom: /docs/a%20b.html` in content/docs/a b.md.",
        ),
      )
      .write(".eleventy.ts", config('{ urls: { style: "file" } }'))
      .run("check", "--against", "old", "--format", "json")
      .expectDiagnostics();
  });

  it("reports a change that many URLs have in common once, with one remedy", async () => {
    const pages = (names: readonly string[], text = "<h1>x</h1>") =>
      Object.fromEntries(names.map((name) => [name, text]));
    const now = pages(["content/a.md", "content/b.md", "content/c.md", "content/index.md"], "x\n");
    const ask = (old: Files, more: Files = {}) =>
      site({ ...now, ...old, ...more }).run("check", "--against", "old", "--format", "json");
    await ask(pages(["old/A/index.html", "old/B/index.html", "old/C/index.html", "old/gone.pdf"]))
      .expectDiagnostics("lost-address old/A/index.html", "lost-address old/gone.pdf")
      .check((_, finished) => {
        expect(finished.stdout).toContain("/A/ and 2 more URLs had capital letters.");
        expect(hints(finished)[0]).toContain(
          "redirects: Object.fromEntries(old.map((path) => [path, path.toLowerCase()]))",
        );
      });
    await ask(pages(["old/a.html", "old/b.html", "old/c.html"]))
      .expectDiagnostics("lost-address old/a.html")
      .check((_, finished) => expect(hints(finished)[0]).toContain('urls: { style: "file" }'));
    await ask(pages(["old/A.html", "old/B.html", "old/C.html"]))
      .expectDiagnostics("lost-address old/A.html")
      .check((_, finished) =>
        expect(hints(finished)[0]).toContain('.toLowerCase().replace(/\\.html$/, "/")'),
      );
    await ask(pages(["old/A/index.html", "old/B/index.html"])).expectDiagnostics(
      "lost-address old/A/index.html",
      "lost-address old/B/index.html",
    );
  });

  it("takes an id of most pages for the theme's", async () => {
    const names = ["a", "b", "c", "d", "e"];
    const old = (id: string) => `<h1>x</h1><section id="main-wrap"><h2 id="${id}">y</h2></section>`;
    await site({
      "content/index.md": "# Home\n",
      ...Object.fromEntries(names.map((name) => [`content/${name}.md`, "x\n"])),
      ...Object.fromEntries(names.map((name) => [`old/${name}/index.html`, old(`of-${name}`)])),
    })
      .run("check", "--against", "old", "--format", "json")
      .expectDiagnostics(...names.map((name) => `lost-anchor old/${name}/index.html`));
  });

  it("guesses no page of another version or section", async () => {
    await site({
      "content/index.md": "# Home\n",
      "content/v2/install.md": "# Install\n",
      "content/v1/other.md": "# Other\n",
      "content/blog/notes.md": "# Notes\n",
      "content/docs/reference-manual.md": "# Another\n",
      "content/post.md": "# Post\n",
      "old/v1/install/index.html": "<h1>Install</h1>",
      "old/v3/install/index.html": "<h1>Install</h1>",
      "old/docs/notes/index.html": "<h1>Notes</h1>",
      "old/2019/05/post/index.html": "<h1>Post</h1>",
    })
      .run("check", "--against", "old", "--format", "json")
      .check((_, finished) =>
        expect(hints(finished).filter((hint) => /^If it is/.test(hint))).toEqual([
          "If it is /post/ now, write `redirectFrom: /2019/05/post/` in content/post.md.",
        ]),
      );
  });

  it("says where a page led on that was there for that alone", async () => {
    const alias = (to: string) =>
      `<!DOCTYPE html><html><head><meta http-equiv="Refresh" content="0; url=${to}"></head></html>`;
    const old = {
      "old/a/index.html": alias("https://acme.example/x/docs/start/#on"),
      "old/b.html": alias("docs/start/"),
      "old/c/index.html": alias("https://other.example/?a=1&amp;b"),
      "old/d/index.html": alias("../nowhere/"),
    };
    await site({ ...FILES, ...old, ".eleventy.ts": config('{ urls: { base: "/x/" } }') })
      .run("check", "--against", "old", "--format", "json")
      .check((_, finished) =>
        expect(hints(finished).map((hint) => /redirects: .* }/.exec(hint)?.[0])).toEqual([
          'redirects: { "/a/": "/docs/start/" }',
          'redirects: { "/b.html": "/docs/start/" }',
          'redirects: { "/c/": "https://other.example/?a=1&b" }',
          'redirects: { "/d/": "/…" }',
        ]),
      );
  });

  it("takes no heading that many pages had for the name of one", async () => {
    await site({ ...FILES, "old/index.html": "<h1>Home</h1>", "old/other/index.html": "<h1>Home</h1>" })
      .run("check", "--against", "old", "--format", "json")
      .expectDiagnostics("lost-address old/other/index.html")
      .check((_, finished) => expect(hints(finished)[0]).toMatch(/^Redirect it in \.eleventy\.ts/));
  });

  it("takes pages with errors for pages that are there", async () => {
    await site(FILES)
      .build("--output", "old")
      .write("content/docs/start.md", "---\nlayout: none\n---\n# Start\n")
      .run("check", "--against", "old", "--format", "json")
      .expectDiagnostics("layout-missing content/docs/start.md:2:9");
  });

  it("takes the release of another generator, and leaves level and silence to the site", async () => {
    await site({
      "content/index.md": "# Home\n",
      "old/a.html": "<!doctype html><h1>Home ¶</h1>",
      "old/index.html": "<h1>x</h1>",
      ".eleventy.ts": config('{ levels: { "lost-address": "warning" } }'),
    })
      .run("check", "--against", "old", "--format", "json")
      .expectExit(0)
      .expectDiagnostics("lost-address old/a.html")
      .check((_, finished) =>
        expect(hints(finished)[0]).toBe("If it is / now, write `redirectFrom: /a.html` in content/index.md."),
      );
  });
});

describe("check --against a list", () => {
  it("names the line of each lost URL, once for each URL", async () => {
    await site({
      ...FILES,
      "old.txt":
        "# What we had\n\n/docs/start/#nowhere\r\nhttps://acme.example/docs/old/?x=1#a\n" +
        "/docs/old/#b\n  docs/install/#on-linux\n/caf%C3%A9/\n",
    })
      .run("check", "--against", "old.txt", "--format", "json")
      .expectDiagnostics("lost-anchor old.txt:3:1", "lost-address old.txt:4:1", "lost-address old.txt:7:1")
      .expectExit(1);
  });

  it("reads a sitemap, below the site's base", async () => {
    const sitemap =
      '<?xml version="1.0"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n' +
      "<url><loc>https://acme.example/x/docs/start/</loc><image:image><image:loc>https://acme.example/x/a.jpg</image:loc></image:image></url>\n<url>\n  <loc>\n    https://acme.example/x/a&amp;b/</loc>\n</url>\n<url><loc>https://acme.example/other/</loc></url>\n</urlset>";
    await site({ ...FILES, "old.xml": sitemap })
      .run("check", "--base", "/x/", "--against", "old.xml", "--format", "json")
      .expectDiagnostics("lost-address old.xml:6:5")
      .run("check", "--base", "/y/", "--against", "old.xml")
      .expectExit(1)
      .expectStderr(/handbill: old\.xml contains 3 URLs, but none below \/y\/\.\n$/);
  });

  it("takes the base without its slash for the home page", async () => {
    await site({ ...FILES, "old.txt": "https://acme.example/x#lost\nhttps://acme.example/xy\n" })
      .run("check", "--base", "/x/", "--against", "old.txt", "--format", "json")
      .expectDiagnostics("lost-anchor old.txt:1:1");
  });

  it("explains why it cannot compare", async () => {
    await site({
      ...FILES,
      "index.xml": "<sitemapindex><sitemap><loc>https://acme.example/a.xml</loc></sitemap></sitemapindex>",
      "empty.txt": "\n",
    })
      .run("check", "--against", "gone")
      .expectExit(2)
      .expectStderr(
        "handbill: gone does not exist. `--against` needs the output folder of a previous release, " +
          "its sitemap, or a list of URLs.\n",
      )
      .run("check", "--against", "ftp://acme.example")
      .expectExit(2)
      .expectStderr(
        "handbill: `--against` must be a path or a URL such as https://acme.example, not " +
          "`ftp://acme.example`.\n",
      )
      .run("check", "--against", "https://")
      .expectExit(2)
      .run("check", "--against", "")
      .expectExit(2)
      .run("check", "--against", "index.xml")
      .expectExit(1)
      .expectStderr(
        /handbill: index\.xml is an index of sitemaps, such as https:\/\/acme\.example\/a\.xml\. Use its URL instead of the file, or one of these sitemaps\.\n$/,
      )
      .run("check", "--against", "empty.txt")
      .expectExit(1)
      .expectStderr(/handbill: empty\.txt contains no URLs\.\n$/);
  });
});

describe("check --against a URL", () => {
  /** Serves texts by path. */
  async function serve(texts: (origin: string) => Readonly<Record<string, string>>): Promise<string> {
    const server = createServer((request, response) => {
      const text = texts(`http://${request.headers.host}`)[request.url ?? ""];
      response.writeHead(text === undefined ? 404 : 200).end(text);
    });
    await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
    onTestFinished(() => void server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it("reads the site's sitemap, and the sitemaps of an index", async () => {
    const origin = await serve((at) => ({
      "/sitemap.xml":
        `<sitemapindex><sitemap><loc>${at}/1.xml</loc></sitemap><sitemap><loc>${at}` +
        "/2.xml</loc></sitemap></sitemapindex>",
      "/1.xml": `<urlset><url><loc>${at}/docs/start/</loc></url></urlset>`,
      "/2.xml": `<urlset><url><loc><![CDATA[${at}/lost/]]></loc></url></urlset>`,
    }));
    await site(FILES)
      .run("check", "--against", origin, "--format", "json")
      .expectDiagnostics("lost-address")
      .expectExit(1);
  });

  it("reads the sitemap of a site below a path, however large it is", async () => {
    const many = Array.from({ length: 200_000 }, () => "<url><loc>/project/docs/start/</loc></url>").join("");
    const origin = await serve(() => ({ "/project/sitemap.xml": `<urlset>${many}</urlset>` }));
    await site(FILES)
      .run("check", "--base", "/project/", "--against", `${origin}/project/`, "--format", "json")
      .expectDiagnostics()
      .expectExit(0);
  });

  it("says why it cannot", async () => {
    const origin = await serve(() => ({ "/a": "<html>" }));
    await site(FILES)
      .run("check", "--against", origin)
      .expectExit(1)
      .expectStderr(new RegExp(`handbill: ${origin}/sitemap\\.xml answers 404\\.\n$`))
      .run("check", "--against", `${origin}/a`)
      .expectExit(1)
      .expectStderr(new RegExp(`handbill: ${origin}/a is not a sitemap\\.\n$`))
      .run("check", "--against", "http://127.0.0.1:9/")
      .expectStderr(/handbill: http:\/\/127\.0\.0\.1:9\/sitemap\.xml could not be downloaded: .+\.\n$/);
  });
});

describe("a part of the site with most of the losses", () => {
  const finished = ({ url, page }: SitePage): OutputIndex => ({
    has: (one) => one === url,
    certainlyHas: (one) => one === url,
    hasAround: () => false,
    pageAt: (one) => (one === url ? page : undefined),
    pathsOf: () => [],
  });
  const pageAt = (url: string, ids: readonly string[] = []) =>
    ({ url, data: { title: url }, page: { source: `content${url}.md`, ids } }) as unknown as SitePage;
  const none = { redirectAt: () => undefined };
  const was = (path: string, anchors: readonly string[] = []): Published => ({
    path,
    anchors,
    heading: "",
    place: {},
  });
  const numbered = (amount: number, name: string) =>
    Array.from({ length: amount }, (_, index) => `${name}${index + 10_000}`);

  it("is reported in proportion if a page has other ids", async () => {
    const work = (size: number) => {
      const page = pageAt("/a/", numbered(size, "new-heading-number-"));
      const published = [was("/a/", numbered(size, "old-heading-number-"))];
      return reportLostUrls(published, { pages: [page], ...none }, finished(page), []);
    };
    expect(await growthOf(work, 1000)).toBeLessThan(TOO_MUCH);
  });
});

describe("the published URLs", () => {
  it("are pages, documents and feeds", () => {
    expect(
      [
        "a/index.html",
        "blog/feed.json",
        "atom.xml",
        "a.pdf",
        "search-index.json",
        "logo.png",
        "404.html",
        "de/404.html",
      ].filter(isLinked),
    ).toEqual(["a/index.html", "blog/feed.json", "atom.xml", "a.pdf"]);
  });

  it("is read from pages of any generator", () => {
    const html =
      "<head><title>x</title></head><h1 class=a>Set <b>up</b>\n" +
      ' &amp; run <a href="#x">#</a></h1><section id="a"><h2 id=b>B</h2><a name="c"></a><div ' +
      'id="d"></div><dl><dt id="e">E</dt></dl></section>';
    expect(publishedFile("docs/index.html", html, {})).toEqual({
      path: "/docs/",
      anchors: ["a", "b", "c", "e"],
      heading: "Set up & run",
      place: {},
    });
    expect(publishedFile("a.html", "", {})).toMatchObject({ path: "/a.html", anchors: [], heading: "" });
  });

  it("has the heading that readers saw", () => {
    expect(
      publishedFile(
        "a.html",
        '<h1 id="a">What&#39;s new &#x26; old<a class="headerlink" href="#a">&para;</a></h1>',
        {},
      ).heading,
    ).toBe("What's new & old");
  });

  it("has ids as URLs name them", () => {
    expect(publishedFile("a.html", '<h2 id="q&amp;a">Q</h2><h3 id=größe>G</h3>', {}).anchors).toEqual([
      "q&a",
      "größe",
    ]);
  });

  it("has only ids with links to them", () => {
    const notes =
      '<sup><a href="#fn1" id="fnref1">1</a></sup> <h2 class="sr-only" id="footnote-label">Footnotes</h2>';
    const code =
      '<code><a id="__codelineno-0-1" name="__codelineno-0-1" href="#__codelineno-0-1"></a>x</code>';
    const sphinx =
      '<section id="install"><span id="old"></span><h1>Install</h1><section ' +
      'id="linux"><h2>Linux</h2></section></section>';
    expect(
      publishedFile("a.html", `${sphinx}<h2><a id="b" href="#b">B</a></h2>${notes}${code}`, {}).anchors,
    ).toEqual(["linux", "b"]);
  });

  it("is read from a sitemap of any size, in proportion", async () => {
    const work = (size: number) =>
      publishedSitemap(
        `<urlset>${"<url>\n<loc>/a/</loc>\n</url>\n".repeat(size)}<loc>${" ".repeat(size)}`,
        "x",
      );
    expect(await growthOf(work, 20_000)).toBeLessThan(TOO_MUCH);
  });

  it("keeps no page in memory", () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    collect();
    const before = process.memoryUsage().heapUsed;
    const kept = Array.from({ length: 400 }, (_, index) =>
      publishedFile(
        `${index}.html`,
        `<h1>A heading of some length ${index}</h1><h2 id="an-id-of-some-length-${index}">x</h2>` +
          `${String(index).repeat(100_000)}`,
        {},
      ),
    );
    collect();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(20_000_000);
    expect(kept).toHaveLength(400);
  });

  it("is no text that is no sitemap", () => {
    expect(publishedSitemap("/a/\n/b/\n", "x")).toBeUndefined();
    expect(publishedSitemap("<rss><loc>x</loc></rss>", "x")).toBeUndefined();
  });
});
