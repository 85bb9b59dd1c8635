/** Handbill's own site keeps every URL and heading id that it has published: `tests/support/published-urls.txt`, to which new pages may be added. */

import { join } from "node:path";
import { expect, it } from "vitest";
import { handbill, PROJECT } from "./support/site.js";

it("loses no URL and no id of the documentation", async () => {
  const list = join("tests", "support", "published-urls.txt");
  const { stdout, stderr } = await handbill(
    ["check", "--no-cache", "--against", list, "--format", "json"],
    PROJECT,
  );
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; message: string }[] };
  expect(stderr).not.toMatch(/\b0 addresses\b/);
  expect(diagnostics.filter(({ code }) => code.startsWith("lost-")).map(({ message }) => message)).toEqual(
    [],
  );
});
