/** Reads the paths of a move, or explains why the move is refused. */

import { isAbsolute, posix, relative, sep } from "node:path";
import { nearest } from "../utils/nearest.js";
import { withoutEnding } from "../utils/page-formats.js";

/** The paths of a move, relative to the root of the site: `content/docs/start.md`. */
export interface MovePaths {
  readonly from: string;
  readonly to: string;
}

/** Contents of the site's folder. */
export interface SiteFolder {
  readonly root: string;
  /** The files below content/, relative to the root. */
  readonly content: readonly string[];
  kindAt(path: string): "file" | "folder" | undefined;
}

/**
 * Reads both paths as the user wrote them: relative to the root, relative to content/, or absolute. A string
 * explains why the move is refused.
 */
export function readPaths(from: string, to: string, folder: SiteFolder): MovePaths | string {
  const { content } = folder;
  const isThere = (path: string) =>
    content.includes(path) || content.some((one) => one.startsWith(`${path}/`));
  const source = below(from, folder);
  if (source === undefined)
    return `${from} is not below content/. Only pages, files and folders there can be moved.`;
  if (!isThere(source)) return `There is no ${source}.${suggestion(source, content)}`;
  const target = below(to, folder);
  if (target === undefined)
    return `${to} is not below content/. Name a path there, such as content/docs/start.md.`;
  const problem = problemOf(source, target, isThere, folder);
  return problem ?? { from: source, to: target };
}

function problemOf(
  from: string,
  to: string,
  isThere: (path: string) => boolean,
  { content, kindAt }: SiteFolder,
): string | undefined {
  if (from === to) return `${from} already exists.`;
  // On a file system that ignores case, this path is the source itself.
  const isSameFile = from.toLowerCase() === to.toLowerCase();
  if (isThere(to) || (!isSameFile && kindAt(to) !== undefined))
    return kindAt(to) === "folder" && content.includes(from)
      ? `${to} is a folder. Name the new path in full: ${to}/${posix.basename(from)}.`
      : `${to} exists. Choose another path, or remove it first.`;
  if (to.startsWith(`${from}/`)) return `${to} is inside ${from}. Move the folder to a path outside of it.`;
  const parents = to.split("/").map((_, index, parts) => parts.slice(0, index).join("/"));
  const file = parents.find((parent) => parent !== "" && kindAt(parent) === "file");
  if (file !== undefined) return `${file} is a file, so it cannot contain ${to}.`;
  const ending = endingOf(from);
  if (content.includes(from) && endingOf(to) !== ending)
    return `${to} does not end in ${ending}, as ${from} does. A move keeps the kind of a file.`;
  return undefined;
}

/** The path relative to the root; undefined if it is not below content/. */
function below(written: string, { root, kindAt }: SiteFolder): string | undefined {
  const native = isAbsolute(written) ? relative(root, written) : written;
  const path = posix.normalize(native.split(sep).join("/")).replace(/\/+$/, "");
  if (path === ".." || path.startsWith("../") || path.startsWith("/")) return undefined;
  if (path.startsWith("content/")) return path;
  if (path === "content" || path === "." || kindAt(path) !== undefined) return undefined;
  return /^(?:layouts|public|node_modules|_site)(?:\/|$)/.test(path) ? undefined : `content/${path}`;
}

function endingOf(path: string): string {
  return path.slice(withoutEnding(path).length);
}

function suggestion(wanted: string, content: readonly string[]): string {
  const folders = content.flatMap((path) => posix.dirname(path));
  const named = content.filter((path) => posix.basename(path) === posix.basename(wanted));
  const meant = nearest(wanted, [...content, ...folders]) ?? (named.length === 1 ? named[0] : undefined);
  return meant === undefined ? "" : ` Did you mean ${meant}?`;
}
