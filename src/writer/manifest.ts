/** What Handbill wrote: the only files that it may take away again. */

import { hash } from "node:crypto";
import { relative, sep } from "node:path";
import type { FileSystem } from "./file-system.js";

/** A file that a build left in the output folder: its hash, and how it looked to the file system then. */
export interface Entry {
  readonly hash: string;
  /** Size and times as text; another one means that the file must be read to know it. */
  readonly look: string;
  /** For a copy: how its source looked. */
  readonly from?: string;
}

/** By path in the output folder. */
export type Manifest = ReadonlyMap<string, Entry>;

/** The manifests of all output folders of a site, by their paths from the root. */
export interface Manifests {
  /** The folder that the last build wrote to: what the cache knows about pages is true of that one alone. */
  readonly last: string;
  readonly folders: ReadonlyMap<string, Manifest>;
}

/** Changes when the form of the file changes: an older or newer manifest is not read. */
const VERSION = 4;

/** Between the parts of a text that holds many: no path of a file system holds it. */
export const BETWEEN = "\0";

/** A manifest as it is kept: few long texts are read at once, 10,000 lists are not. */
type StoredFiles = Readonly<Record<"paths" | "hashes" | "looks" | "froms", string>>;

/** The name of an output folder among those of a site: its path from the root, with `/` between its parts. */
export function folderName(root: string, folder: string): string {
  return relative(root, folder).split(sep).join("/");
}

/** Short name of some bytes; equal bytes, equal name. */
export function hashOf(content: Uint8Array): string {
  return hash("sha256", content, "base64url").slice(0, 22);
}

/** The manifests at this path; empty when there is no such file, or none that can be trusted: then nothing is ever removed. */
export function readManifests(files: FileSystem, path: string): Manifests {
  try {
    const stored: unknown = JSON.parse(files.readText(path));
    if (!isMap(stored) || stored["version"] !== VERSION || !isMap(stored["folders"]))
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
  if (!isMap(stored)) return manifest;
  const [paths = [], hashes = [], looks = [], froms = []] = ["paths", "hashes", "looks", "froms"].map(
    (column) => String(stored[column] ?? "").split(BETWEEN),
  );
  for (const [index, path] of paths.entries()) {
    const [hash = "", look = "", from = ""] = [hashes[index], looks[index], froms[index]];
    if (isPlainPath(path)) manifest.set(path, from === "" ? { hash, look } : { hash, look, from });
  }
  return manifest;
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a path stays below the folder that it is in. */
export function isPlainPath(path: string): boolean {
  // No drive, and no part that is empty, stays or leads up.
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
