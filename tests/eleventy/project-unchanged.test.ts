/** When a build of an Eleventy project has nothing to do. */

import { rmSync, writeFileSync } from "node:fs";
import { it, onTestFinished } from "vitest";
import { site } from "../support/site.js";

it("a build with nothing changed does nothing, even if code sets variables and looks at parent folders", async () => {
  const driver = site({
    "eleventy.config.mjs": `import { statSync } from "node:fs";
import { dirname } from "node:path";
import { tmpdir } from "node:os";
export default (config) => {
  for (let folder = process.cwd(); folder !== dirname(folder); folder = dirname(folder)) statSync(folder);
  statSync(tmpdir());
  config.addGlobalData("mode", process.env.HANDBILL_TEST_MODE ?? "none");
  process.env.HANDBILL_TEST_MODE ??= "set by code";
};
`,
    "a.njk": "{{ mode }}",
  });
  await driver
    .runProcess("build")
    .expectExit(0)
    .expectFile("a/index.html", "none")
    // A file next to the project changes its parent folder.
    .check(({ root }) => {
      writeFileSync(`${root}-next`, "");
      onTestFinished(() => rmSync(`${root}-next`));
    })
    .runProcess("build", "--verbose")
    .expectStderr(/^(?![^]*Rendering)/)
    .expectExit(0);
});
