/** 200 cuts at random requests of a deployment. */

import { expect, it } from "vitest";
import { openWorld, surviveCut } from "./s3-world.js";

it("survives 200 cuts", async () => {
  const world = await openWorld();
  try {
    for (let run = 0; run < 200; run += 1) await surviveCut(world);
    expect(world.requests()).toBeGreaterThan(0);
  } finally {
    await world.close();
  }
});
