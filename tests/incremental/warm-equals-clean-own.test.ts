/** The second oracle: after any edits, a warm build leaves the same bytes as a clean one, and says the same. */

import fc from "fast-check";
import { it } from "vitest";
import { anyOwnEdit, expectWarmEqualsClean, ownSite } from "./edits.js";

it("does so for Handbill's own site", { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyOwnEdit, { minLength: 1, maxLength: 4 }), (edits) =>
      expectWarmEqualsClean(edits, ownSite(), "public"),
    ),
    { numRuns: 2, endOnFailure: true },
  );
});
