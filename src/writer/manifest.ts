/** The manifest lists the files that Handbill wrote. Handbill removes no other files. */

import { hash } from "node:crypto";
import { relative, sep } from "node:path";
import type { FileSystem } from "./file-system.js";
import { isRecord } from "../utils/is-record.js";

/** A file that a build left in the output folder: its hash, and its size and times at that moment. */
export interface Entry {
  readonly hash: string;
  /** Size and times as text. If they differ, the file must be read to compare it. */
  readonly look: string;
  /** For a copy: the size and times of its source. */
  readonly from?: string;
}

/** By path in the output folder. */
export type Manifest = ReadonlyMap<string, Entry>;

/** The manifests of all output folders of a site, by their paths relative to the root. */
export interface Manifests {
  /** The output folder of the last build. The cache describes the pages of this folder only. */
  readonly last: string;
  readonly folders: ReadonlyMap<string, Manifest>;
}

/** Changes with the format of the file. A manifest of another version is not read. */
const VERSION = 4;

/** Separates the parts of a combined text. No path contains it. */
export const BETWEEN = "\0";

/** A manifest as it is stored: few long texts are read faster than 10,000 lists. */
type StoredFiles = Readonly<Record<"paths" | "hashes" | "looks" | "froms", string>>;

/** The name of an output folder of a site: its path relative to the root, with `/` as the separator. */
export function folderName(root: string, folder: string): string {
  return relative(root, folder).split(sep).join("/");
}

/** Short hash of bytes. Equal bytes give equal hashes. */
export function hashOf(content: Uint8Array): string {
  return hash("sha256", content, "base64url").slice(0, 22);
}

/**
 * The manifests in the file at `path`. Empty if the file is missing or not valid; then Handbill removes no
 * file.
 */
export function readManifests(files: FileSystem, path: string): Manifests {
  try {
    const stored: unknown = JSON.parse(files.readText(path));
    if (!isRecord(stored) || stored["version"] !== VERSION || !isRecord(stored["folders"]))
      throw new Error("another form");
    const folders = Object.entries(stored["folders"]).map(
      ([folder, list]) => [folder, manifestOf(list)] as const,
    );
    return { last: String(stored["last"]), folders: new Map(folders) };
  } catch {
    return { last: "", folders: new Map() };
  }
}

function manifestOf(stored: unknown): Manifest {
  const manifest = new Map<string, Entry>();
  if (!isRecord(stored)) return manifest;
  const [paths = [], hashes = [], looks = [], froms = []] = ["paths", "hashes", "looks", "froms"].map(
    (column) => String(stored[column] ?? "").split(BETWEEN),
  );
  for (const [index, path] of paths.entries()) {
    const [hash = "", look = "", from = ""] = [hashes[index], looks[index], froms[index]];
    if (isPlainPath(path)) manifest.set(path, from === "" ? { hash, look } : { hash, look, from });
  }
  return manifest;
}

/** Whether a path stays inside its folder. */
export function isPlainPath(path: string): boolean {
  // No drive letter, and no part that is empty, `.` or `..`.
  return !/^[a-z]:|(?:^|[\\/])\.{0,2}(?:[\\/]|$)/i.test(path);
}

/** Replaces the file at `path` in one step. */
export function writeManifests(files: FileSystem, path: string, { last, folders }: Manifests): void {
  const stored = Object.fromEntries(
    [...folders].sort(byName).map(([folder, manifest]) => [folder, storedFiles(manifest)]),
  );
  files.write(`${path}.tmp`, `${JSON.stringify({ version: VERSION, last, folders: stored })}\n`);
  files.rename(`${path}.tmp`, path);
}

function storedFiles(manifest: Manifest): StoredFiles {
  const entries = [...manifest].sort(byName);
  const column = (textOf: (path: string, entry: Entry) => string) =>
    entries.map(([path, entry]) => textOf(path, entry)).join(BETWEEN);
  return {
    paths: column((path) => path),
    hashes: column((_, { hash }) => hash),
    looks: column((_, { look }) => look),
    froms: column((_, { from = "" }) => from),
  };
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
