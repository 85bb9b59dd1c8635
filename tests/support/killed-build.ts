/** A build that is killed at one of its changes of files: which one is counted, so that a busy machine changes nothing. */

import { existsSync, readFileSync, rmSync } from "node:fs";
import { handbill, PROJECT, type Finished } from "./site.js";

export interface KilledBuild {
  /** Null where it was killed. */
  readonly finished: Finished;
  /** How many changes of files there were; undefined where it was killed. */
  readonly changes: number | undefined;
}

/** Builds, and kills the build in the middle of the `at`-th change of a file after the first whose path holds `from`. */
export async function buildKilledAt(
  root: string,
  at: number,
  args: readonly string[] = [],
  from = "",
): Promise<KilledBuild> {
  const log = `${root}.changes`;
  const finished = await handbill(["build", ...args], root, {
    NODE_OPTIONS: `--require ${PROJECT}tests/support/kill-at-write.cjs`,
    HANDBILL_KILL: JSON.stringify({ from, at, log }),
  });
  const changes = existsSync(log) ? Number(readFileSync(log, "utf8")) : undefined;
  rmSync(log, { force: true });
  return { finished, changes };
}
