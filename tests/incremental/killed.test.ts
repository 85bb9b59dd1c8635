import { it } from "vitest";
import { expectKilledBuildsAreRepaired } from "./killed.js";

it("repairs a build that was killed, and no reader ever sees a part of a file", {
  timeout: 200_000,
}, async () => {
  await expectKilledBuildsAreRepaired(5);
});
