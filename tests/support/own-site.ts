/** Handbill's own site as it is built: once for all test files, while nothing that it is made of changes. */

import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTree } from "./read-tree.js";
import { handbill, PROJECT } from "./site.js";

const PARTS = ["content", "layouts", "public"];
const CONFIG = ".eleventy.ts";

/** The output folder. Tests only read it. */
export async function builtOwnSite(): Promise<string> {
  const builds = join(PROJECT, ".cache/own-site-for-tests");
  const hash = partsHash();
  const folder = join(builds, hash);
  if (existsSync(folder)) return folder;
  mkdirSync(builds, { recursive: true });
  for (const old of readdirSync(builds).filter((name) => !name.startsWith(hash)))
    rmSync(join(builds, old), { recursive: true, force: true });
  // A copy, with a cache of its own: tests run side by side.
  const root = mkdtempSync(join(tmpdir(), "handbill-own-"));
  try {
    for (const part of [...PARTS, CONFIG])
      if (existsSync(join(PROJECT, part))) cpSync(join(PROJECT, part), join(root, part), { recursive: true });
    const { code, stderr } = await handbill(["build"], root);
    if (code !== 0) throw new Error(stderr);
    const copied = mkdtempSync(`${folder}-`);
    cpSync(join(root, "_site"), copied, { recursive: true });
    try {
      renameSync(copied, folder);
    } catch (error) {
      // Another test file was quicker.
      if (!existsSync(folder)) throw error;
    }
    return folder;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Of all that the site is made of, the program included. */
function partsHash(): string {
  const hash = createHash("sha256");
  for (const file of [CONFIG, "dist/program-hash"]) hash.update(readFileSync(join(PROJECT, file)));
  for (const part of PARTS)
    for (const [name, bytes] of readTree(join(PROJECT, part)))
      hash.update(`\0${part}/${name}\0`).update(bytes);
  return hash.digest("hex").slice(0, 16);
}
