import { expect, it } from "vitest";
import { expectKilledBuildsAreRepaired } from "./killed.js";

it("repairs a hundred builds that were killed", async () => {
  const killed = await expectKilledBuildsAreRepaired(100);
  console.log(`${killed} of 100 builds were killed before their end`);
  expect(killed).toBeGreaterThan(30);
});
