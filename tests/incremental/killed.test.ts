import { expect, it } from "vitest";
import { expectKilledBuildsAreRepaired } from "./killed.js";

it("repairs a build that was killed, and no reader ever sees a part of a file", { timeout: 200_000 }, async () => {
  expect(await expectKilledBuildsAreRepaired(8)).toBeGreaterThan(2);
});
