import { expect, it } from "vitest";
import { expectKilledCommitsAreWhole } from "./killed-commit.js";
import { expectKilledBuildsAreRepaired } from "./killed.js";

it("repairs a build that was killed, and no reader ever sees a part of a file", {
  timeout: 200_000,
}, async () => {
  await expectKilledBuildsAreRepaired(2);
});

it("leaves the old site or the new one where a build was killed while it exchanged the folder", {
  timeout: 200_000,
}, async () => {
  const { old, new: fresh, mixed } = await expectKilledCommitsAreWhole("exchanged", 4, 60);
  expect([old > 0, fresh > 0, mixed]).toEqual([true, true, 0]);
});

it("deploys no mix where a build was killed while it replaced files one by one", {
  timeout: 200_000,
}, async () => {
  await expectKilledCommitsAreWhole("one by one", 2, 60);
});
