/** Runs the program in this process, because starting a process takes longer than building a tiny site. */

import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { runProgram as RunProgram } from "../../src/cli/main.js";
import { PROJECT, type Finished } from "./site.js";

/** The built program. */
const { runProgram } = (await import(join(PROJECT, "dist", "cli", "main.js"))) as {
  runProgram: typeof RunProgram;
};

/**
 * Runs `handbill` in a folder, with these additional environment variables. Modules of the site are loaded
 * again each time.
 */
export async function runHere(
  args: readonly string[],
  folder: string,
  variables: NodeJS.ProcessEnv = {},
): Promise<Finished> {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  let stdout = "";
  let stderr = "";
  // An edit in the millisecond in which a command starts counts as an edit during its run. A real process
  // takes longer to start.
  await new Promise((done) => setTimeout(done, 2));
  process.chdir(folder);
  Object.assign(process.env, variables);
  try {
    const code = await runProgram(args, {
      stdout: { write: (text) => (stdout += text) },
      stderr: { write: (text) => (stderr += text) },
      variables: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined },
      pid: process.pid,
      cores: availableParallelism(),
      started: Date.now(),
      again: true,
      enter(root) {
        process.chdir(root);
        return process.cwd();
      },
      surviveErrors: () => undefined,
    });
    return { code, stdout, stderr };
  } finally {
    // The site's folder is removed when its test ends.
    process.chdir(PROJECT);
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
