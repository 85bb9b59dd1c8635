/** 200 random moves over the site in the folder that HANDBILL_CORPUS names, or over a generated one. */

import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkRandomMoves } from "../support/random-moves.js";
import { linkedSite } from "../support/linked-site.js";
import { site } from "../support/site.js";

it("keeps links and URLs over 200 random moves", async () => {
  const corpus = process.env["HANDBILL_CORPUS"];
  const driver = site(corpus === undefined ? linkedSite(120) : {});
  if (corpus !== undefined)
    cpSync(join(corpus, "content"), join(driver.root, "content"), { recursive: true });
  const refused = await checkRandomMoves(driver.root, Number(process.env["HANDBILL_MOVES"] ?? 200));
  expect(refused).toBeLessThan(50);
});
