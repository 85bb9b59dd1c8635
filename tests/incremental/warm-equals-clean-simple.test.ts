/** The second oracle: after any edits, a warm build leaves the same bytes as a clean one, and says the same. */

import fc from "fast-check";
import { it } from "vitest";
import { anyEdit, expectWarmEqualsClean, SEQUENCES, startSimple } from "./edits.js";

it("does so for a site that needs nothing of Eleventy", { timeout: SEQUENCES * 20_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyEdit, { minLength: 1, maxLength: 6 }), (edits) =>
      expectWarmEqualsClean(edits, startSimple()),
    ),
    { numRuns: SEQUENCES, endOnFailure: true },
  );
});
