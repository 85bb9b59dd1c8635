/** Whether a folder can become a new site. */

import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { nearestThere } from "../writer/place-folder.js";
import { disk } from "../system/disk.js";
import { kindAt } from "../system/files.js";
import { clean } from "../utils/clean.js";
import { CONFIG_FILES } from "../config/site-kind.js";

/**
 * Files and folders that may be in the folder of a new site: of version control, editors, operating systems
 * and packages, and those of a build that found no page.
 */
const NOT_IN_THE_WAY =
  /^(?:\.git|\.hg|\.svn|\.idea|\.vscode|\.DS_Store|Thumbs\.db|desktop\.ini|\.cache|node_modules|package\.json|package-lock\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lock|LICENSE|\.handbill-new-\d+)$/;

/** Files of a new repository, which are kept. */
export const KEPT_FILES = ["README.md", ".gitignore"];

/** Folders of a site that cannot contain another site. */
const SITE_FOLDERS = ["content", "layouts", "public", "_site"];

/**
 * Why no site can be created in a folder, as far as this can be known in advance. `shown`: the folder, for
 * people.
 */
export function obstacle(target: string, shown: string): string | undefined {
  const isThere = disk.stat(target) !== undefined;
  const kind = kindAt(target);
  if (isThere && kind !== "folder")
    return `${shown} is ${kind === "file" ? "a file" : "a broken link"}. ${WANTED}.`;
  const part = partOfSite(target);
  if (part !== undefined)
    return (
      `${shown} would be inside ${clean(part)}, which belongs to another site. Choose a folder ` +
      "outside it."
    );
  if (!isThere) return undefined;
  const inTheWay = readdirSync(target)
    .filter((name) => !NOT_IN_THE_WAY.test(name) && !KEPT_FILES.includes(name))
    .sort();
  return inTheWay.length === 0
    ? undefined
    : `${shown} is not empty: it contains ${clean(listed(inTheWay))}. ${WANTED}. Nothing was changed.`;
}

const WANTED = "Choose a new or an empty folder";

/** `a, b and c`; a long list is shortened. */
function listed(names: readonly string[]): string {
  const shown = names.length > 5 ? [...names.slice(0, 4), `${names.length - 4} more`] : names;
  return [shown.slice(0, -1).join(", "), shown.at(-1)].filter((part) => part !== "").join(" and ");
}

/** The root of another site whose files would include this folder. */
function partOfSite(target: string): string | undefined {
  const above = nearestThere(disk, target);
  for (
    let inner = join(disk.realPath(above) ?? above, relative(above, target));
    dirname(inner) !== inner;
    inner = dirname(inner)
  ) {
    if (SITE_FOLDERS.includes(basename(inner)) && isSite(dirname(inner))) return inner;
  }
  return undefined;
}

function isSite(folder: string): boolean {
  return [...CONFIG_FILES, "content/index.md", ".cache/handbill"].some((path) =>
    existsSync(join(folder, path)),
  );
}
