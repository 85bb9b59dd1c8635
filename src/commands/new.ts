/** `handbill new <folder>`: creates a new site, completely or not at all. */

import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { placeFolder } from "../writer/place-folder.js";
import { isWriteError, reasonOf } from "../writer/write-failure.js";
import { clean } from "../utils/clean.js";
import { disk } from "../system/disk.js";
import type { CommandContext, CommandResult } from "../pipeline/result.js";
import { cleanTitle, starterFiles, titleOf } from "../pipeline/starter.js";
import { KEPT_FILES, obstacle } from "../pipeline/starter-folder.js";
import { shellWord } from "../utils/shell-word.js";

/**
 * `folder` is relative to the current folder. `title` is the site's name, by default derived from the folder.
 */
export function newSite(
  { flags: { root }, pid }: CommandContext,
  folder: string,
  title?: string,
): CommandResult {
  const target = resolve(root, folder);
  const isHere = target === root;
  const kept = KEPT_FILES.filter((name) => existsSync(join(target, name)));
  try {
    const problem = obstacle(target, isHere ? "This folder" : clean(folder));
    if (problem !== undefined) return { diagnostics: [], problem };
    const files = starterFiles(title === undefined ? titleOf(basename(target)) : cleanTitle(title));
    placeFolder(disk, new Map([...files].filter(([path]) => !kept.includes(path))), target, pid);
  } catch (error) {
    if (!isWriteError(error)) throw error;
    return {
      diagnostics: [],
      problem:
        `Could not create a site in ${isHere ? "this folder" : clean(folder)}: ${reasonOf(error)}. ` +
        "Nothing was changed.",
    };
  }
  const enter = isHere ? "" : `  cd ${shellWord(folder)}\n`;
  const ignored = kept.includes(".gitignore")
    ? "Your .gitignore was not changed. Add _site and .cache to it.\n"
    : "";
  return {
    diagnostics: [],
    summary:
      `${ignored}Created your site in ${isHere ? "this folder" : clean(folder)}. To start the dev ` +
      `server:\n\n${enter}  npx handbill dev`,
  };
}
