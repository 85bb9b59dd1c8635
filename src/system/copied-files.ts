/**
 * The files that `addPassthroughCopy` names, and their output paths, by Eleventy's rules
 * (https://www.11ty.dev/docs/copy/).
 */

import { readdirSync, realpathSync, statSync } from "node:fs";
import { basename, join, posix } from "node:path";
import type { CopyChoice } from "../config/eleventy-choices.js";
import type { StaticFile } from "../model/model.js";
import { matchesGlob } from "../utils/glob.js";
import { isLeftOut } from "./leftovers.js";

export interface CopiedFiles {
  /** In the order of the site's calls. */
  readonly files: readonly StaticFile[];
  /** Copies that match no file inside the site. */
  readonly empty: readonly string[];
}

export function copiedFiles(root: string, copies: readonly CopyChoice[]): CopiedFiles {
  const files: StaticFile[] = [];
  const empty: string[] = [];
  for (const copy of copies) {
    const found = filesOf(root, copy);
    if (found.length === 0) empty.push(copy.from);
    files.push(...found);
  }
  return { files, empty };
}

/** The folder that contains all files of a copy, relative to the root. */
export function folderOfCopy({ from }: CopyChoice): string {
  const parts = from.replace(/\/+$/, "").split("/");
  const pattern = parts.findIndex(isPattern);
  return (pattern === -1 ? parts : parts.slice(0, pattern)).join("/");
}

function filesOf(root: string, copy: CopyChoice): readonly StaticFile[] {
  const from = posix.normalize(copy.from).replace(/\/+$/, "");
  if (from.startsWith("..") || posix.isAbsolute(from)) return [];
  const to = copy.to === true ? true : copy.to.replace(/^(?:\.?\/)+/, "");
  if (isPattern(from)) {
    return walk(root, folderOfCopy({ ...copy, from }))
      .filter((source) => matchesGlob(source, [from]))
      .flatMap((source) =>
        placed(
          copy,
          source,
          basename(source),
          to === true ? inside(source) : posix.join(to, basename(source)),
        ),
      );
  }
  const stats = statSync(join(root, from), { throwIfNoEntry: false });
  if (stats === undefined) return [];
  if (stats.isFile()) {
    const name = basename(from);
    const output = to === true ? inside(from) : to === "" || to.endsWith("/") ? posix.join(to, name) : to;
    return placed(copy, from, name, output);
  }
  const target = to === true ? inside(from) : to;
  return walk(root, from).flatMap((source) => {
    const path = posix.relative(from, source);
    return placed(copy, source, path, posix.join(target, renamed(copy, path)));
  });
}

function placed({ filter }: CopyChoice, source: string, path: string, output: string): StaticFile[] {
  return isWanted(filter, path) && !output.startsWith("../") ? [{ source, output }] : [];
}

function renamed({ rename }: CopyChoice, path: string): string {
  return typeof rename === "function" ? String((rename as (path: string) => unknown)(path)) : path;
}

/** The filter of a copy: a function, an expression, patterns, or a list of these. */
function isWanted(filter: unknown, path: string): boolean {
  if (filter === undefined || filter === null) return true;
  if (Array.isArray(filter)) {
    const patterns = filter.filter((one) => typeof one === "string");
    const others = filter.filter((one) => typeof one !== "string");
    return (patterns.length > 0 && matchesGlob(path, patterns)) || others.some((one) => isWanted(one, path));
  }
  if (typeof filter === "function") return Boolean((filter as (path: string) => unknown)(path));
  return filter instanceof RegExp ? filter.test(path) : matchesGlob(path, [String(filter)]);
}

/** Paths below content/ are relative to content/. */
function inside(path: string): string {
  return path === "content" ? "" : path.replace(/^content\//, "");
}

function isPattern(part: string): boolean {
  return /[*?[\]{}()!]/.test(part);
}

/**
 * Files below a folder, sorted. Links are followed, because packages may be linked. Hidden files of tools are
 * skipped.
 */
function walk(root: string, folder: string): readonly string[] {
  const files: string[] = [];
  const enter = (path: string, above: readonly string[]): void => {
    const real = realpathSync(join(root, path));
    if (above.includes(real)) return;
    for (const { name } of readdirSync(real, { withFileTypes: true })) {
      if (isLeftOut(name) && name !== "node_modules") continue;
      const inner = path === "" ? name : `${path}/${name}`;
      const stats = statSync(join(root, inner), { throwIfNoEntry: false });
      if (stats?.isDirectory() === true) enter(inner, [...above, real]);
      else if (stats?.isFile() === true) files.push(inner);
    }
  };
  const stats = statSync(join(root, folder), { throwIfNoEntry: false });
  if (stats?.isDirectory() === true) enter(folder, []);
  return files.sort();
}
