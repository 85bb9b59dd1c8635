import { expect, it } from "vitest";
import { expressions, isVulnerable } from "./support/expressions.js";
import { REVIEWED } from "./support/reviewed-expressions.js";

it("takes time in proportion in each expression that is not reviewed; `-u` writes which these are", async () => {
  const linear = expressions().filter((one) => !REVIEWED.has(one.text));
  expect(linear.filter(isVulnerable).map(({ text, place }) => `${place} ${text}`)).toEqual([]);
  await expect(`${linear.map(({ text }) => text).join("\n")}\n`).toMatchFileSnapshot(
    "support/linear-expressions.txt",
  );
});
