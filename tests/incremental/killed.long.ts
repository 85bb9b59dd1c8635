import { it } from "vitest";
import { expectKilledBuildsAreRepaired } from "./killed.js";

it("repairs a hundred builds that were killed", async () => {
  await expectKilledBuildsAreRepaired(100);
});
