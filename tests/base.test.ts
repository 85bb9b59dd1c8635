/** A site below a path, and a site that works below any, in a real browser. */

import { mkdirSync, renameSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { scanTags } from "../src/content/html/scan.js";
import { listPublished } from "../src/system/files.js";
import { createStaticServer, listen } from "../src/system/server.js";
import { launchBrowser } from "./support/browser.js";
import { readTree, site, type Files } from "./support/site.js";

const SITE: Files = {
  ".eleventy.ts":
    'import { defineSite } from "handbill";\n' +
    'export default defineSite({ title: "T", redirects: { "/config-old/": "/docs/a/#two" } });\n',
  "content/index.md":
    "# Home\n\n[A](docs/a.md), [raw](/docs/b/)\n\n" +
    '<a href="docs/a.md"><img src="pic.svg" srcset="/pic.svg 2x" alt="A picture"></a>\n',
  "content/pic.svg":
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>\n',
  "content/404.md": "# Missing\n\n[Home](/)\n",
  "content/docs/index.md": "# Docs\n",
  "content/docs/a.md": "---\nredirectFrom: [/old/]\n---\n# A\n\n## Two\n\n[B](b.md#x), ![pic](../pic.svg)\n",
  "content/docs/b.md": "# B\n\n## X\n\n[Home](../index.md)\n",
  "content/list.njk":
    "---\nlayout: docs\ntitle: List\n---\n" +
    '{% for item in collections.all %}<a href="{{ item.url | url }}">{{ item.data.title }}</a> {% ' +
    "endfor %}",
};

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser?.close());

async function built(...flags: readonly string[]): Promise<string> {
  const made = await site(SITE)
    .build(...flags)
    .expectExit(0);
  return made.path("_site");
}

async function serve(folder: string, base: string): Promise<string> {
  const server = createStaticServer({ folder, base, files: () => listPublished(folder) });
  const port = await listen(server, 0);
  onTestFinished(() => void server.close());
  return `http://localhost:${port}`;
}

/** A page on which everything that it asks for is found; scripts do not run. */
async function open(address: string): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.on("requestfailed", (request) => expect.soft(`${request.url()} failed`).toBe(""));
  page.on("response", (answer) => {
    if (answer.request().resourceType() !== "document")
      expect.soft([200, 304], answer.url()).toContain(answer.status());
  });
  await page.goto(address);
  return page;
}

async function expectLooks(page: Page): Promise<void> {
  // Playwright's own evaluation needs no script of the page.
  expect(await page.evaluate("document.styleSheets.length")).toBeGreaterThan(0);
  expect(
    await page.evaluate("[...document.images].every((image) => image.complete && image.naturalWidth > 0)"),
  ).toBe(true);
}

describe("a site at /x/", () => {
  it("has every URL below /x/, and a file for each", async () => {
    const folder = await built("--base", "/x/");
    const address = await serve(folder, "/x/");
    const asked = new Set<string>();
    for (const [name, bytes] of readTree(folder)) {
      if (!name.endsWith(".html")) continue;
      for (const { attributes } of scanTags(bytes.toString())) {
        for (const { name: attribute, value } of attributes)
          if ((attribute === "href" || attribute === "src") && !value.startsWith("#")) asked.add(value);
      }
    }
    expect([...asked].filter((value) => !value.startsWith("/x/"))).toEqual([]);
    expect(asked.size).toBeGreaterThan(8);
    for (const path of asked) expect((await fetch(address + path)).status, path).toBe(200);
  });

  it("shows its images, its 404 page at any depth, and redirects without a script", async () => {
    const address = await serve(await built("--base", "/x/"), "/x/");
    const home = await open(`${address}/x/`);
    await expectLooks(home);
    await home.getByRole("main").getByRole("link", { name: "A", exact: true }).click();
    expect(home.url()).toBe(`${address}/x/docs/a/`);
    const missing = await open(`${address}/x/none/far/below/`);
    expect(await missing.title()).toContain("Missing");
    await expectLooks(missing);
    for (const [from, to] of [
      ["/x/old/", "/x/docs/a/"],
      ["/x/config-old/", "/x/docs/a/#two"],
    ] as const) {
      const page = await open(address + from);
      await page.waitForURL(address + to);
    }
  });
});

describe("a site with relative URLs", () => {
  it("works from a folder, without a server", async () => {
    const folder = await built("--base", "./");
    const page = await open(pathToFileURL(`${folder}/index.html`).href);
    await expectLooks(page);
    await page.getByRole("main").getByRole("link", { name: "A", exact: true }).click();
    await page.waitForURL("**/docs/a/index.html");
    await expectLooks(page);
    await page.getByRole("main").getByRole("link", { name: "B", exact: true }).click();
    await page.waitForURL("**/docs/b/index.html#x");
    const redirected = await open(pathToFileURL(`${folder}/old/index.html`).href);
    await redirected.waitForURL("**/docs/a/index.html");
  });

  it("works below any path, its search too", async () => {
    const made = await site({
      ...SITE,
      ".eleventy.ts":
        'import { defineSite } from "handbill";\nexport default defineSite({ title: "T", search: true });\n',
    })
      .build("--base", "./")
      .expectExit(0);
    const folder = made.path("_site");
    const deep = `${folder}-moved/any/where`;
    mkdirSync(`${folder}-moved/any`, { recursive: true });
    renameSync(folder, deep);
    const address = await serve(`${folder}-moved`, "/");
    const page = await open(`${address}/any/where/`);
    await expectLooks(page);
    await page.getByRole("main").getByRole("link", { name: "raw", exact: true }).click();
    await page.waitForURL(`${address}/any/where/docs/b/index.html`);
    await expectLooks(page);
    const searcher = await browser.newPage();
    onTestFinished(() => searcher.close());
    await searcher.goto(page.url());
    await searcher.keyboard.press("/");
    await searcher.keyboard.type("two");
    await searcher.locator("dialog.search a").first().click();
    await searcher.waitForURL(/\/any\/where\/docs\/a\/index\.html/);
  });

  it("has the same bytes from plain Eleventy", async () => {
    const root = await site({
      ...SITE,
      ".eleventy.ts":
        'import { defineSite } from "handbill";\n' +
        'export default defineSite({ title: "T", urls: { base: "./" } });\n',
      "package.json": '{ "type": "module" }',
    })
      .install("handbill", "@11ty/eleventy", "tsx")
      .build()
      .expectExit(0)
      .runOther(
        process.execPath,
        "--import",
        "tsx",
        "node_modules/@11ty/eleventy/cmd.cjs",
        "--config=.eleventy.ts",
        "--output=_plain",
        "--quiet",
      )
      .expectExit(0);
    const ours = readTree(root.path("_site"));
    const plain = readTree(root.path("_plain"));
    const pages = [...plain.keys()].filter((name) => name.endsWith(".html"));
    expect(pages.length).toBeGreaterThan(5);
    for (const name of pages) expect(plain.get(name)?.toString(), name).toBe(ours.get(name)?.toString());
  });
});
