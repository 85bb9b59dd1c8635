/** What a build writes for hosts: files with redirects and headers, and pages that lead on. */

import { describe, expect, it } from "vitest";
import { readTree, site, type Files, type SiteDriver } from "../support/site.js";

const config = (options: string) =>
  `import { defineSite } from "handbill";\nexport default defineSite({ title: "T", ${options} });\n`;
const moved: Files = {
  "content/index.md": "# Home\n",
  "content/a.md": "---\nredirectFrom: [/old/, /old.html, /caf%C3%A9]\n---\n# A\n",
};

describe("a site that names no host", () => {
  it("has a page at the URL of each redirect, and no file of a host", async () => {
    await site(moved)
      .build()
      .expectExit(0)
      .expectFiles(["a/index.html", "café/index.html", "index.html", "old.html", "old/index.html"])
      .expectContains(
        "old/index.html",
        '<meta http-equiv="refresh" content="0; url=/a/">',
        '<link rel="canonical" href="/a/">',
        '<a href="/a/">',
      );
  });

  it("reports redirects that no page can do", async () => {
    await site({ "content/a.md": "---\nredirectFrom: /old.php\n---\n# A\n" })
      .build("--format", "json")
      .expectExit(0)
      .expectDiagnostics("host-cannot content/a.md:2:15")
      .expectFiles(["a/index.html"]);
  });

  it("has a redirect page for each page of a redirected folder, and reports the rest", async () => {
    const driver = site({
      "content/index.md": "# Home\n",
      "content/new/index.md": "# New\n",
      "content/new/a.md": "# A\n\n[b](/old/b/) [c](/old/c/)\n",
      "content/new/b.md": "# B\n",
      "content/old/b.md": "# Here still\n",
      "public/new/data.json": "{}\n",
      ".eleventy.ts":
        'import { defineSite } from "handbill";\n' +
        'export default defineSite({ title: "T", redirects: {\n"/old/*": "/new/:splat",\n' +
        '"/one/*": "/new/a/",\n"/away/*": "https://acme.example/:splat",\n} });\n',
    });
    await driver
      .build("--format", "json")
      .expectDiagnostics(
        "host-cannot .eleventy.ts:3:2",
        "host-cannot .eleventy.ts:4:2",
        "host-cannot .eleventy.ts:5:2",
        "broken-link content/new/a.md:3:18",
      )
      .expectExit(1);
    await driver
      .write("content/new/a.md", "# A\n")
      .build()
      .expectExit(0)
      .expectFiles([
        "away/index.html",
        "index.html",
        "new/a/index.html",
        "new/b/index.html",
        "new/data.json",
        "new/index.html",
        "old/a/index.html",
        "old/b/index.html",
        "old/index.html",
        "one/index.html",
      ])
      .expectContains("old/a/index.html", "url=/new/a/")
      .expectContains("old/b/index.html", "Here still")
      .expectContains("away/index.html", "url=https://acme.example/");
    // A page more below the new folder is one more that leads on; one less takes it away.
    await driver
      .write("content/new/c.md", "# C\n")
      .build()
      .expectExit(0)
      .expectContains("old/c/index.html", "url=/new/c/")
      .remove("content/new/c.md")
      .build()
      .expectExit(0)
      .expectLacks("old/index.html", "/c/");
    expect(readTree(driver.path("_site")).has("old/c/index.html")).toBe(false);
    await driver
      .run("explain", "/old/x/y/")
      .expectStdout("/old/* (301, .eleventy.ts:3:2) redirects to /new/x/y/\n")
      .run("explain", "/new/a/")
      .expectStdout(/redirects here\s+\/old\/a\/ \(301, .eleventy.ts:3:2\)\s+\/one\/\* \(301/);
  });

  it("reports the rest of a folder at its own line, also when only that line moved", async () => {
    const between = (lines: string) =>
      `import { defineSite } from "handbill";\n` +
      `export default defineSite({ title: "T", redirects: {\n"/away/": "/",${lines}\n` +
      `"/away/*": "https://acme.example/:splat",\n} });\n`;
    const driver = site({ "content/index.md": "# Home\n", ".eleventy.ts": between("") });
    await driver
      .build("--format", "json")
      .expectDiagnostics("host-cannot .eleventy.ts:4:2")
      .write(".eleventy.ts", between("\n\n"))
      .build("--format", "json")
      .expectDiagnostics("host-cannot .eleventy.ts:6:2");
  });

  it("removes a redirect page with its redirect, and a page can replace it", async () => {
    const driver = site(moved);
    await driver
      .build()
      .expectExit(0)
      .write("content/a.md", "# A\n")
      .build()
      .expectExit(0)
      .expectFiles(["a/index.html", "index.html"]);
    await driver
      .write("content/a.md", "---\nredirectFrom: /old/\n---\n# A\n")
      .write("content/old.md", "# Old\n")
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics("redirect-conflict content/a.md:2:15")
      .expectContains("old/index.html", "Old</h1>");
  });
});

describe("a site that names its hosts", () => {
  it("has their files, and redirect pages for hosts that need them", async () => {
    await site({ ...moved, ".eleventy.ts": config('url: "https://acme.example", hosts: ["netlify"]') })
      .build()
      .expectExit(0)
      .expectFiles(["_headers", "_redirects", "a/index.html", "index.html", "robots.txt", "sitemap.xml"])
      .expectFile(
        "_redirects",
        "/caf%C3%A9/ /a/ 301\n/caf%C3%A9 /a/ 301\n/old.html /a/ 301\n/old/ /a/ 301\n/old /a/ 301\n",
      );
    await site({ ...moved, ".eleventy.ts": config('url: "https://acme.example", hosts: ["github-pages"]') })
      .build()
      .expectExit(0)
      .expectFile("CNAME", "acme.example\n")
      .expectFile(".nojekyll", "")
      .expectContains("old/index.html", '<link rel="canonical" href="https://acme.example/a/">');
  });

  it("has redirects of pages whose URL Eleventy computes", async () => {
    await site({
      "content/a.njk": "---\npermalink: \"{{ 'computed' }}/\"\nredirectFrom: /old/\n---\nx\n",
      ".eleventy.ts": config('hosts: ["netlify"]'),
    })
      .build()
      .expectExit(0)
      .expectFile("_redirects", "/old/ /computed/ 301\n/old /computed/ 301\n");
  });

  it("has them below the base", async () => {
    await site({ ...moved, ".eleventy.ts": config('hosts: ["nginx", "gitlab-pages", "github-pages"]') })
      .build("--base", "/x/")
      .expectExit(0)
      .expectContains("_redirects", "/x/old/ /x/a/ 301\n")
      .expectContains(
        "nginx.conf",
        'location = "/x/old/" { return 301 "/x/a/$is_args$args"; }',
        "error_page 404 /x/404.html;",
        "location = /x/nginx.conf { return 404; }",
        "location = /x/_redirects { return 404; }",
      )
      .expectContains("old/index.html", "url=/x/a/");
  });

  it("has rules for folders after those for URLs, and reports the pages that they hide", async () => {
    const folders = 'redirects: { "/past/*": "/a/:splat", "/past/long/*": "/a/", "/past/x/": "/a/" }';
    await site({
      "content/index.md": "# Home\n",
      "content/a/index.md": "# A\n",
      "content/a/b.md": "# B\n",
      "content/past/kept.md": "# Kept\n",
      ".eleventy.ts": config(`hosts: ["netlify", "cloudflare", "azure", "s3", "gitlab-pages"], ${folders}`),
    })
      .build("--format", "json")
      .expectExit(0)
      .expectDiagnostics("host-cannot .eleventy.ts:2:120")
      .expectFile(
        "_redirects",
        [
          "/past/x/ /a/",
          "/past/x /a/",
          "/past/long/ /a/",
          "/past/long /a/",
          "/past/ /a/",
          "/past /a/",
          "/past/long/* /a/",
          "/past/* /a/:splat",
        ]
          .map((line) => `${line} 301\n`)
          .join(""),
      )
      .expectContains(
        "staticwebapp.config.json",
        '"route": "/past/b/",\n      "redirect": "/a/b/"',
        '"route": "/past/long/*",\n      "redirect": "/a/"',
      )
      .expectContains(
        "s3-website.json",
        '"KeyPrefixEquals": "past/long/",\n        "HttpErrorCodeReturnedEquals": "404"',
        '"ReplaceKeyPrefixWith": "a/"',
      );
  });

  it("lets browsers cache style sheets forever, by their hashed names", async () => {
    await site({ "content/index.md": "# Home\n", ".eleventy.ts": config('hosts: ["netlify"]') })
      .build()
      .expectExit(0)
      .check(({ root }) =>
        import("node:fs").then(({ readFileSync }) =>
          expect(readFileSync(`${root}/_site/_headers`, "utf8")).toMatch(
            /^\/assets\/handbill\.[0-9a-f]{8}\.css\n {2}Cache-Control: public, max-age=31536000, immutable$/m,
          ),
        ),
      );
  });

  it("has rules for Apache that no quotation mark in a path ends", async () => {
    await site({
      "content/index.md": "# Home\n",
      'public/say"hi"/x.3f9c01ab.css': "a{}",
      ".eleventy.ts": config(
        `hosts: ["apache"], headers: { '/a"b/*': { "X-A": "1" }, '/a"b.css': { "X-A": "1" } }`,
      ),
    })
      .build()
      .expectExit(0)
      .expectContains(
        ".htaccess",
        '<If "%{REQUEST_URI} =~ m#^/say\\x22hi\\x22/#">',
        '<If "%{REQUEST_URI} =~ m#^/a\\x22b/#">',
        '<If "%{THE_REQUEST} =~ m#^\\S+ /a\\x22b\\.css[? ]#">',
      );
  });

  it("has the bytes of a clean build after every edit", async () => {
    const driver = site({ ...moved, ".eleventy.ts": config('hosts: ["netlify", "github-pages", "nginx"]') });
    await driver.build().expectExit(0);
    const edits: readonly (() => SiteDriver)[] = [
      () =>
        driver.write(
          "content/a.md",
          "---\nredirectFrom: [/older/]\n---\n# A\n\n![x](https://img.example/x.png)\n",
        ),
      () => driver.write("content/a.md", "---\npermalink: /b/\nredirectFrom: [/older/, /a/]\n---\n# A\n"),
      () => driver.write(".eleventy.ts", config('hosts: ["caddy"], redirects: { "/x/": "/b/" }')),
      () =>
        driver.write(
          ".eleventy.ts",
          config('hosts: ["azure", "github-pages"], redirects: { "/x/*": "/b/:splat" }'),
        ),
      () => driver.write("content/more.md", "---\npermalink: /b/more/\n---\n# More\n"),
      () => driver.write("content/more.md", "---\npermalink: /b/less/\n---\n# More\n"),
    ];
    for (const edit of edits) {
      await edit().build().expectExit(0).build("--no-cache", "--output", "_clean").expectExit(0);
      const [warm, clean] = [readTree(driver.path("_site")), readTree(driver.path("_clean"))];
      expect([...warm.keys()]).toEqual([...clean.keys()]);
      for (const [name, bytes] of clean) expect(warm.get(name)?.equals(bytes), name).toBe(true);
    }
  });

  it("refuses a file of the site's own at the place of a host's, and takes its domain", async () => {
    await site({ ...moved, "public/_redirects": "/x /y\n", ".eleventy.ts": config('hosts: ["netlify"]') })
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics("output-conflict public/_redirects:1:1");
    await site({
      ...moved,
      "public/CNAME": "mine.example\n",
      ".eleventy.ts": config('url: "https://acme.example", hosts: ["github-pages"]'),
    })
      .build()
      .expectExit(0)
      .expectFile("CNAME", "mine.example\n");
  });

  it("reports settings that are not valid", async () => {
    await site({
      "content/a.md": "# A\n",
      ".eleventy.ts": config('hosts: ["geocities"], headers: { "a": {} }, redirects: [] as never').replace(
        '["geocities"]',
        '["geocities" as never]',
      ),
    })
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics(
        "config-invalid .eleventy.ts:2:50",
        "config-invalid .eleventy.ts:2:84",
        "config-invalid .eleventy.ts:2:94",
      );
  });
});
