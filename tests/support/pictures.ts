/** Takes pictures of the own site: npx tsx tests/support/pictures.ts [folder]. The README's picture is one of them. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launchBrowser, serveOwnSite } from "./browser.js";

const folder = process.argv[2] ?? "pictures";
mkdirSync(folder, { recursive: true });
const site = await serveOwnSite();
const browser = await launchBrowser();
for (const scheme of ["light", "dark"] as const) {
  for (const width of [375, 1440]) {
    const page = await browser.newPage({ viewport: { width, height: width === 375 ? 812 : 900 }, colorScheme: scheme });
    for (const [name, path] of [["home", "/"], ["docs", "/docs/"], ["markdown", "/docs/markdown/"], ["security", "/security/"], ["404", "/404.html"], ["configuration", "/docs/configuration/"]]) {
      await page.goto(site.address + path);
      await page.screenshot({ path: join(folder, `${name}-${width}-${scheme}.png`), fullPage: name === "markdown" || name === "security" });
    }
    await page.close();
  }
}
await browser.close();
site.close();
