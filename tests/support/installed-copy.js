/** Runs tests in a copy of the last commit with other packages, in a temporary folder. */

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));
const inherit = { stdio: "inherit" };

/**
 * Returns the exit code. Needs git and the npm registry. `node`: the version of Node to run them with, by
 * default the running one.
 *
 * @param {{ packages: readonly string[], tests: readonly string[], node?: string }} options
 */
export function runInCopy({ packages, tests, node }) {
  const folder = mkdtempSync(join(tmpdir(), "handbill-copy-"));
  const copy = join(folder, "handbill");
  const npm = (cwd, ...args) =>
    execFileSync("npm", [...args, "--no-audit", "--no-fund", "--no-save"], { ...inherit, cwd });
  try {
    execFileSync("git", ["clone", "--quiet", "--depth", "1", `file://${PROJECT}`, copy], inherit);
    if (node !== undefined) npm(folder, "install", `node@${node}`);
    npm(copy, "ci", "--ignore-scripts");
    npm(copy, "install", "--ignore-scripts", "--force", ...packages);
    const program = node === undefined ? process.execPath : join(folder, "node_modules/node/bin/node");
    const env = { ...process.env, PATH: `${dirname(program)}${delimiter}${process.env.PATH}` };
    const run = (...args) => spawnSync(program, args, { ...inherit, cwd: copy, env }).status;
    console.log(`${packages.join(", ")}; Node ${execFileSync(program, ["--version"])}`);
    run("node_modules/typescript/bin/tsc");
    run("prepare.js");
    return run("node_modules/vitest/vitest.mjs", "run", "--project", "site", ...tests) ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
