/**
 * Runs the tests of Eleventy projects with a version of Eleventy 4 and the Node that it needs. Both are
 * installed in a temporary folder, next to a copy of the last commit. Needs git and the npm registry.
 *
 *     node tests/eleventy-4.js [VERSION] [TEST FILE …]
 */

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [version = "4.0.0-alpha.10", ...files] = process.argv.slice(2);
const NODE = "22";
const PROJECT = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "handbill-eleventy-4-"));
const copy = join(folder, "handbill");

const inherit = { stdio: "inherit" };
const npm = (cwd, ...args) =>
  execFileSync("npm", [...args, "--no-audit", "--no-fund", "--no-save"], { ...inherit, cwd });

try {
  execFileSync("git", ["clone", "--quiet", "--depth", "1", `file://${PROJECT}`, copy], inherit);
  npm(folder, "install", `node@${NODE}`);
  npm(copy, "ci", "--ignore-scripts");
  npm(copy, "install", "--ignore-scripts", "--force", `@11ty/eleventy@${version}`);
  const node = join(folder, "node_modules/node/bin/node");
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
  const run = (...args) => spawnSync(node, args, { ...inherit, cwd: copy, env }).status;
  console.log(`Eleventy ${version}, Node ${execFileSync(node, ["--version"])}`);
  run("node_modules/typescript/bin/tsc");
  run("prepare.js");
  const tests = files.length > 0 ? files : ["tests/eleventy/", "tests/plain-eleventy.test.ts"];
  process.exitCode = run("node_modules/vitest/vitest.mjs", "run", "--project", "site", ...tests) ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
