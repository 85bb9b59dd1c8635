/** When a build of an Eleventy project has nothing to do. */

import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { expect, it, onTestFinished } from "vitest";
import { createRecorder } from "../../src/system/record-reads.js";
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

it("the running Node and the files that the system makes up are no inputs of a build", async () => {
  const recorder = createRecorder({ root: "/site", staged: "/site/.cache/staged", readsOutput: true });
  await recorder.run(() => {
    statSync(process.execPath);
    if (process.platform === "linux") readFileSync("/proc/self/stat");
    statSync("/etc/hosts");
    return Promise.resolve();
  });
  expect([...recorder.outside]).toEqual(["/etc/hosts"]);
});

it("a build that reads each module once sets no variable of Eleventy that code can see", async () => {
  await site({
    "eleventy.config.mjs": `export default (config) => config.addGlobalData("skips", process.env.ELEVENTY_SKIP_ESM_RESOLVER ?? "no");`,
    "a.njk": "{{ skips }}",
  })
    .runProcess("build")
    .expectExit(0)
    .expectFile("a/index.html", "no");
});
