/** When the files of a site last changed, by its git history: a file's own times change with every clone. */

import { spawnSync } from "node:child_process";

/** What a look at the history gives. */
export interface History {
  /** The commit that is checked out. */
  readonly head: string;
  /** Calendar day of the last change by path from the site's root, as the committer's calendar had it: `2026-01-31`. */
  readonly days: Readonly<Record<string, string>>;
  /** Whether older commits are missing on this machine. */
  readonly isShallow: boolean;
}

/**
 * The last changes below `folder`, in one pass over the history; where `before` is known and still part of it, over what
 * came since. Undefined where there is no history. Commits at the edge of a shallow clone seem to change every file, and
 * are not believed: what only they would tell is that of `before`.
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

/** What git prints; undefined when it fails, or is not there. */
function git(root: string, ...args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync("git", args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 30,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return status === 0 ? stdout : undefined;
}
