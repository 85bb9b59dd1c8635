/** The program that runs, as a hash: what one version made, another must not take for its own. */

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";
import { isSettled } from "../sources/snapshot.js";
import { packagePath } from "../utils/package-path.js";
import { statKeyOf } from "./files.js";
import { readSmallJson, writeSmallJson } from "./small-json.js";

const HERE = packagePath("dist");

/**
 * Hash of Handbill's own code, of the versions of the libraries that are installed beside it, and of what Node knows of
 * languages, as dates and the order of titles are made with that. `memo`: a file that keeps
 * it with the looks of that code, so that the next call need not read it all; one that cannot be written is done without.
 */
export function programHash(memo?: string): string {
  const now = Date.now();
  const own = readdirSync(HERE, { recursive: true })
    .map(String)
    .filter((name) => /(?<!\.d)\.[jt]s$/.test(name))
    .sort();
  const looks = own.map((name) => ({ name, look: statKeyOf(join(HERE, name)) ?? { text: "", time: now } }));
  const versions = `${installedVersions()}${process.versions["icu"]} ${process.versions["unicode"]}`;
  const seen = sha256([versions, ...looks.map(({ name, look }) => `${name} ${look.text}`)]);
  const known = (memo === undefined ? undefined : readSmallJson(memo)) as
    | { readonly looks?: unknown; readonly hash?: unknown }
    | null
    | undefined;
  if (known?.looks === seen && typeof known.hash === "string") return known.hash;
  const hash = sha256([...own.flatMap((name) => [name, readFileSync(join(HERE, name))]), versions]).slice(
    0,
    22,
  );
  if (memo !== undefined && looks.every(({ look }) => isSettled(look, now)))
    writeSmallJson(memo, { looks: seen, hash });
  return hash;
}

/** How the program and the list of what is installed beside it look to the file system: as sure as the times of files are, and known without reading them. */
export function programLook(): string {
  // Parts of the program are named after their content.
  const parts = existsSync(join(HERE, "program")) ? readdirSync(join(HERE, "program")) : [];
  const looks = ["cli.js", "cli/main.js", "eleventy/project-entry.js"].map(
    (name) => statKeyOf(join(HERE, name))?.text ?? "",
  );
  return [...parts.sort(), ...looks, statKeyOf(installedList())?.text ?? "", process.version].join("\n");
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
