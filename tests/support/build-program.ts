/** Builds the program once before the tests, so that they run what is in src/. */

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export default function setup(): void {
  const project = fileURLToPath(new URL("../..", import.meta.url));
  execFileSync(process.execPath, [`${project}/node_modules/typescript/bin/tsc`], { cwd: project, stdio: "inherit" });
}
