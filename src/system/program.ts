/** The hash of the running program. A version must not reuse data of another version. */

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";
import { packagePath } from "../utils/package-path.js";
import { statKeyOf } from "./files.js";

const HERE = packagePath("dist");

/**
 * Hash of Handbill's own code, of the versions of the installed libraries, and of Node's language data, which
 * formats dates and sorts titles. `folder` contains the program.
 */
export function programHash(folder = HERE): string {
  const versions = `${installedVersions()}${process.versions["icu"]} ${process.versions["unicode"]}`;
  return sha256([codeHash(folder), versions]).slice(0, 22);
}

/**
 * The hash of the code that `prepare.js` wrote. If the code was compiled again since, the hash of the current
 * code.
 */
function codeHash(folder: string): string {
  const written = join(folder, "program-hash");
  const program = join(folder, "cli.js");
  if (existsSync(written) && (!existsSync(program) || statSync(program).mtimeMs <= statSync(written).mtimeMs))
    return readFileSync(written, "utf8");
  const code = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /(?<!\.d)\.(?:c?[jt]s|json)$/.test(name))
    .sort();
  return sha256(code.flatMap((name) => [name, readFileSync(join(folder, name))]));
}

/**
 * Like `programHash`, but uses the size and times of the list of installed packages instead of its content.
 * As reliable as file times, and faster.
 */
export function programLook(): string {
  return [codeHash(HERE), statKeyOf(installedList())?.text ?? "", process.version].join("\n");
}

function sha256(texts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text);
  return hash.digest("base64url");
}

/** npm's list of installed packages, from the program's folder or a parent folder. */
function installedVersions(): string {
  return readFileSync(installedList(), "utf8");
}

function installedList(): string {
  for (let folder = HERE; dirname(folder) !== folder; folder = dirname(folder)) {
    for (const list of [
      "node_modules/.package-lock.json",
      "node_modules/.modules.yaml",
      "node_modules/.yarn-integrity",
      ".package-lock.json",
    ]) {
      if (existsSync(join(folder, list))) return join(folder, list);
    }
  }
  return join(HERE, "..", "package.json");
}

/** Hash of files of the site, by their paths relative to the root. A missing file changes the hash too. */
export function filesHash(root: string, paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of [...paths].sort()) {
    hash.update(`${path}\n`);
    if (existsSync(join(root, path))) hash.update(readFileSync(join(root, path)));
  }
  return hash.digest("base64url").slice(0, 22);
}

/** The concatenated text of files of the site. A missing file has no text. */
export function filesText(root: string, paths: readonly string[]): string {
  return [...paths]
    .sort()
    .map((path) => (existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : ""))
    .join("\n");
}

/** The version of one of Handbill's libraries. */
export function packageVersion(name: string): string {
  for (
    let folder = dirname(createRequire(import.meta.url).resolve(name));
    dirname(folder) !== folder;
    folder = dirname(folder)
  ) {
    if (existsSync(join(folder, "package.json")))
      return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { readonly version: string })
        .version;
  }
  return "";
}
