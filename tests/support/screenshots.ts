/**
 * Takes screenshots of Handbill's own site: npx tsx tests/support/screenshots.ts [folder]. One of them is in
 * the README.
 */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { launchBrowser, serveOwnSite } from "./browser.js";
import { withPage } from "./served.js";

const folder = process.argv[2] ?? "pictures";
mkdirSync(folder, { recursive: true });
const site = await serveOwnSite();
const browser = await launchBrowser();

const PAGES = {
  home: "/",
  docs: "/docs/",
  markdown: "/docs/markdown/",
  security: "/security/",
  404: "/404.html",
  configuration: "/docs/configuration/",
  blog: "/blog/",
  post: "/blog/a-landing-page-is-data/",
  changes: "/changelog/",
};

async function take(
  name: string,
  path: string,
  options: BrowserContextOptions,
  before: (page: Page) => Promise<unknown> = async () => undefined,
  fullPage = false,
): Promise<void> {
  await withPage(browser, options, async (page) => {
    await page.goto(site.address + path);
    await before(page);
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage });
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const [width, height] of [
    [375, 812],
    [768, 1024],
    [1440, 900],
  ] as const) {
    for (const [name, path] of Object.entries(PAGES))
      await take(
        `${name}-${width}-${colorScheme}`,
        path,
        { viewport: { width, height }, colorScheme },
        undefined,
        name === "markdown" || name === "security",
      );
  }
}
for (const [name, path] of Object.entries({
  home: "/",
  markdown: "/docs/markdown/",
  examples: "/examples/",
})) {
  await take(`${name}-right-to-left`, path, {}, (page) =>
    page.evaluate("document.documentElement.dir = 'rtl'"),
  );
  await take(`${name}-at-200-percent`, path, { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 });
  await take(`${name}-forced-colours`, path, { forcedColors: "active" });
  await take(`${name}-less-motion`, path, { reducedMotion: "reduce" });
  await take(`${name}-without-script`, path, { javaScriptEnabled: false });
  await take(
    `${name}-printed`,
    path,
    { viewport: { width: 794, height: 1123 } },
    (page) => page.emulateMedia({ media: "print" }),
    true,
  );
}
await browser.close();
site.close();
