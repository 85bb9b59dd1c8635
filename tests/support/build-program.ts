/** Builds the program once before the tests, so that they run what is in src/. */

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export default function setup(): void {
  const project = fileURLToPath(new URL("../..", import.meta.url));
  for (const step of ["node_modules/typescript/bin/tsc", "prepare.js"])
    execFileSync(process.execPath, [project + step], { cwd: project, stdio: "inherit" });
}
