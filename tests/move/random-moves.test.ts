/** Eight random moves over a small site of many kinds of links; `random-moves.long.ts` makes 200. */

import { expect, it } from "vitest";
import { checkRandomMoves } from "../support/random-moves.js";
import { linkedSite } from "../support/linked-site.js";
import { site } from "../support/site.js";

it("keeps links and URLs for any moves of pages and folders", async () => {
  const driver = site(linkedSite(12));
  expect(await checkRandomMoves(driver.root, 8)).toBeLessThan(8);
}, 120_000);
