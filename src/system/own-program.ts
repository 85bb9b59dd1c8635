/** Runs Handbill in a separate process, for a site in another folder. */

import { packagePath } from "../utils/package-path.js";
import { runProgram, type Ran } from "./processes.js";

/** Runs `handbill` with these arguments in a folder. */
export function runHandbill(args: readonly string[], folder: string): Promise<Ran> {
  return runProgram(process.execPath, [packagePath("dist/cli.js"), ...args], { cwd: folder });
}
