/** The first oracle: plain Eleventy over the same folder writes the same bytes for every page. */

import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { some } from "./support/runs.js";
import { PROJECT, readTree, run, site, type SiteDriver } from "./support/site.js";

const GENERATED = new Set([
  "sitemap.xml",
  "posts/feed.xml",
  "posts/rss.xml",
  "posts/feed.json",
  "pagefind/pagefind-entry.json",
]);

async function expectSameAsPlainEleventy(driver: SiteDriver, pages: number): Promise<void> {
  await driver
    .install("handbill", "@11ty/eleventy-plugin-rss", "@11ty/eleventy-navigation")
    .build("--output", "_handbill")
    .expectExit(0);
  const plain = await run(
    process.execPath,
    [
      join(PROJECT, "node_modules/tsx/dist/cli.mjs"),
      join(PROJECT, "node_modules/@11ty/eleventy/cmd.cjs"),
      "--config=.eleventy.ts",
    ],
    driver.root,
  );
  expect(plain.code, plain.stderr + plain.stdout).toBe(0);
  // What is made of the whole site, beside its pages, plain Eleventy need not make.
  const isPage = ([name]: readonly [string, Buffer]) =>
    /\.(?:html|xml|json)$/.test(name) && !GENERATED.has(name) && !name.startsWith("pagefind/");
  const ours = new Map([...readTree(join(driver.root, "_handbill"))].filter(isPage));
  const theirs = new Map([...readTree(join(driver.root, "_site"))].filter(isPage));
  expect([...ours.keys()]).toEqual([...theirs.keys()]);
  expect(ours.size).toBeGreaterThanOrEqual(pages);
  for (const [name, bytes] of ours) expect(bytes.toString(), name).toBe(theirs.get(name)?.toString());
}

it("is refused if pages are untrusted: Eleventy reads more of the folder than Handbill checks", async () => {
  const driver = await site({
    ".eleventy.ts": 'import { defineSite } from "handbill";\nexport default defineSite({ trust: "text" });\n',
    "content/a.md": "# A\n",
    "content/_b.njk": "{{ 1 + 1 }}",
  }).install("handbill");
  const plain = await run(
    process.execPath,
    [
      join(PROJECT, "node_modules/tsx/dist/cli.mjs"),
      join(PROJECT, "node_modules/@11ty/eleventy/cmd.cjs"),
      "--config=.eleventy.ts",
    ],
    driver.root,
  );
  expect(plain.code).toBe(1);
  expect(plain.stderr + plain.stdout).toContain("build the site with `handbill build`");
  expect(existsSync(join(driver.root, "_site"))).toBe(false);
});

it("writes the same bytes for a site that uses Eleventy as its users do", async () => {
  const driver = site("a-site-that-uses-eleventy-as-its-users-do");
  await expectSameAsPlainEleventy(driver, 21);
  const read = (name: string) => readTree(join(driver.root, "_handbill")).get(name)?.toString() ?? "";
  // What is equal must also be right.
  expect(read("blog/third/SPECIAL/index.html")).toContain("Third &amp; last");
  expect(read("blog/first/POST/index.html")).toContain(
    'with a <a href="/blog/second/POST/">link</a> and {{ braces }}',
  );
  expect(read("blog/first/POST/index.html")).toContain(
    "[&quot;from-layout&quot;,&quot;posts&quot;,&quot;red&quot;,&quot;post-tag&quot;]",
  );
  expect(read("blog/second/POST/index.html")).toContain(
    '<a href="/">A page</a>, <a href="/list/">a template</a> and <a href="/feed.xml">a feed</a>',
  );
  expect(read("notes/computed/index.html")).toContain("<title>Computed computed</title>");
  expect(read("notes/computed/index.html")).toContain("whose {{ title }} is computed");
  expect(read("templated/live/index.html")).toContain(">LIVE</h1>");
  expect(read("templated/live/index.html")).toContain('<a href="/">relative</a>');
  expect(read("list/2/index.html")).toContain("2 pages; later, later");
  expect(read("program/index.html")).toContain(
    "PROGRAM Third &amp; last, First, Second".replace("&amp;", "&"),
  );
  expect(read("about/liquid/index.html")).toContain("X 2026 blue");
  expect(read("feed.xml")).toContain("https://users.example/blog/first/POST/");
  expect(read("blog/first/POST/index.html")).toContain(
    '<img src="/dot.svg" width="40" height="30" alt="A dot"> <img src="/dot.svg" alt="Another one" ' +
      'height="5">',
  );
  expect(read("blog/first/POST/index.html")).toContain("/dot.svg is 40 by 30");
  for (const page of ["templated/live", "notes/computed"])
    expect(read(`${page}/index.html`)).toContain('<img src="/dot.svg" width="40" height="30" alt="dot">');
});

/** Handbill's own site, in a folder of its own. */
function ownSite(): SiteDriver {
  const driver = site({ "package.json": '{ "type": "module" }' });
  for (const name of [".eleventy.ts", "content", "layouts", "public"]) {
    if (existsSync(join(PROJECT, name)))
      cpSync(join(PROJECT, name), join(driver.root, name), { recursive: true });
  }
  return driver;
}

it.each(
  some<[string, () => SiteDriver, number]>(
    [
      ["a new site", () => site({ "package.json": '{ "type": "module" }' }).run("new", "."), 7],
      ["Handbill's own site", ownSite, 3],
    ],
    1,
  ),
)("writes the same bytes for %s", (_, made, pages) => expectSameAsPlainEleventy(made(), pages));

it("writes the same bytes for fallback pages of missing translations", async () => {
  await expectSameAsPlainEleventy(
    site({
      "package.json": '{ "type": "module" }',
      ".eleventy.ts":
        'import { defineSite } from "handbill";\n' +
        'export default defineSite({ title: "T", languages: { en: "English", de: "Deutsch", ar: ' +
        '"العربية" } });\n',
      "content/index.md": "# Home\n",
      "content/docs/docs.json": '{ "hint": { "a": 1 } }',
      "content/docs/a.md": "---\nhint: { b: 2 }\n---\n# A\n\n[Home](../index.md)\n",
      "content/de/index.md": "# Start\n",
    }),
    6,
  );
});

it("reports the end of a build once", async () => {
  await site({
    ".eleventy.ts":
      'import { appendFileSync } from "node:fs";\nimport { defineSite } from "handbill";\n' +
      'export default defineSite({ eleventy(config) { config.on("eleventy.after", () => ' +
      'appendFileSync("ends.txt", "end\\n")); } });\n',
    "content/a.md": "# A\n",
    "content/b.njk": "---\nlayout: docs\n---\nb",
  })
    .build()
    .expectExit(0)
    .expectFile("ends.txt", "end\n", ".");
});
