/** Classifies changed files by their effect on a site in memory. */

import type { Diagnostic } from "../model/model.js";

/** The site's files at the last listing. */
export interface KnownFiles {
  /** Every listed file of content/, layouts/ and public/. */
  readonly listed: ReadonlySet<string>;
  readonly pages: ReadonlySet<string>;
  readonly data: ReadonlySet<string>;
  /** Files that were ignored with a warning, or could not be read. */
  readonly leftOut: ReadonlySet<string>;
  /** Files of the configuration and of data files that are programs. */
  readonly imported: ReadonlySet<string>;
  /** Files and folders outside of content/, layouts/ and public/ that the configuration copies. */
  readonly copied: readonly string[];
}

/** The effect of changes. */
export interface Reach {
  /** The changed paths that have an effect. */
  readonly paths: readonly string[];
  /** Everything must be read again: the configuration or a program that it imports changed. */
  readonly settings: boolean;
  /** Files were added or removed. */
  readonly list: boolean;
  readonly data: boolean;
  readonly templates: boolean;
  /** Pages whose file was saved. */
  readonly pages: readonly string[];
  /** Files that are copied unchanged. */
  readonly files: readonly string[];
}

const CONFIGURATION = /^(?:\.eleventy\.(?:ts|js|mjs|cjs)|package\.json|package-lock\.json)$/;
const IN_SITE = /^(?:content|layouts|public)(?:\/|$)/;

/** Whether a path is a folder or inside it. All paths are in "", the site. */
const isAt = (path: string, folder: string): boolean =>
  folder === "" || path === folder || path.startsWith(`${folder}/`);

/** Classifies changed paths (relative to the root, with `/`). `kindAt` gives the current kind of a path. */
export function classifyChanges(
  changed: readonly string[],
  { listed, pages, data, leftOut, imported, copied }: KnownFiles,
  kindAt: (path: string) => "file" | "folder" | undefined,
): Reach {
  const inside = changed.filter((path) => IN_SITE.test(path) || copied.some((folder) => isAt(path, folder)));
  const came = (path: string): boolean =>
    listed.has(path) ? kindAt(path) !== "file" : kindAt(path) !== undefined;
  // A removed folder is reported only by its own name.
  const known = new Map<string, readonly string[]>();
  const below = (path: string): readonly string[] => {
    const files = known.get(path) ?? (listed.has(path) ? [] : [...listed].filter((file) => isAt(file, path)));
    known.set(path, files);
    return files;
  };
  const went = (path: string): boolean => kindAt(path) === undefined && below(path).length > 0;
  const wasLeftOut = (path: string): boolean => [...leftOut].some((file) => isAt(file, path));
  const isTemplate = (path: string): boolean =>
    path.startsWith("layouts/") && !path.startsWith("layouts/assets/");
  const isSetting = (path: string): boolean =>
    path === "" || CONFIGURATION.test(path) || [...imported].some((file) => isAt(file, path));
  // With front matter it is a page, and without it a copied file.
  const mayBeEither = (path: string): boolean => path.startsWith("content/") && path.endsWith(".html");
  const changesList = (path: string): boolean =>
    came(path) || went(path) || wasLeftOut(path) || mayBeEither(path);
  // Every file in a new folder may differ from before.
  const stayed = [...new Set(inside.flatMap((path) => [path, ...below(path)]))].filter(
    (path) => listed.has(path) && kindAt(path) === "file",
  );
  const listing = new Set(inside.filter(changesList));
  const saved = new Set(stayed);
  return {
    paths: changed.filter((path) => listing.has(path) || saved.has(path) || isSetting(path)),
    settings: changed.some(isSetting),
    list: listing.size > 0,
    data: stayed.some((path) => data.has(path)),
    templates: stayed.some(isTemplate),
    pages: stayed.filter((path) => pages.has(path)),
    files: stayed.filter((path) => !pages.has(path) && !data.has(path) && !isTemplate(path)),
  };
}

/** Files with a new name: with the same bytes, or the only removed file and the only added one. */
export function renamesOf(
  gone: ReadonlyMap<string, string>,
  came: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  for (const [from, hash] of gone) {
    const same = [...came]
      .filter(([to, other]) => other === hash && ![...renamed.values()].includes(to))
      .map(([to]) => to);
    const name = from.slice(from.lastIndexOf("/") + 1);
    const to =
      same.find((path) => path.endsWith(`/${name}`)) ??
      same[0] ??
      (gone.size === 1 && came.size === 1 ? [...came.keys()][0] : undefined);
    if (to !== undefined) renamed.set(from, to);
  }
  return renamed;
}

/** The items that were removed from a list, and those that were added. */
export function changesBetween(
  before: readonly string[],
  now: readonly string[],
): readonly [gone: readonly string[], came: readonly string[]] {
  if (before === now) return [[], []];
  const [old, fresh] = [new Set(before), new Set(now)];
  return [before.filter((path) => !fresh.has(path)), now.filter((path) => !old.has(path))];
}

/** Whether a finding depends on which files the site has. */
export function isAboutFiles({ code }: Diagnostic): boolean {
  return (
    code === "symlink-outside" ||
    code === "special-file" ||
    code === "file-unreadable" ||
    code === "file-ignored" ||
    code === "template-failed"
  );
}
