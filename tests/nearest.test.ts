import fc from "fast-check";
import { expect, it } from "vitest";
import { nearest, editDistance } from "../src/utils/nearest.js";
import { runs } from "./support/runs.js";

it("finds the name for a misspelling, and nothing for a short name", () => {
  expect(nearest("titel", ["title", "tags"])).toBe("title");
  expect(nearest("psot", ["post", "docs"])).toBe("post");
  expect(nearest("markdwon", ["markdown"])).toBe("markdown");
  expect(nearest("a", ["/"])).toBeUndefined();
  expect(nearest("date", ["safe", "url"])).toBeUndefined();
  expect(nearest("nope.md", ["e.md", "a.md"])).toBeUndefined();
});

it("finds the first of those with the fewest slips", () => {
  const name = fc
    .array(fc.constantFrom("a", "b", "c", "-", "é", "1", "q", "ab", "page"), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(name, fc.array(name, { maxLength: 6 }), (wanted, candidates) => {
      const most =
        wanted.length < 6 ? Math.min(1, wanted.length - 1) : Math.max(2, Math.floor(wanted.length / 4));
      const distances = candidates.map((candidate) => editDistance(wanted, candidate));
      const least = Math.min(...distances);
      expect(nearest(wanted, candidates)).toBe(
        least <= most ? candidates[distances.indexOf(least)] : undefined,
      );
    }),
    { numRuns: runs(2000) },
  );
});
