/** Handbill's own site under the headers that hosts are told: what the theme does must work under them. */

import { expect, it, onTestFinished } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { builtOwnSite } from "../support/own-site.js";
import { preview } from "../support/preview.js";

it("shows no error, loads its styles and scripts, and finds pages", async () => {
  const { address, said, close } = await preview(await builtOwnSite(), "--as", "netlify");
  onTestFinished(close);
  expect(said).toContain('`hosts` does not include "netlify"');
  expect(said).toContain(" like Netlify at http://localhost:");

  const browser = await launchBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on("console", (message) => void (message.type() === "error" && problems.push(message.text())));
  page.on("pageerror", (error) => void problems.push(error.message));
  for (const path of ["/", "/docs/", "/docs/markdown/", "/security/"]) {
    const answer = await page.goto(address + path);
    expect(answer?.headers()["content-security-policy"], path).toContain("default-src 'none'");
    expect(await page.evaluate("document.styleSheets.length"), path).toBeGreaterThan(0);
  }
  const search = page.locator(".search-open").first();
  await search.click();
  await page.locator("dialog.search input").fill("redirect");
  await page.locator("dialog.search li a").first().waitFor({ timeout: 20_000 });
  expect(problems).toEqual([]);
});
