/** Screenshots of changed pages, with a browser that only pretends. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { SiteChanges } from "../../src/compare/sites.js";
import { compareLooks } from "../../src/report/changes/looks.js";
import { looksText } from "../../src/report/changes/report.js";
import type { Browser } from "../../src/system/browser.js";

/** Each of its pages has other pixels for each URL, and in the second site for URLs with `new` also. */
function pretendBrowser(isBlocked: string[]): Browser {
  let sites = 0;
  return {
    async newPage() {
      const site = (sites += 1);
      let path = "";
      return {
        async route(matches) {
          for (const url of ["https://a.example/x.js", "data:text/plain,a"])
            if (matches(new URL(url))) isBlocked.push(url);
        },
        async goto(url) {
          path = new URL(url).pathname;
          if (path.includes("endless")) throw new Error("Timeout");
        },
        evaluate: async () => undefined,
        screenshot: async () => Buffer.from(path.includes("new") ? `${path} ${site}` : path),
      };
    },
    close: async () => undefined,
  };
}

const pages = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ url: `/${name}-${index}/`, title: name }));

it("compares 60 pages, shows 20 of them, and names those that cannot be shown", async () => {
  const folder = mkdtempSync(join(tmpdir(), "handbill-looks-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const blocked: string[] = [];
  const sameText = [
    { causes: [], pages: [...pages("endless", 2), ...pages("new", 30), ...pages("same", 40)] },
  ];
  const looks = await compareLooks(pretendBrowser(blocked), { before: folder, now: folder, base: "/" }, {
    changed: [],
    sameText,
  } as unknown as SiteChanges);
  expect(looks.different.map(({ url }) => url)).toEqual(pages("new", 30).map(({ url }) => url));
  expect(looks.different.filter(({ before, now }) => before !== undefined && before !== now)).toHaveLength(
    20,
  );
  expect(looksText(looks)).toBe(
    "Look different: 30 of 58 changed pages. The browser could not show /endless-0/, /endless-1/. " +
      "12 more pages changed and were not compared.",
  );
  expect(blocked).toEqual(["https://a.example/x.js", "https://a.example/x.js"]);
});
