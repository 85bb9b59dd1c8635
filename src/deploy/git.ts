/**
 * A branch of a git repository that contains the site, as GitHub Pages serves it. A push is one step: readers
 * see the old site or the new one.
 */

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GitTarget } from "../config/deploy-options.js";
import type { RunProgram } from "../system/processes.js";
import { DeployFailure } from "./failure.js";
import { kindOf } from "./file-kind.js";

export interface GitDeploy {
  /** The site's folder, inside a git repository. */
  readonly root: string;
  /** The output folder. */
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly keepDays: number;
}

export interface GitPlan {
  readonly place: string;
  /** The branch's last commit; empty for a new branch. */
  readonly parent: string;
  /** The tree to publish. */
  readonly tree: string;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

type Git = (
  args: readonly string[],
  options?: { readonly input?: string; readonly env?: Readonly<Record<string, string>> },
) => Promise<string>;

function gitIn(root: string, run: RunProgram): Git {
  return async (args, options = {}) => {
    const { code, stdout, stderr } = await run("git", ["-c", "core.quotePath=false", ...args], {
      cwd: root,
      ...options,
    });
    if (code === undefined) throw new DeployFailure("`git` is not installed.", "Install it.");
    if (code !== 0)
      throw new DeployFailure(
        `git ${args[0]} failed: ${stderr.trim().split("\n").at(-1) ?? ""}`,
        "Check the branch and the remote of this target.",
      );
    return stdout.trim();
  };
}

/**
 * Makes the tree of the output folder, including the hashed files of recent commits, and compares it with the
 * branch's tree. Changes only git's own storage.
 */
export async function planGit(
  target: GitTarget,
  { root, folder, now, keepDays }: GitDeploy,
  run: RunProgram,
): Promise<GitPlan> {
  const git = gitIn(root, run);
  const { remote = "origin", branch = "gh-pages" } = target;
  const listed = await git(["ls-remote", remote, `refs/heads/${branch}`]);
  const parent = listed.split(/\s/)[0] ?? "";
  if (parent !== "") await git(["fetch", "--quiet", remote, parent]);
  const scratch = mkdtempSync(join(tmpdir(), "handbill-git-"));
  try {
    const env = {
      GIT_INDEX_FILE: join(scratch, "index"),
      GIT_WORK_TREE: folder,
      GIT_DIR: await git(["rev-parse", "--absolute-git-dir"]),
    };
    await git(["add", "--all", "--force", "."], { env });
    const commits =
      parent === ""
        ? ""
        : await git([
            "log",
            `--since=${new Date(now - keepDays * 86_400_000).toISOString()}`,
            "--format=%H",
            parent,
          ]);
    const own = new Set((await git(["ls-files"], { env })).split("\n"));
    for (const commit of new Set([...commits.split("\n"), parent].filter((one) => one !== ""))) {
      const kept = (await git(["ls-tree", "-r", commit]))
        .split("\n")
        .filter(
          (line) =>
            kindOf(pathOf(line)) === "hashed" &&
            !own.has(pathOf(line)) &&
            (commit !== parent || commits.includes(parent)),
        );
      for (const line of kept) own.add(pathOf(line));
      // ls-tree writes `mode SP type SP object TAB path`, and update-index reads this format.
      if (kept.length > 0)
        await git(["update-index", "--add", "--index-info"], { env, input: `${kept.join("\n")}\n` });
    }
    const tree = await git(["write-tree"], { env });
    const diff =
      parent === ""
        ? await git(["ls-tree", "-r", "--name-only", tree])
        : await git(["diff-tree", "-r", "--name-status", "--no-renames", parent, tree]);
    const lines = diff.split("\n").filter((line) => line !== "");
    const withStatus = (status: string) =>
      lines.filter((line) => line.startsWith(`${status}\t`)).map((line) => line.slice(2));
    return {
      place: `${remote}, branch ${branch}`,
      parent,
      tree,
      added: parent === "" ? lines : withStatus("A"),
      changed: withStatus("M"),
      removed: withStatus("D"),
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Commits the tree to the branch and pushes it. */
export async function pushGit(
  target: GitTarget,
  { root }: Pick<GitDeploy, "root">,
  { tree, parent }: Pick<GitPlan, "tree" | "parent">,
  message: string,
  run: RunProgram,
): Promise<void> {
  const git = gitIn(root, run);
  const { remote = "origin", branch = "gh-pages" } = target;
  // Build machines often have no git user name.
  const { code } = await run("git", ["config", "user.email"], { cwd: root });
  const env: Readonly<Record<string, string>> =
    code === 0
      ? {}
      : {
          GIT_AUTHOR_NAME: "Handbill",
          GIT_AUTHOR_EMAIL: "handbill@localhost",
          GIT_COMMITTER_NAME: "Handbill",
          GIT_COMMITTER_EMAIL: "handbill@localhost",
        };
  const commit = await git(["commit-tree", tree, ...(parent === "" ? [] : ["-p", parent]), "-m", message], {
    env,
  });
  // Without force: a branch that was changed meanwhile must not be overwritten.
  await git(["push", "--quiet", remote, `${commit}:refs/heads/${branch}`]);
}

/** The tree of the branch's commit before the last one, or of the commit `id`. */
export async function previousTree(
  target: GitTarget,
  { root }: Pick<GitDeploy, "root">,
  id: string | undefined,
  run: RunProgram,
): Promise<{ readonly tree: string; readonly parent: string }> {
  const git = gitIn(root, run);
  const { remote = "origin", branch = "gh-pages" } = target;
  const parent = (await git(["ls-remote", remote, `refs/heads/${branch}`])).split(/\s/)[0] ?? "";
  if (parent === "")
    throw new DeployFailure(`The branch ${branch} does not exist, so there is nothing to restore.`);
  await git(["fetch", "--quiet", remote, parent]);
  return { parent, tree: await git(["rev-parse", `${id ?? `${parent}~1`}^{tree}`]) };
}

/** Files of a commit, by path. */
export async function releaseFiles(
  { root }: Pick<GitDeploy, "root">,
  commit: string,
  paths: readonly string[],
  run: RunProgram,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const git = gitIn(root, run);
  const scratch = mkdtempSync(join(tmpdir(), "handbill-git-"));
  try {
    const files = join(scratch, "files");
    mkdirSync(files);
    // With a separate work tree and index, so that no file name is taken from the site's folder.
    const env = {
      GIT_DIR: await git(["rev-parse", "--absolute-git-dir"]),
      GIT_INDEX_FILE: join(scratch, "index"),
      GIT_WORK_TREE: files,
    };
    await git(["read-tree", commit], { env });
    await git(["checkout-index", "-z", "--stdin"], { env, input: paths.map((path) => `${path}\0`).join("") });
    return new Map(paths.map((path) => [path, readFileSync(join(files, path))]));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function pathOf(line: string): string {
  return line.slice(line.indexOf("\t") + 1);
}
