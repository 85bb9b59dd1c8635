/** Redirects of folders as hosts take them: by a rule, or one by one. */

import { decodePath } from "../utils/percent.js";
import { once } from "../utils/once.js";
import type { FolderRedirect, Redirect } from "../model/redirect.js";
import { encodePath } from "../site/permalinks.js";
import type { Behaviour, FolderRule, Policy } from "./host.js";
import { spellings } from "./paths.js";
import { redirectFile } from "./redirect-page.js";

export interface FolderInput extends Pick<Policy, "style" | "redirects"> {
  /** The longest folder first. */
  readonly folders: readonly FolderRedirect[];
  /** The files of the site's own: its pages, and what is copied. */
  readonly files: ReadonlySet<string>;
}

/** Adds to each redirect of a folder what is known of the site. */
export function folderRules({ style, redirects, folders, files }: FolderInput): readonly FolderRule[] {
  if (folders.length === 0) return [];
  const taken = new Set(redirects.flatMap(({ from }) => spellings(from)));
  const addresses = [...files].map((file) => addressOf(file, style));
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
    // An address that is a page, or has a redirect of its own, or is in a folder that has, is not this one's.
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

/** Tells which redirect leads an address on: that of the longest folder that it is, or is below. */
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

/** Finds the addresses that start with a text, in their order. */
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

/** The redirects that a host takes: of single addresses, and of folders where it has rules for them. */
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
  // A host of pages that has rules for folders takes those for addresses at which no page can be, too.
  return {
    redirects:
      behaviour.redirects.folders === "none"
        ? []
        : redirects.filter((redirect) => redirectFile(redirect, { style }) === undefined),
    folders: ruled,
  };
}

/** The redirects of a folder that need a page on a host: all that are known, or, beside a rule that wants the slash, that of the folder itself. */
export function pagesFor(
  { redirects: { by, folders } }: Behaviour,
  { folder, each }: FolderRule,
): readonly Redirect[] {
  if (by === "rules") return [];
  return folders === "none" ? each : each.filter(({ from }) => from === folder);
}

/** Whether a host can say a redirect of a folder in one rule. */
export function hasRule(
  { redirects: { folders, rest } }: Behaviour,
  { keepsRest }: Pick<FolderRedirect, "keepsRest">,
): boolean {
  return folders !== "none" && (rest || !keepsRest);
}

/** Whether its redirects one by one are all that it leads on: nothing else is where it leads. */
export function isWholeOneByOne({ keepsRest, to }: FolderRedirect): boolean {
  return keepsRest && to.startsWith("/");
}

/** The address of a file, as links have it. */
function addressOf(file: string, style: Policy["style"]): string {
  const path = `/${encodePath(file)}`;
  if (/\/index\.html$/.test(path)) return path.replace(/index\.html$/, "");
  return style === "file" && path.endsWith(".html") && path !== "/404.html"
    ? path.replace(/\.html$/, "")
    : path;
}

function isFile(address: string, files: ReadonlySet<string>): boolean {
  const path = (decodePath(address) ?? address).slice(1);
  return (
    files.has(path) || files.has(path === "" || path.endsWith("/") ? `${path}index.html` : `${path}.html`)
  );
}
