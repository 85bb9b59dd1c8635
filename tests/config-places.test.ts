/** Where the texts of the configuration stand. */

import fc from "fast-check";
import { expect, it } from "vitest";
import { placesIn } from "../src/config/positions.js";
import { growthOf, TOO_MUCH } from "./support/growth.js";

/** As one finds them who looks for each with each kind of quotes. */
function foundOneByOne(
  text: string,
  setting: string,
  wanted: readonly string[],
  kind: "text" | "key",
): unknown {
  const start = Math.max(0, text.search(new RegExp(`\\b${setting}\\b`)));
  const find = (one: string, from: number): number => {
    let at = text.indexOf(one, from);
    while (kind === "key" && at !== -1 && !/^\s*:/.test(text.slice(at + one.length, at + one.length + 20)))
      at = text.indexOf(one, at + 1);
    return at;
  };
  const quoted = (one: string, from: number) => {
    const found = ['"', "'", "`"]
      .map((quote) => find(quote + one + quote, from))
      .filter((index) => index !== -1);
    return found.length === 0 ? undefined : Math.min(...found) + 1;
  };
  let from = start;
  return wanted.map((one) => {
    const at = quoted(one, from) ?? quoted(one, start);
    if (at === undefined) return undefined;
    from = at + one.length;
    const before = text.slice(0, at).split("\n");
    return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
  });
}

it("are found as one finds them who looks for each with each kind of quotes", () => {
  const text = fc
    .array(
      fc.constantFrom('"', '"', "'", "`", "a", "b", ":", " ", "\n", "redirects", '"a"', "'b'", '"a": '),
      { maxLength: 16 },
    )
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(
      text,
      fc.array(fc.constantFrom("a", "b", "ab", "", "redirects"), { maxLength: 4 }),
      fc.constantFrom("text" as const, "key" as const),
      (config, wanted, kind) => {
        expect(placesIn(config, "redirects", wanted, kind)).toEqual(
          foundOneByOne(config, "redirects", wanted, kind),
        );
      },
    ),
    { numRuns: 5000 },
  );
});

it("are found in time that grows with their number", async () => {
  const places = (size: number) => {
    const keys = Array.from({ length: size }, (_, index) => `/old/${index}/`);
    const text = `redirects: {\n${keys.map((key) => `  "${key}": "/new/",\n`).join("")}}`;
    expect(placesIn(text, "redirects", keys, "key").at(-1)).toEqual({ line: size + 1, column: 4 });
  };
  expect(await growthOf(places, 8000)).toBeLessThan(TOO_MUCH);
}, 60_000);
