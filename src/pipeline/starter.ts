/** The site that `handbill new` creates: the files of `starter/`, with the new site's title. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { listFiles } from "../system/files.js";
import { packagePath } from "../utils/package-path.js";

const STARTER = packagePath("starter");

/**
 * Files next to `content/` and `public/`, with their names in the new site. npm does not pack a file named
 * `.gitignore`.
 */
const BESIDE: Readonly<Record<string, string>> = {
  ".eleventy.ts": ".eleventy.ts",
  ".gitignore": "gitignore",
  "README.md": "README.md",
};

/** The name of the site in `starter/`. */
const NAME = "My site";

/**
 * The files of a new site, by their paths in it: those of `starter/`, with `title` as the name of the site.
 */
export function starterFiles(title: string): ReadonlyMap<string, string> {
  const inFolders = ["content", "public"].flatMap((folder) => listFiles(STARTER, folder).value);
  const all = [...Object.entries(BESIDE), ...inFolders.map((path) => [path, path] as const)];
  return new Map(
    all.map(([path, from]) => [path, withTitle(path, readFileSync(join(STARTER, from), "utf8"), title)]),
  );
}

/** In Markdown (the body and the sections of a page), the title is escaped so that it appears literally. */
function withTitle(path: string, text: string, title: string): string {
  const escaped = title.replace(/[\\`*_~[\]<>#&|{}]/g, "\\$&");
  if (!path.endsWith(".md")) return text.replaceAll(JSON.stringify(NAME), () => JSON.stringify(title));
  return text
    .replace(`\ntitle: ${JSON.stringify(NAME)}\n`, () => `\ntitle: ${JSON.stringify(title)}\n`)
    .replaceAll(` title: ${JSON.stringify(NAME)}\n`, () => ` title: ${JSON.stringify(escaped)}\n`)
    .replace(new RegExp(`^# ${NAME}$`, "m"), () => `# ${escaped}`);
}

/** The title for a site in a folder of this name: `my-site` gives "My site". */
export function titleOf(folder: string): string {
  const words = cleanTitle(folder.replace(/[-_]+/g, " "));
  const [first = ""] = words;
  return words === "" ? NAME : first.toUpperCase() + words.slice(first.length);
}

/** A title on one line, in Unicode normal form C, so that it compares and displays the same everywhere. */
export function cleanTitle(title: string): string {
  return title
    .normalize("NFC")
    .replace(/[\s\p{C}]+/gu, " ")
    .trim();
}
