/**
 * Runs the tests of Eleventy projects with a version of Eleventy 4 and the Node that it needs.
 *
 *     node tests/eleventy-4.js [VERSION] [TEST FILE …]
 */

import { runInCopy } from "./support/installed-copy.js";

const [version = "4.0.0-alpha.10", ...files] = process.argv.slice(2);

process.exitCode = runInCopy({
  packages: [`@11ty/eleventy@${version}`],
  tests: files.length > 0 ? files : ["tests/eleventy/", "tests/plain-eleventy.test.ts"],
  node: "22",
});
