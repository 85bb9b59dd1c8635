/** Redirects of folders: which address they lead where, and where they lead in the end. */

import type { FolderRedirect } from "../../model/redirect.js";

/** Longer folders first: of two that cover an address, the narrower wins. Equal lengths by name. */
export function longestFirst(folders: Iterable<FolderRedirect>): readonly FolderRedirect[] {
  return [...folders].sort((a, b) => b.folder.length - a.folder.length || (a.folder < b.folder ? -1 : 1));
}

/** The redirect that covers a path (percent-encoded, without the base), and where it leads from there; `folders` as `longestFirst` gives them. */
export function leadOn(
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

/** Whether a path is that of a folder, or below it: `/old`, `/old/` and `/old/a` for `/old/`. */
function isBelow(folder: string, path: string): boolean {
  return path.startsWith(folder) || `${path}/` === folder;
}

/** What follows the folder; nothing, where that starts with a slash: `/old//other.example` would lead `/old/*` to another site, if to `/:splat`. */
function restOf(folder: string, path: string): string {
  const rest = path.slice(folder.length);
  return rest.startsWith("/") ? "" : rest;
}

/** As it was written: `/old/*`. */
export function writtenFrom({ folder }: FolderRedirect): string {
  return `${folder}*`;
}

/** As it was written: `/new/:splat`. */
export function writtenTo({ to, keepsRest }: FolderRedirect): string {
  return keepsRest ? `${to}:splat` : to;
}

/** How many folders are followed: a circle of them may have a new address at each step. */
export const MOST_FOLDERS = 100;

/**
 * A redirect of a folder with those that its own end is covered by followed; undefined when it leads an address in a
 * circle, or on and on. `next` follows an address that is no folder's.
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
  if (circles(redirect, folders)) return undefined;
  let end = redirect;
  for (let steps = 0; steps < MOST_FOLDERS; steps += 1) {
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
 * Whether an address below a folder comes back to where it was. Each step leads what starts with `from` to what starts
 * with `to`; where `to` starts with `from` again, the next step finds what the last one left, without an end. A step that
 * only takes something away, as `/old/*` to `/:splat` does, ends by itself.
 */
function circles(start: FolderRedirect, folders: readonly FolderRedirect[]): boolean {
  const seen = new Set<string>();
  const open = [{ from: start.folder, to: start.to }];
  for (let step = open.pop(); step !== undefined && seen.size < 1000; step = open.pop()) {
    const { from, to } = step;
    if (!to.startsWith("/") || seen.has(`${from} ${to}`)) continue;
    if (to.startsWith(from)) return true;
    seen.add(`${from} ${to}`);
    for (const { folder, to: further, keepsRest } of folders) {
      if (!keepsRest) continue;
      if (to.startsWith(folder)) open.push({ from, to: further + restOf(folder, to) });
      else if (folder.startsWith(to)) open.push({ from: from + folder.slice(to.length), to: further });
    }
  }
  return false;
}
