/** Redirects of folders in the form that a host supports: as one rule, or one by one. */

import { decodePath } from "../utils/percent.js";
import { once } from "../utils/once.js";
import type { FolderRedirect, Redirect } from "../model/redirect.js";
import { urlOf } from "../site/permalinks.js";
import { fileOfUrl } from "../utils/output-files.js";
import type { Behaviour, FolderRule, Policy } from "./host.js";
import { spellings } from "./paths.js";
import { redirectFile } from "./redirect-page.js";

export interface FolderInput extends Pick<Policy, "style" | "redirects"> {
  /** The longest folder first. */
  readonly folders: readonly FolderRedirect[];
  /** The site's own files: its pages, and copied files. */
  readonly files: ReadonlySet<string>;
}

/** Adds the known URLs of the site to each redirect of a folder. */
export function folderRules({ style, redirects, folders, files }: FolderInput): readonly FolderRule[] {
  if (folders.length === 0) return [];
  const taken = new Set(redirects.flatMap(({ from }) => spellings(from)));
  const addresses = [...files].map((file) => urlOf(file, style));
  const ownerOf = ownerFinder(folders);
  const below = findBelow(addresses);
  const covered = new Map<FolderRedirect, string[]>(folders.map((redirect) => [redirect, []]));
  for (const address of addresses) {
    const owner = ownerOf(address);
    if (owner !== undefined) covered.get(owner)?.push(address);
  }
  return folders.map((redirect) => {
    const { folder, to, keepsRest } = redirect;
    const one = (from: string): Redirect => ({
      from,
      to: keepsRest ? to + from.slice(folder.length) : to,
      status: redirect.status,
      file: redirect.file,
      line: redirect.line,
      column: redirect.column,
      length: redirect.length,
    });
    const lefts =
      keepsRest && to.startsWith("/")
        ? below(to)
            .filter((address) => !address.endsWith("/404.html"))
            .map((address) => folder + address.slice(to.length))
        : [];
    // A redirect does not apply to a URL that is a page, has its own redirect, or is in a folder with its own
    // redirect.
    const isOurs = (from: string): boolean =>
      !taken.has(from) && ownerOf(from) === redirect && !isFile(from, files);
    return {
      ...redirect,
      ...(!taken.has(folder) && { own: one(folder) }),
      each: [...new Set([folder, ...lefts])].filter(isOurs).map(one),
      covered: covered.get(redirect)?.sort() ?? [],
    };
  });
}

/** Finds the redirect for a URL: that of the longest folder that equals or contains it. */
function ownerFinder(folders: readonly FolderRedirect[]): (address: string) => FolderRedirect | undefined {
  const byFolder = new Map(folders.map((redirect) => [redirect.folder, redirect]));
  return (address) => {
    let owner = byFolder.get(`${address}/`);
    for (
      let slash = address.lastIndexOf("/");
      owner === undefined && slash > 0;
      slash = address.lastIndexOf("/", slash - 1)
    )
      owner = byFolder.get(address.slice(0, slash + 1));
    return owner;
  };
}

/** Finds the URLs that start with a text, sorted. */
function findBelow(addresses: readonly string[]): (start: string) => readonly string[] {
  const sorted = once(() =>
    addresses
      .map((address, index) => ({ address, index }))
      .sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0)),
  );
  return (start) => {
    const all = sorted();
    let [low, high] = [0, all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((all[middle]?.address ?? "") < start) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (all[end]?.address.startsWith(start) === true) end += 1;
    return all
      .slice(low, end)
      .sort((a, b) => a.index - b.index)
      .map(({ address }) => address);
  };
}

/** The redirects that a host supports: of single URLs, and of folders if it has rules for them. */
export function rulesFor(
  behaviour: Behaviour,
  { redirects, folders, style }: Pick<Policy, "redirects" | "folders" | "style">,
): { readonly redirects: readonly Redirect[]; readonly folders: readonly FolderRule[] } {
  const { by } = behaviour.redirects;
  const ruled = folders.filter((rule) => hasRule(behaviour, rule));
  if (by === "rules")
    return {
      redirects: [
        ...redirects,
        ...folders.filter((rule) => !ruled.includes(rule)).flatMap(({ each }) => each),
      ],
      folders: ruled,
    };
  // A host that redirects by pages and has rules for folders uses those also for URLs that cannot have a
  // page.
  return {
    redirects:
      behaviour.redirects.folders === "none"
        ? []
        : redirects.filter((redirect) => redirectFile(redirect, { style }) === undefined),
    folders: ruled,
  };
}

/**
 * The redirects of a folder that need a page on a host: all known URLs, or only the folder's own URL if the
 * host's rule requires the slash.
 */
export function pagesFor(
  { redirects: { by, folders } }: Behaviour,
  { folder, each }: FolderRule,
): readonly Redirect[] {
  if (by === "rules") return [];
  return folders === "none" ? each : each.filter(({ from }) => from === folder);
}

/** Whether a host can express a redirect of a folder in one rule. */
export function hasRule(
  { redirects: { folders, rest } }: Behaviour,
  { keepsRest }: Pick<FolderRedirect, "keepsRest">,
): boolean {
  return folders !== "none" && (rest || !keepsRest);
}

/** Whether the redirects one by one cover everything: other URLs have no target. */
export function isCoveredOneByOne({ keepsRest, to }: FolderRedirect): boolean {
  return keepsRest && to.startsWith("/");
}

function isFile(address: string, files: ReadonlySet<string>): boolean {
  const found = fileOfUrl((decodePath(address) ?? address).slice(1), (file) => files.has(file));
  return found?.notation === "exact" || found?.notation === "page without ending";
}
