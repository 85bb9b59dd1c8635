/** What a build writes for hosts: files with redirects and headers, and pages that lead on. */

import { describe, expect, it } from "vitest";
import { readTree, site, type Files, type SiteDriver } from "../support/site.js";

const config = (options: string) => `import { defineSite } from "handbill";\nexport default defineSite({ title: "T", ${options} });\n`;
const moved: Files = { "content/index.md": "# Home\n", "content/a.md": "---\nredirectFrom: [/old/, /old.html, /caf%C3%A9]\n---\n# A\n" };

describe("a site that names no host", () => {
  it("has a page at the address of each redirect, and no file of a host", async () => {
    await site(moved)
      .build()
      .expectExit(0)
      .expectFiles(["a/index.html", "café/index.html", "index.html", "old.html", "old/index.html"])
      .expectContains("old/index.html", '<meta http-equiv="refresh" content="0; url=/a/">', '<link rel="canonical" href="/a/">', '<a href="/a/">');
  });

  it("says when no page can lead on", async () => {
    await site({ "content/a.md": "---\nredirectFrom: /old.php\n---\n# A\n" }).build("--format", "json").expectExit(0).expectDiagnostics("host-cannot content/a.md:2:15").expectFiles(["a/index.html"]);
  });

  it("loses a page that leads on when the redirect goes, and a page takes its place", async () => {
    const driver = site(moved);
    await driver.build().expectExit(0).write("content/a.md", "# A\n").build().expectExit(0).expectFiles(["a/index.html", "index.html"]);
    await driver.write("content/a.md", "---\nredirectFrom: /old/\n---\n# A\n").write("content/old.md", "# Old\n").build("--format", "json").expectExit(1).expectDiagnostics("redirect-conflict content/a.md:2:15").expectContains("old/index.html", "Old</h1>");
  });
});

describe("a site that names its hosts", () => {
  it("has their files, and pages that lead on where a host needs them", async () => {
    await site({ ...moved, ".eleventy.ts": config('url: "https://acme.example", hosts: ["netlify"]') })
      .build()
      .expectExit(0)
      .expectFiles(["_headers", "_redirects", "a/index.html", "index.html", "robots.txt", "sitemap.xml"])
      .expectFile("_redirects", "/caf%C3%A9/ /a/ 301\n/caf%C3%A9 /a/ 301\n/old.html /a/ 301\n/old/ /a/ 301\n/old /a/ 301\n");
    await site({ ...moved, ".eleventy.ts": config('url: "https://acme.example", hosts: ["github-pages"]') })
      .build()
      .expectExit(0)
      .expectFile("CNAME", "acme.example\n")
      .expectFile(".nojekyll", "")
      .expectContains("old/index.html", '<link rel="canonical" href="https://acme.example/a/">');
  });

  it("has redirects of pages whose address Eleventy computes", async () => {
    await site({ "content/a.njk": "---\npermalink: \"{{ 'computed' }}/\"\nredirectFrom: /old/\n---\nx\n", ".eleventy.ts": config('hosts: ["netlify"]') }).build().expectExit(0).expectFile("_redirects", "/old/ /computed/ 301\n/old /computed/ 301\n");
  });

  it("has them below the base", async () => {
    await site({ ...moved, ".eleventy.ts": config('hosts: ["nginx", "gitlab-pages", "github-pages"]') })
      .build("--base", "/x/")
      .expectExit(0)
      .expectContains("_redirects", "/x/old/ /x/a/ 301\n")
      .expectContains("nginx.conf", 'location = "/x/old/" { return 301 "/x/a/$is_args$args"; }', "error_page 404 /x/404.html;", "location = /x/nginx.conf { return 404; }", "location = /x/_redirects { return 404; }")
      .expectContains("old/index.html", "url=/x/a/");
  });

  it("lets style sheets be kept for ever, by their hashed names", async () => {
    await site({ "content/index.md": "# Home\n", ".eleventy.ts": config('hosts: ["netlify"]') })
      .build()
      .expectExit(0)
      .check(({ root }) => import("node:fs").then(({ readFileSync }) => expect(readFileSync(`${root}/_site/_headers`, "utf8")).toMatch(/^\/assets\/handbill\.[0-9a-f]{8}\.css\n {2}Cache-Control: public, max-age=31536000, immutable$/m)));
  });

  it("has the bytes of a clean build after every edit", async () => {
    const driver = site({ ...moved, ".eleventy.ts": config('hosts: ["netlify", "github-pages", "nginx"]') });
    await driver.build().expectExit(0);
    const edits: readonly (() => SiteDriver)[] = [
      () => driver.write("content/a.md", "---\nredirectFrom: [/older/]\n---\n# A\n\n![x](https://img.example/x.png)\n"),
      () => driver.write("content/a.md", "---\npermalink: /b/\nredirectFrom: [/older/, /a/]\n---\n# A\n"),
      () => driver.write(".eleventy.ts", config('hosts: ["caddy"], redirects: { "/x/": "/b/" }')),
    ];
    for (const edit of edits) {
      await edit().build().expectExit(0).build("--no-cache", "--output", "_clean").expectExit(0);
      const [warm, clean] = [readTree(driver.path("_site")), readTree(driver.path("_clean"))];
      expect([...warm.keys()]).toEqual([...clean.keys()]);
      for (const [name, bytes] of clean) expect(warm.get(name)?.equals(bytes), name).toBe(true);
    }
  });

  it("refuses a file of the site's own at the place of a host's, and takes its domain", async () => {
    await site({ ...moved, "public/_redirects": "/x /y\n", ".eleventy.ts": config('hosts: ["netlify"]') }).build("--format", "json").expectExit(1).expectDiagnostics("output-conflict public/_redirects:1:1");
    await site({ ...moved, "public/CNAME": "mine.example\n", ".eleventy.ts": config('url: "https://acme.example", hosts: ["github-pages"]') }).build().expectExit(0).expectFile("CNAME", "mine.example\n");
  });

  it("is told of settings that are none", async () => {
    await site({ "content/a.md": "# A\n", ".eleventy.ts": config('hosts: ["geocities"], headers: { "a": {} }, redirects: [] as never').replace('["geocities"]', '["geocities" as never]') }).build("--format", "json").expectExit(1).expectDiagnostics("config-invalid .eleventy.ts", "config-invalid .eleventy.ts", "config-invalid .eleventy.ts");
  });
});
