/** The fifth oracle: once the dev server has settled, it reports what a build reports, after edits of every kind. */

import { writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { startDev } from "../support/dev.js";
import { site } from "../support/site.js";
import { config, expectSameFindings, FILES } from "./findings.js";

it("has the findings of a build after edits", { timeout: 240_000 }, () => expectSameFindings(8));

it("prints findings that no page shows, once", async () => {
  const { root } = await site(FILES);
  const dev = await startDev(root);
  writeFileSync(`${root}/content/docs/b.md`, "# B\n\n[x](gone.md)\n");
  await dev.hears("broken-link  content/docs/b.md:3:5");
  writeFileSync(`${root}/.eleventy.ts`, config('redirects: { "/old/": "/nowhere/" },'));
  await dev.hears(/redirect-broken .*\.eleventy\.ts/);
  expect(dev.said().split("broken-link  content/docs/b.md:3:5").length).toBe(2);
});
