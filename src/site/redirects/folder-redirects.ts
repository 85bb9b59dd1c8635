/** Redirects of folders: finding the one for a URL, and resolving chains. */

import type { FolderRedirect } from "../../model/redirect.js";

/**
 * Sorts folders by length, the longest first, because the narrower of two folders wins. Equal lengths sort by
 * name.
 */
export function longestFirst(folders: Iterable<FolderRedirect>): readonly FolderRedirect[] {
  return [...folders].sort((a, b) => b.folder.length - a.folder.length || (a.folder < b.folder ? -1 : 1));
}

/**
 * The folder redirect for a path (percent-encoded, without the base) and its target. `folders` are sorted by
 * `longestFirst`.
 */
export function matchFolder(
  folders: readonly FolderRedirect[],
  path: string,
): { readonly redirect: FolderRedirect; readonly to: string } | undefined {
  const redirect = folders.find(({ folder }) => isBelow(folder, path));
  return (
    redirect && {
      redirect,
      to: redirect.keepsRest ? redirect.to + restOf(redirect.folder, path) : redirect.to,
    }
  );
}

/** Whether a path is a folder or below it: `/old`, `/old/` and `/old/a` for `/old/`. */
function isBelow(folder: string, path: string): boolean {
  return path.startsWith(folder) || `${path}/` === folder;
}

/**
 * The path after the folder. Empty if it starts with a slash: `/old//other.example` with
 * `"/old/*": "/:splat"` would redirect to another site.
 */
function restOf(folder: string, path: string): string {
  const rest = path.slice(folder.length);
  return rest.startsWith("/") ? "" : rest;
}

/** The source as written: `/old/*`. */
export function writtenFrom({ folder }: FolderRedirect): string {
  return `${folder}*`;
}

/** The target as written: `/new/:splat`. */
export function writtenTo({ to, keepsRest }: FolderRedirect): string {
  return keepsRest ? `${to}:splat` : to;
}

/** The most folder redirects to follow, because a loop may have a new URL at each step. */
export const MAX_FOLDERS = 100;

/**
 * A folder redirect with its chain resolved; undefined if it loops or never ends. `next` follows a URL
 * without a folder redirect.
 */
export function folderEnd(
  redirect: FolderRedirect,
  folders: readonly FolderRedirect[],
  next: (to: string) => string | undefined,
): FolderRedirect | undefined {
  if (!redirect.keepsRest) {
    const to = next(redirect.to);
    return to === undefined ? undefined : { ...redirect, to };
  }
  if (loops(redirect, folders)) return undefined;
  let end = redirect;
  for (let steps = 0; steps < MAX_FOLDERS; steps += 1) {
    const over = end.to.startsWith("/") ? folders.find(({ folder }) => end.to.startsWith(folder)) : undefined;
    if (over === undefined) return end;
    if (!over.keepsRest) {
      const to = next(over.to);
      return to === undefined ? undefined : { ...end, to, keepsRest: false };
    }
    end = { ...end, to: over.to + restOf(over.folder, end.to) };
  }
  return undefined;
}

/**
 * Whether a URL below a folder loops. Each step replaces the prefix `from` with `to`. If `to` starts with
 * `from` again, the steps never end. A step that only removes a prefix, such as `/old/*` to `/:splat`, ends
 * by itself.
 */
function loops(start: FolderRedirect, folders: readonly FolderRedirect[]): boolean {
  const visited = new Set<string>();
  const open = [{ from: start.folder, to: start.to }];
  for (let step = open.pop(); step !== undefined && visited.size < 1000; step = open.pop()) {
    const { from, to } = step;
    if (!to.startsWith("/") || visited.has(`${from} ${to}`)) continue;
    if (to.startsWith(from)) return true;
    visited.add(`${from} ${to}`);
    for (const { folder, to: further, keepsRest } of folders) {
      if (!keepsRest) continue;
      if (to.startsWith(folder)) open.push({ from, to: further + restOf(folder, to) });
      else if (folder.startsWith(to)) open.push({ from: from + folder.slice(to.length), to: further });
    }
  }
  return false;
}
