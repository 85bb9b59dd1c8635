/** The documentation layout of a page whose section lists no page. */

import { expect, it } from "vitest";
import { serveFiles } from "../support/browser.js";
import { useOwnSite } from "../support/served.js";

const TEXT = "# A\n\n## One\n\nText.\n\n## Two\n\nText.\n";

const own = useOwnSite(() =>
  serveFiles({
    "content/index.md": "---\ntitle: Home\nlayout: landing\nhidden: true\n---\n",
    "content/alone/page.md": `---\nhidden: true\nlayout: docs\n---\n${TEXT}`,
  }),
);

it.each([1440, 1000])("has no column for pages, %d pixels wide", async (width) => {
  await own.visit("/alone/page/", { viewport: { width, height: 800 } }, async (page) => {
    expect(await page.locator(".sidebar").isVisible()).toBe(false);
    const columns = "getComputedStyle(document.querySelector('.docs')).gridTemplateColumns.split(' ')[0]";
    expect(await page.evaluate(columns)).toBe("0px");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
  });
});

it("has only the bar of its headings on a phone, as wide as the screen", async () => {
  await own.visit("/alone/page/", { viewport: { width: 375, height: 800 } }, async (page) => {
    expect(await page.locator(".sidebar").isVisible()).toBe(false);
    const toc = await page.locator(".toc").boundingBox();
    expect([toc?.x, toc?.width]).toEqual([0, 375]);
  });
});
