/** The second oracle: after any edits, a warm build leaves the same bytes as a clean one, and says the same. */

import fc from "fast-check";
import { it } from "vitest";
import { anyEdit, expectWarmEqualsClean, SEQUENCES, start } from "./edits.js";

it("leaves the bytes of a clean build after any sequence of edits", {
  timeout: SEQUENCES * 20_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyEdit, { minLength: 1, maxLength: 6 }), (edits) =>
      expectWarmEqualsClean(edits, start()),
    ),
    { numRuns: SEQUENCES, endOnFailure: true },
  );
});
