/** 200 saves in a row, each seen in a real browser; the memory of the first ten is the measure of the rest. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { startDev } from "../support/dev.js";
import { eventually } from "../support/eventually.js";
import { site } from "../support/site.js";

const kilobytes = (pid: number | undefined): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);

it("sees 200 saves without a leak", { timeout: 600_000 }, async () => {
  const files: Record<string, string> = { "content/index.md": "# Home\n" };
  for (let index = 0; index < 300; index += 1)
    files[`content/docs/page-${index}.md`] = `# Page ${index}\n\n${"Text of the page. ".repeat(100)}\n`;
  const { root } = await site(files);
  const dev = await startDev(root);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`${dev.address}/docs/page-7/`);
    await page.waitForFunction(() => document.querySelector("handbill-dev") !== null);
    let early = 0;
    for (let save = 1; save <= 200; save += 1) {
      // Every fourth changes what other pages see.
      const title = save % 4 === 0 ? `# Page ${save}` : "# Page 7";
      writeFileSync(join(root, "content/docs/page-7.md"), `${title}\n\nSave number ${save}.\n`);
      await eventually(
        async () => (await page.textContent("article"))?.includes(`Save number ${save}.`) === true,
        () => `save ${save} was not seen:\n${dev.said()}`,
      );
      if (save === 10) early = kilobytes(dev.child.pid);
    }
    const late = kilobytes(dev.child.pid);
    expect(late / early, `${early} kB after ten saves, ${late} kB after 200`).toBeLessThan(1.2);
  } finally {
    await browser.close();
  }
});
