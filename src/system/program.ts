/** The program that runs, as a hash: what one version made, another must not take for its own. */

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";
import { packagePath } from "../utils/package-path.js";
import { statKeyOf } from "./files.js";

const HERE = packagePath("dist");

/**
 * Hash of Handbill's own code, of the versions of the libraries that are installed beside it, and of what Node knows of
 * languages, as dates and the order of titles are made with that. `folder` holds the program.
 */
export function programHash(folder = HERE): string {
  const versions = `${installedVersions()}${process.versions["icu"]} ${process.versions["unicode"]}`;
  return sha256([codeHash(folder), versions]).slice(0, 22);
}

/** The hash that `prepare.js` wrote of the code beside it, or one of the code as it lies there where it was compiled again since. */
function codeHash(folder: string): string {
  const written = join(folder, "program-hash");
  const program = join(folder, "cli.js");
  if (existsSync(written) && (!existsSync(program) || statSync(program).mtimeMs <= statSync(written).mtimeMs))
    return readFileSync(written, "utf8");
  const code = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /(?<!\.d)\.(?:[jt]s|json)$/.test(name))
    .sort();
  return sha256(code.flatMap((name) => [name, readFileSync(join(folder, name))]));
}

/** Like the hash, by how the list of what is installed looks to the file system: as sure as the times of files are, and known without reading it. */
export function programLook(): string {
  return [codeHash(HERE), statKeyOf(installedList())?.text ?? "", process.version].join("\n");
}

function sha256(texts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text);
  return hash.digest("base64url");
}

/** npm's own list of what it installed, from the folder that holds the program or one above it. */
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

/** Hash of some files of the site, by their paths from the root; one that is missing counts as such. */
export function filesHash(root: string, paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of [...paths].sort()) {
    hash.update(`${path}\n`);
    if (existsSync(join(root, path))) hash.update(readFileSync(join(root, path)));
  }
  return hash.digest("base64url").slice(0, 22);
}

/** The text of some files of the site, one after the other; one that is missing has none. */
export function filesText(root: string, paths: readonly string[]): string {
  return [...paths]
    .sort()
    .map((path) => (existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : ""))
    .join("\n");
}

/** The version of a library of Handbill's. */
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
