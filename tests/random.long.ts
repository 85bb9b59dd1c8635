/** Tests of which `npm test` does a part: all random inputs, and every entry of long lists. */

import { expect, it } from "vitest";
import { PROJECT, run } from "./support/site.js";
import { testFiles } from "./support/test-files.js";

it("holds for more inputs than the short tests", async () => {
  const { random } = testFiles();
  expect(random).toContain("tests/properties.test.ts");
  const { code, stdout } = await run(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", "run", ...random],
    PROJECT,
    { HANDBILL_LONG: "1" },
  );
  expect(code, stdout.slice(-4000)).toBe(0);
});
