/** Decides which folders a site may be written to. */

import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import type { FileSystem } from "./file-system.js";

export interface OutputPlace {
  /** Absolute path of the output folder. */
  readonly folder: string;
  /** Absolute path of the site's folder. */
  readonly root: string;
  /** Folders of sources, relative to the root. @default those of a site that `defineSite` makes */
  readonly sources?: readonly string[];
}

/** Folders of a site with files that people wrote. */
const SOURCES = ["content", "layouts", "public", "src"];
/** Folders that other programs manage. */
const KEPT = ["node_modules", ".git", ".cache"];

/** The path of a folder with all links resolved. The folder need not exist yet. */
export function realFolder(files: FileSystem, folder: string): string {
  const real = files.realPath(folder);
  if (real !== undefined || dirname(folder) === folder) return real ?? folder;
  return join(realFolder(files, dirname(folder)), folder.slice(dirname(folder).length).replace(/^[\\/]/, ""));
}

/**
 * Why the output folder cannot be used: it contains the sources, is one of them, or is not a folder. Compares
 * names and real paths.
 */
export function checkFolder(
  files: FileSystem,
  { folder, root, sources: own = SOURCES }: OutputPlace,
): Diagnostic | undefined {
  const shown = relative(root, folder) || ".";
  const unsafe = (why: string, hint = "Choose a separate folder, such as _site.") =>
    diagnostic("output-unsafe", {}, `The output folder ${shown} ${why}.`, hint);
  const realRoot = files.realPath(root) ?? root;
  const names = [...own, ...KEPT];
  const sources = names.map((name) => files.realPath(join(root, name)) ?? join(realRoot, name));
  const real = realFolder(files, folder);
  if (isWithin(folder, root) || isWithin(real, realRoot)) return unsafe("contains the site's sources");
  if (
    names.some((name) => isWithin(join(root, name), folder)) ||
    sources.some((source) => isWithin(source, real) || isWithin(real, source))
  )
    return unsafe("is one of the site's source folders");
  const home = files.home();
  if (home !== "" && isWithin(real, files.realPath(home) ?? home))
    return unsafe("is a home folder, or contains one");
  const there = files.stat(real);
  if (there !== undefined && there.kind !== "folder")
    return unsafe("is a file", "Remove it, or choose another folder.");
  return undefined;
}

/** Whether `inner` is `outer` or below it. */
export function isWithin(outer: string, inner: string): boolean {
  const way = relative(outer, inner);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
