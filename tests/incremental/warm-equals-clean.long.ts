import { expect, it } from "vitest";
import { PROJECT, run } from "../support/site.js";

/** Sequences of edits in all, half of them over each kind of site. */
const runs = Number(process.env["HANDBILL_RUNS"] ?? 5000);

/** So many are tried in one process: Eleventy keeps something of each of its instances. */
const TOGETHER = 200;

it(`leaves the bytes of a clean build after ${runs} sequences of edits`, { timeout: 7_200_000 }, async () => {
  for (let done = 0; done < runs; done += 2 * TOGETHER) {
    const files = [
      "tests/incremental/warm-equals-clean.test.ts",
      "tests/incremental/warm-equals-clean-simple.test.ts",
    ];
    const { code, stdout } = await run(
      process.execPath,
      ["node_modules/vitest/vitest.mjs", "run", ...files],
      PROJECT,
      { HANDBILL_SEQUENCES: String(TOGETHER) },
    );
    expect(code, stdout.slice(-4000)).toBe(0);
    console.log(`${Math.min(runs, done + 2 * TOGETHER)} sequences`);
  }
});
