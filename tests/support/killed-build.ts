/**
 * Kills a build at one of its file changes. The changes are counted, not timed, so that a busy machine
 * changes nothing.
 */

import { existsSync, readFileSync, rmSync } from "node:fs";
import { handbill, PROJECT, type Finished } from "./site.js";

export interface KilledBuild {
  /** Null if it was killed. */
  readonly finished: Finished;
  /** Number of file changes; undefined if it was killed. */
  readonly changes: number | undefined;
}

/**
 * Builds, and kills the build in the middle of the `at`-th file change, counted from the first one whose path
 * contains `from`.
 */
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
