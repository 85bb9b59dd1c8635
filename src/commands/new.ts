/** `handbill new <folder>`: makes a site to begin with, whole or not at all. */

import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { nearestThere, placeFolder } from "../writer/place-folder.js";
import { isWriteError, reasonOf } from "../writer/write-failure.js";
import { clean } from "../report/code-frame.js";
import { disk } from "../system/disk.js";
import { kindAt } from "../system/files.js";
import { CONFIG_FILES } from "../config/site-kind.js";
import type { CommandResult, CommandContext } from "../pipeline/result.js";
import { cleanTitle, starterFiles, titleOf } from "../pipeline/starter.js";

/** What may lie in the folder of a new site: of version control, of editors and systems, of packages, and what a build that found no page left. */
const NOT_IN_THE_WAY =
  /^(?:\.git|\.hg|\.svn|\.idea|\.vscode|\.DS_Store|Thumbs\.db|desktop\.ini|\.cache|node_modules|package\.json|package-lock\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lock|LICENSE|\.handbill-new-\d+)$/;

/** What a repository that was made just now has: it stays as it is. */
const KEPT = ["README.md", ".gitignore"];

/** Folders of a site in which no other site can be. */
const PARTS = ["content", "layouts", "public", "_site"];

/** `folder`: as it was typed, from the current folder. `title`: the site's name; without it, one is made of the folder's. */
export function newSite(
  { flags: { root }, pid }: CommandContext,
  folder: string,
  title?: string,
): CommandResult {
  const target = resolve(root, folder);
  const isHere = target === root;
  const kept = KEPT.filter((name) => existsSync(join(target, name)));
  try {
    const problem = obstacle(target, isHere ? "This folder" : clean(folder));
    if (problem !== undefined) return { diagnostics: [], problem };
    const files = starterFiles(title === undefined ? titleOf(basename(target)) : cleanTitle(title));
    placeFolder(disk, new Map([...files].filter(([path]) => !kept.includes(path))), target, pid);
  } catch (error) {
    if (!isWriteError(error)) throw error;
    return {
      diagnostics: [],
      problem: `No site was made in ${isHere ? "this folder" : clean(folder)}: ${reasonOf(error)}. Nothing was left behind.`,
    };
  }
  const enter = isHere ? "" : `  cd ${shellWord(folder)}\n`;
  const ignored = kept.includes(".gitignore")
    ? "Your .gitignore stays as it is: let it name _site and .cache, which builds make.\n"
    : "";
  return {
    diagnostics: [],
    summary: `${ignored}Your site is in ${isHere ? "this folder" : clean(folder)}. To see it while you write:\n\n${enter}  npx handbill dev`,
  };
}

/** Why no site can be made there, as far as that can be told before it is tried. `shown`: the folder, for people. */
function obstacle(target: string, shown: string): string | undefined {
  const isThere = disk.stat(target) !== undefined;
  const kind = kindAt(target);
  if (isThere && kind !== "folder")
    return `${shown} is ${kind === "file" ? "a file" : "a link that leads nowhere"}. ${WANTED}.`;
  const part = partOfSite(target);
  if (part !== undefined)
    return `${shown} would be inside ${clean(part)}, a folder of another site, and its files would be that site's. Name a folder outside of it.`;
  if (!isThere) return undefined;
  const inTheWay = readdirSync(target)
    .filter((name) => !NOT_IN_THE_WAY.test(name) && !KEPT.includes(name))
    .sort();
  return inTheWay.length === 0
    ? undefined
    : `${shown} is not empty: it holds ${clean(listed(inTheWay))}. ${WANTED}; nothing was touched.`;
}

const WANTED = "A new site needs a folder that is empty, or not there yet";

/** `a, b and c`, and of many the first. */
function listed(names: readonly string[]): string {
  const shown = names.length > 5 ? [...names.slice(0, 4), `${names.length - 4} more`] : names;
  return [shown.slice(0, -1).join(", "), shown.at(-1)].filter((part) => part !== "").join(" and ");
}

/** The folder of another site's files that this one would be in. */
function partOfSite(target: string): string | undefined {
  const above = nearestThere(disk, target);
  for (
    let inner = join(disk.realPath(above) ?? above, relative(above, target));
    dirname(inner) !== inner;
    inner = dirname(inner)
  ) {
    if (PARTS.includes(basename(inner)) && isSite(dirname(inner))) return inner;
  }
  return undefined;
}

function isSite(folder: string): boolean {
  return [...CONFIG_FILES, "content/index.md", ".cache/handbill"].some((path) =>
    existsSync(join(folder, path)),
  );
}

/** A path as a shell takes it: sh, PowerShell, and, where nothing in it has a meaning inside of double quotes, cmd. */
function shellWord(path: string): string {
  const word = path.startsWith("-") ? `./${path}` : path;
  if (/^[\p{L}\p{M}\p{N}_./:@+,=-]+$/u.test(word)) return word;
  return /["$`!%]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : `"${word}"`;
}
