/** The program that runs, as a hash: what one version made, another must not take for its own. */

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const HERE = fileURLToPath(new URL("..", import.meta.url));

/** Hash of Handbill's own code, and of the versions of the libraries that are installed beside it. */
export function programHash(): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(HERE, { recursive: true }).map(String).sort()) {
    if (/(?<!\.d)\.[jt]s$/.test(name)) hash.update(name).update(readFileSync(join(HERE, name)));
  }
  hash.update(installedVersions());
  return hash.digest("base64url").slice(0, 22);
}

/** npm's own list of what it installed, from the folder that holds the program or one above it. */
function installedVersions(): string {
  for (let folder = HERE; dirname(folder) !== folder; folder = dirname(folder)) {
    for (const list of ["node_modules/.package-lock.json", "node_modules/.modules.yaml", "node_modules/.yarn-integrity", ".package-lock.json"]) {
      if (existsSync(join(folder, list))) return readFileSync(join(folder, list), "utf8");
    }
  }
  return readFileSync(join(HERE, "..", "package.json"), "utf8");
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
  return [...paths].sort().map((path) => (existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : "")).join("\n");
}

/** The version of a library of Handbill's. */
export function packageVersion(name: string): string {
  for (let folder = dirname(createRequire(import.meta.url).resolve(name)); dirname(folder) !== folder; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { readonly version: string }).version;
  }
  return "";
}
