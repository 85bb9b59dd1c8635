/**
 * Builds the program before the tests, so that they run the code in src/. If the sources are unchanged,
 * builds it only once.
 */

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("../..", import.meta.url));
const stamp = join(project, ".cache", "built-for-tests");

export default function setup(): void {
  const sources = sourcesHash();
  const isBuilt = existsSync(join(project, "dist", "cli.js")) && existsSync(stamp);
  if (isBuilt && readFileSync(stamp, "utf8") === sources) return;
  for (const step of ["node_modules/typescript/bin/tsc", "prepare.js"])
    execFileSync(process.execPath, [project + step], { cwd: project, stdio: "inherit" });
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, sources);
}

/** Hash of all files that the program is built from. */
function sourcesHash(): string {
  const hash = createHash("sha256");
  const folders = ["src", "layouts/scripts"].flatMap((folder) =>
    readdirSync(join(project, folder), { recursive: true, encoding: "utf8" }).map((name) =>
      join(folder, name),
    ),
  );
  for (const path of [
    ...folders,
    "prepare.js",
    "prepare-program.js",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
  ].sort()) {
    const file = join(project, path);
    if (statSync(file).isFile()) hash.update(`${path}\0`).update(readFileSync(file));
  }
  return hash.digest("hex");
}
