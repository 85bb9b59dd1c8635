/** A build in this process: starting a program takes longer than the build of a tiny site. */

import { join } from "node:path";
import type { build as Build } from "../../src/commands/build.js";
import type { Outcome } from "../../src/commands/outcome.js";
import { PROJECT } from "./site.js";

/** The program as it is installed. */
const { build } = (await import(join(PROJECT, "dist", "commands", "build.js"))) as { build: typeof Build };

/** What `handbill build` makes and says. The configuration and what it imports are read again each time. */
export function buildHere(root: string, explain = false): Promise<Outcome> {
  process.chdir(root);
  return build({ flags: { root, again: true }, pid: process.pid, started: Date.now(), jobs: 1, explain, useCache: true, progress: () => undefined });
}
