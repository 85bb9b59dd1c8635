/**
 * The last changes of a site's files, from its git history. The times of a file itself change with every
 * clone.
 */

import { spawnSync } from "node:child_process";

/** The history of a site's files. */
export interface History {
  /** The commit that is checked out. */
  readonly head: string;
  /**
   * Calendar day of the last change, by path relative to the site's root, in the committer's time zone:
   * `2026-01-31`.
   */
  readonly days: Readonly<Record<string, string>>;
  /** Whether older commits are missing on this machine. */
  readonly isShallow: boolean;
}

/**
 * The last changes below `folder`, in one pass over the history. If `before` is still part of the history,
 * only newer commits are read. Undefined without a history. Commits at the edge of a shallow clone seem to
 * change every file, so their changes are ignored and the days in `before` are kept.
 */
export function lastChanges(
  root: string,
  folder: string,
  before?: Pick<History, "head" | "days">,
): History | undefined {
  const head = git(root, "rev-parse", "HEAD")?.trim();
  if (head === undefined) return undefined;
  const isShallow = git(root, "rev-parse", "--is-shallow-repository")?.trim() === "true";
  if (before?.head === head) return { head, days: before.days, isShallow };
  const isSince =
    before !== undefined && git(root, "merge-base", "--is-ancestor", before.head, head) !== undefined;
  const edge = new Set(isShallow ? (git(root, "rev-list", "--max-parents=0", "HEAD") ?? "").split("\n") : []);
  const log =
    git(
      root,
      "-c",
      "core.quotepath=off",
      "log",
      "--no-renames",
      "--relative",
      "--name-only",
      "--format=%x00%H %cs",
      ...(isSince ? [`${before.head}..${head}`] : []),
      "--",
      folder,
    ) ?? "";
  const days: Record<string, string> = {};
  for (const commit of log.split("\0").slice(1)) {
    const [first = "", ...paths] = commit.split("\n");
    const [hash = "", day = ""] = first.split(" ");
    if (edge.has(hash)) continue;
    for (const path of paths) if (path !== "") days[path] ??= day;
  }
  return { head, days: isSince || isShallow ? { ...before?.days, ...days } : days, isShallow };
}

/** The output of git; undefined if git fails or is not installed. */
function git(root: string, ...args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync("git", args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 30,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return status === 0 ? stdout : undefined;
}
