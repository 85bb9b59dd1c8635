/** The fourth oracle: the dev server answers with the bytes that a build writes, plus its one script; also after any edits. */

import { expect, it } from "vitest";
import { openLiveSite } from "../../dist/commands/live-site.js";
import { site } from "../support/site.js";
import { expectSameAfterEdits, ownEdits, ownSite, usersEdits, usersSite } from "./same.js";

it("is the same for Handbill's own site", { timeout: 60_000 }, async () => {
  await expectSameAfterEdits(await ownSite(), ownEdits, 2);
});

it("is the same for a site with templates, pagination, collections and computed data, after edits of each kind", { timeout: 120_000 }, async () => {
  await expectSameAfterEdits(await usersSite(), usersEdits, 6);
});

it("reads no body but of the pages that are asked for", async () => {
  const driver = site({ "content/index.md": "# Home\n", "content/a.md": "# A\n\n[b](b.md)\n", "content/b.md": "Text\n\n## Not parsed\n" });
  process.chdir(driver.root);
  const live = await openLiveSite({ root: driver.root }, Date.now());
  const answer = await live.answer("a/");
  expect(answer.kind === "page" && answer.html).toContain("<h1 id=\"a\">A</h1>");
  expect(live.unparsed()).toEqual(["content/b.md", "content/index.md"]);
});
