/** No regular expression takes time that grows faster than its text. `npm run test:long` tries each; here, those that are new. */

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { expressions, isVulnerable } from "./support/expressions.js";
import { REVIEWED } from "./support/reviewed-expressions.js";

const linear = new Set(
  readFileSync(new URL("support/linear-expressions.txt", import.meta.url), "utf8").split("\n"),
);

it("finds no new expression that takes the square of its text, or more", () => {
  const isNew = ({ text }: { readonly text: string }) => !linear.has(text) && !REVIEWED.has(text);
  expect(
    expressions()
      .filter((one) => isNew(one) && isVulnerable(one))
      .map(({ text, place }) => `${place} ${text}`),
  ).toEqual([]);
});

it("has a reason for each that is reviewed, and none that is gone", () => {
  const all = new Set(expressions().map(({ text }) => text));
  expect([...REVIEWED].filter(([text, why]) => !all.has(text) || why === "")).toEqual([]);
});
