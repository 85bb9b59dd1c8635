/** Commits of the repository that contains a site, and their files on this machine. */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** A commit, with the name that was given for it. */
export interface Ref {
  readonly name: string;
  readonly commit: string;
}

export interface Problem {
  /** A sentence that includes the fix. */
  readonly problem: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The commit of a name such as `main`, `v1.2` or `HEAD~3`. Also finds branches that only the remote has. */
export function resolveRef(root: string, name: string): Ref | Problem {
  const outside = outsideRepository(root);
  if (outside !== undefined) return outside;
  for (const one of [name, `origin/${name}`]) {
    const commit = name.startsWith("-")
      ? undefined
      : git(root, "rev-parse", "--verify", "--quiet", `${one}^{commit}`);
    if (commit !== undefined) return { name: one, commit };
  }
  const branch = name.replace(/^origin\//, "");
  const fetch = `git fetch origin ${isHash(name) ? name : `${branch}:refs/remotes/origin/${branch}`}`;
  return {
    problem: isShallow(root)
      ? `This clone is shallow and has no commit \`${name}\`. Fetch it: ${fetch}`
      : `The repository has no commit \`${name}\`. If it is on the remote, fetch it: ${fetch}`,
  };
}

/** The commit at which this branch left its target branch: `--since auto`. */
export function resolveMergeBase(root: string, variables: Variables): Ref | Problem {
  const outside = outsideRepository(root);
  if (outside !== undefined) return outside;
  // GitLab sets the commit.
  const known = variables["CI_MERGE_REQUEST_DIFF_BASE_SHA"];
  if (known !== undefined && known !== "") return resolveRef(root, known);
  const branch = targetBranch(variables) ?? defaultBranch(root);
  if (branch === undefined)
    return {
      problem:
        "Handbill cannot tell which branch this one will be merged into: there is no origin/HEAD, " +
        "main or master. Name it: --since origin/develop",
    };
  const target = resolveRef(root, branch);
  if ("problem" in target) return target;
  const commit = git(root, "merge-base", "HEAD", target.commit);
  if (commit !== undefined) return { name: target.name, commit };
  return {
    problem: isShallow(root)
      ? `This clone is shallow and lacks the commit where the branch started from ${target.name}. Fetch ` +
        "the history: git fetch --unshallow --filter=blob:none origin (for actions/checkout, set " +
        `\`fetch-depth: 0\`; for GitLab, \`GIT_DEPTH: 0\`)`
      : `This branch and ${target.name} have no commit in common. Name another: --since <commit>`,
  };
}

/** The target branch of a pull or merge request, as the service sets it: GitHub, GitLab, Bitbucket, Azure. */
function targetBranch(variables: Variables): string | undefined {
  const names = [
    "GITHUB_BASE_REF",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
    "BITBUCKET_PR_DESTINATION_BRANCH",
    "SYSTEM_PULLREQUEST_TARGETBRANCH",
  ];
  const [found] = names.map((name) => variables[name] ?? "").filter((value) => value !== "");
  return found === undefined ? undefined : `origin/${found.replace(/^refs\/heads\//, "")}`;
}

function defaultBranch(root: string): string | undefined {
  const head = git(root, "rev-parse", "--abbrev-ref", "--verify", "--quiet", "origin/HEAD");
  if (head !== undefined && head !== "origin/HEAD") return head;
  return ["origin/main", "origin/master", "main", "master"].find(
    (name) => git(root, "rev-parse", "--verify", "--quiet", `${name}^{commit}`) !== undefined,
  );
}

/**
 * Checks out the files of a commit into a folder and changes only files that differ. Gives the site's folder
 * in it.
 */
export function checkOutAside(
  root: string,
  folder: string,
  commit: string,
): { readonly root: string } | Problem {
  // A git work tree: filters, submodules and partial clones work in it, and its HEAD is the commit.
  const isThere = existsSync(join(folder, ".git"));
  const failed = isThere
    ? gitFailure(folder, "checkout", "--quiet", "--force", "--detach", commit)
    : gitFailure(root, "worktree", "add", "--quiet", "--force", "--force", "--detach", folder, commit);
  if (failed !== undefined) return { problem: `git could not check out ${commit.slice(0, 10)}: ${failed}` };
  return { root: join(folder, git(root, "rev-parse", "--show-prefix") ?? "") };
}

function outsideRepository(root: string): Problem | undefined {
  const found = run(root, ["rev-parse", "--verify", "--quiet", "HEAD"]);
  if (found.error !== undefined) return { problem: "`git` is not installed." };
  if (found.status === 0) return undefined;
  return {
    problem: "The site is not in a git repository with a commit, so there is no previous state.",
  };
}

function isShallow(root: string): boolean {
  return git(root, "rev-parse", "--is-shallow-repository") === "true";
}

function isHash(name: string): boolean {
  return /^[0-9a-f]{7,64}$/.test(name);
}

/** The output of git; undefined if it fails. */
function git(root: string, ...args: readonly string[]): string | undefined {
  const { status, stdout } = run(root, args);
  return status === 0 ? stdout.trim() : undefined;
}

/** Why git failed; undefined if it succeeded. */
function gitFailure(root: string, ...args: readonly string[]): string | undefined {
  const { status, stderr } = run(root, args);
  return status === 0 ? undefined : (stderr.trim().split("\n").at(-1) ?? "");
}

/**
 * Without the variables that git sets for hooks: their folder and index do not belong to the separate work
 * tree.
 */
function run(root: string, args: readonly string[]) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^GIT_(?:DIR|WORK_TREE|INDEX_FILE|PREFIX)$/.test(name)),
  );
  return spawnSync("git", args, { cwd: root, env, encoding: "utf8", maxBuffer: 1 << 26 });
}
