import { expect, it } from "vitest";
import { expectKilledCommitsAreWhole, type Way } from "./killed-commit.js";
import { expectKilledBuildsAreRepaired } from "./killed.js";

it("repairs a hundred builds that were killed", async () => {
  await expectKilledBuildsAreRepaired(100);
});

it.each(["exchanged", "one by one"] as const)(
  "keeps its promises after 200 kills while 1,000 files are %s",
  async (way: Way) => {
    const outcomes = await expectKilledCommitsAreWhole(way, 200, 1000);
    console.log(way, outcomes);
    expect(Math.min(outcomes.old, outcomes.new)).toBeGreaterThan(20);
    if (way === "one by one") expect(outcomes.mixed).toBeGreaterThan(20);
  },
);
