/** The second oracle: after any edits, a warm build leaves the same bytes as a clean one. */

import fc from "fast-check";
import { it } from "vitest";
import { anyEdit, anyOwnEdit, anyStart, expectWarmEqualsClean, ownSite } from "./edits.js";

it("leaves the bytes of a clean build after any sequence of edits", { timeout: 500_000 }, async () => {
  await fc.assert(fc.asyncProperty(anyStart, fc.array(anyEdit, { minLength: 1, maxLength: 6 }), (start, edits) => expectWarmEqualsClean(edits, start())), { numRuns: 200, endOnFailure: true });
});

it("does so for Handbill's own site", { timeout: 200_000 }, async () => {
  await fc.assert(fc.asyncProperty(fc.array(anyOwnEdit, { minLength: 1, maxLength: 5 }), (edits) => expectWarmEqualsClean(edits, ownSite())), { numRuns: 10, endOnFailure: true });
});
