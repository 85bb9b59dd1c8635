import fc from "fast-check";
import { it } from "vitest";
import { anyEdit, anyStart, expectWarmEqualsClean } from "./edits.js";

const runs = Number(process.env["HANDBILL_RUNS"] ?? 5000);

it(`leaves the bytes of a clean build after ${runs} sequences of edits`, { timeout: 7_200_000 }, async () => {
  await fc.assert(fc.asyncProperty(anyStart, fc.array(anyEdit, { minLength: 1, maxLength: 8 }), (start, edits) => expectWarmEqualsClean(edits, start())), { numRuns: runs, endOnFailure: true });
});
