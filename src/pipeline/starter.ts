/** The site that `handbill new` begins with: the files of `starter/`, with a name of its own. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { listFiles } from "../system/files.js";
import { packagePath } from "../utils/package-path.js";

const STARTER = packagePath("starter");

/** Files beside `content/` and `public/`, by the names that they get. npm packs no file of the name `.gitignore`. */
const BESIDE: Readonly<Record<string, string>> = {
  ".eleventy.ts": ".eleventy.ts",
  ".gitignore": "gitignore",
  "README.md": "README.md",
};

/** The name of the site in `starter/`. */
const NAME = "My site";

/** The files of a new site, by their paths in it: those of `starter/`, in which its name is replaced by `title`. */
export function starterFiles(title: string): ReadonlyMap<string, string> {
  const inFolders = ["content", "public"].flatMap((folder) => listFiles(STARTER, folder).value);
  const all = [...Object.entries(BESIDE), ...inFolders.map((path) => [path, path] as const)];
  return new Map(
    all.map(([path, from]) => [path, withTitle(path, readFileSync(join(STARTER, from), "utf8"), title)]),
  );
}

/** Where Markdown is read, in the body and in the sections of a page, the title is written so that it means itself. */
function withTitle(path: string, text: string, title: string): string {
  const escaped = title.replace(/[\\`*_~[\]<>#&|]/g, "\\$&");
  if (!path.endsWith(".md")) return text.replaceAll(JSON.stringify(NAME), () => JSON.stringify(title));
  return text
    .replace(`\ntitle: ${JSON.stringify(NAME)}\n`, () => `\ntitle: ${JSON.stringify(title)}\n`)
    .replaceAll(` title: ${JSON.stringify(NAME)}\n`, () => ` title: ${JSON.stringify(escaped)}\n`)
    .replace(new RegExp(`^# ${NAME}$`, "m"), () => `# ${escaped}`);
}

/** The title of a site in a folder of this name: `my-site` is "My site". */
export function titleOf(folder: string): string {
  const words = cleanTitle(folder.replace(/[-_]+/g, " "));
  const [first = ""] = words;
  return words === "" ? NAME : first.toUpperCase() + words.slice(first.length);
}

/** A title in one line, as it is compared and shown everywhere (Unicode normal form C). */
export function cleanTitle(title: string): string {
  return title
    .normalize("NFC")
    .replace(/[\s\p{C}]+/gu, " ")
    .trim();
}
