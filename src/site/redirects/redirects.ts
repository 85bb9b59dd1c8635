/** Combines the redirects of the configuration and of front matter, and resolves chains. */

import { decode } from "../../utils/percent.js";
import { didYouMean } from "../../utils/look-alikes.js";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Diagnostic, Page } from "../../model/model.js";
import type { FolderRedirect, Redirect } from "../../model/redirect.js";
import { nearest } from "../../utils/nearest.js";
import {
  folderEnd,
  matchFolder,
  longestFirst,
  MAX_FOLDERS,
  writtenFrom,
  writtenTo,
} from "./folder-redirects.js";
import { encodePath } from "../permalinks.js";
import { placeOf, readRedirect } from "./redirect-text.js";

export interface RedirectInput {
  readonly configured: readonly Redirect[];
  /** The pages with redirects in front matter, ordered by source. */
  readonly pages: readonly Page[];
  /** The URL of a page; false if it is unknown. */
  urlOf(source: string): string | false;
  /** The URL of the page at a path: `/docs/a` for `/docs/a/` if pages are files. Undefined without a page. */
  addressOf?(path: string): string | undefined;
  /** The URLs of all pages, for suggestions. */
  urls(): readonly string[];
}

export interface Redirects {
  readonly diagnostics: readonly Diagnostic[];
  /** The redirects of single URLs that have an end, ordered by `from`. */
  all(): readonly Redirect[];
  /** The redirects of folders that have an end, the longest folder first. */
  folders(): readonly FolderRedirect[];
  /** The redirect for a path; `/old` equals `/old/`. A folder's redirect is returned for this one URL. */
  find(path: string): Redirect | undefined;
  check(made: (path: string) => boolean, madeBelow: (folder: string) => boolean): readonly Diagnostic[];
  /** Clears the cache, because URLs of pages have changed. */
  forget(): void;
}

/** The first redirect of each URL and of each folder; folders are sorted by `longestFirst`. */
interface Table {
  readonly byKey: ReadonlyMap<string, Redirect>;
  readonly folders: readonly FolderRedirect[];
  readonly twice: readonly (readonly [
    from: string,
    second: FolderRedirect | Redirect,
    first: FolderRedirect | Redirect,
  ])[];
}

/** Collects the redirects of a site. Those of front matter point to their page. */
export function createRedirects(input: RedirectInput): Redirects {
  const diagnostics: Diagnostic[] = [];
  const written = [
    ...input.configured.map((redirect) => ({ redirect, source: "" })),
    ...input.pages.flatMap(ofPage),
  ].flatMap(({ redirect, source }) => {
    const read = readRedirect(redirect);
    if (!("code" in read)) return [{ redirect: read, source }];
    diagnostics.push(read);
    return [];
  });

  let known: Table | undefined;
  const table = (): Table => (known ??= makeTable());
  const makeTable = (): Table => {
    const byKey = new Map<string, Redirect>();
    const byFolder = new Map<string, FolderRedirect>();
    const twice: Table["twice"][number][] = [];
    for (const { redirect, source } of written) {
      const to = source === "" ? addressed(redirect, input) : input.urlOf(source);
      if (to === false) continue;
      const other = "folder" in redirect ? byFolder.get(redirect.folder) : byKey.get(keyOf(redirect.from));
      if (other !== undefined)
        twice.push(["folder" in redirect ? writtenFrom(redirect) : redirect.from, redirect, other]);
      else if ("folder" in redirect) byFolder.set(redirect.folder, { ...redirect, to });
      else byKey.set(keyOf(redirect.from), { ...redirect, to });
    }
    return { byKey, folders: longestFirst(byFolder.values()), twice };
  };

  return {
    diagnostics,
    forget: () => void (known = undefined),
    all() {
      const all = table();
      return [...all.byKey.values()]
        .flatMap((redirect) => endOf(redirect, all).redirect ?? [])
        .sort((a, b) => (a.from < b.from ? -1 : 1));
    },
    folders() {
      const all = table();
      return all.folders.flatMap((redirect) => endOfFolder(redirect, all) ?? []);
    },
    find(path) {
      const all = table();
      const found = stepFrom(encodePath(decode(path)), all);
      return found && endOf(found, all).redirect;
    },
    check(made, madeBelow) {
      const all = table();
      return [
        ...all.twice.map(([from, redirect, other]) =>
          diagnostic(
            "redirect-conflict",
            placeOf(redirect),
            `${from} has two redirects, here and in ${other.file}:${other.line}.`,
            "Remove one of the two.",
          ),
        ),
        ...[...all.byKey.values()].flatMap((redirect) => checkOne(redirect, all, made, input)),
        ...all.folders.flatMap((redirect) => checkFolder(redirect, all, made, madeBelow, input)),
      ];
    },
  };
}

/** The target of a configured redirect: the page's own URL, because most hosts know no other spelling. */
function addressed(redirect: FolderRedirect | Redirect, { addressOf }: RedirectInput): string {
  const { to } = redirect;
  if (!to.startsWith("/") || ("folder" in redirect && redirect.keepsRest)) return to;
  const path = pathOf(to);
  const address = addressOf?.(decode(path));
  return address === undefined ? to : address + to.slice(path.length);
}

/** The redirect for a path, percent-encoded: its own, or that of a folder for this one URL. */
function stepFrom(path: string, { byKey, folders }: Table): Redirect | undefined {
  const own = byKey.get(keyOf(path));
  if (own !== undefined) return own;
  const found = matchFolder(folders, path);
  return found && { ...placeOf(found.redirect), status: found.redirect.status, from: path, to: found.to };
}

function checkOne(
  redirect: Redirect,
  table: Table,
  made: (path: string) => boolean,
  { urls }: RedirectInput,
): Diagnostic[] {
  const { from, to } = redirect;
  const found: Diagnostic[] = [];
  if (made(decode(from)) || made(keyOf(from)))
    found.push(
      diagnostic(
        "redirect-conflict",
        placeOf(redirect),
        `${from} is redirected, but a page or file has the same URL.`,
        "Remove the redirect, or move the page.",
      ),
    );
  const { redirect: end, through } = endOf(redirect, table);
  if (end === undefined)
    return [
      ...found,
      diagnostic(
        "redirect-loop",
        placeOf(redirect),
        `Redirects form a loop: ${[from, ...through].join(" → ")}.`,
        "Point one of them to a page.",
      ),
    ];
  if (through.length > 1)
    found.push(
      diagnostic(
        "redirect-chain",
        placeOf(redirect),
        `${from} redirects to ${to}, which redirects to ${end.to}.`,
        `Redirect to ${end.to}.`,
      ),
    );
  else if (to.startsWith("/") && !made(decode(pathOf(to)))) found.push(broken(redirect, from, to, urls()));
  return found;
}

/** A page below the folder is not reported: most hosts serve it, and the others report it themselves. */
function checkFolder(
  redirect: FolderRedirect,
  table: Table,
  made: (path: string) => boolean,
  madeBelow: (folder: string) => boolean,
  { urls }: RedirectInput,
): Diagnostic[] {
  const end = endOfFolder(redirect, table);
  const from = writtenFrom(redirect);
  const to = writtenTo(redirect);
  if (end === undefined)
    return [
      diagnostic(
        "redirect-loop",
        placeOf(redirect),
        `${from} redirects to ${to}, which redirects again without end.`,
        "Redirect to a URL outside the folder.",
      ),
    ];
  if (end.to !== redirect.to)
    return [
      diagnostic(
        "redirect-chain",
        placeOf(redirect),
        `${from} redirects to ${to}, which redirects to ${writtenTo(end)}.`,
        `Redirect to ${writtenTo(end)}.`,
      ),
    ];
  const isThere =
    !end.to.startsWith("/") || (end.keepsRest ? madeBelow(decode(end.to)) : made(decode(pathOf(end.to))));
  return isThere ? [] : [broken(redirect, from, to, urls())];
}

function broken(
  redirect: Omit<Redirect, "from">,
  from: string,
  to: string,
  urls: readonly string[],
): Diagnostic {
  const wanted = decode(pathOf(to));
  const meant = nearest(wanted, urls.filter((url) => url !== from).map(decode));
  return diagnostic(
    "redirect-broken",
    placeOf(redirect),
    `${from} redirects to ${to}, ${to.endsWith("/:splat") ? "a folder that does not exist" : "which does not exist"}.`,
    meant === undefined ? "Redirect to an existing page." : didYouMean(wanted, meant, encodePath(meant)),
  );
}

/** The end of a redirect and the URLs on the way. No redirect if it never ends. */
function endOf(
  redirect: Redirect,
  table: Table,
): { readonly redirect: Redirect | undefined; readonly through: readonly string[] } {
  const through: string[] = [];
  const visited = new Set([keyOf(redirect.from)]);
  let end = redirect;
  // A fragment is kept through a chain until a step has its own (RFC 9110, 10.2.2).
  let fragment = "";
  let folders = 0;
  for (;;) {
    through.push(end.to);
    fragment = /#.*$/s.exec(end.to)?.[0] ?? fragment;
    const next = end.to.startsWith("/") ? stepFrom(pathOf(end.to), table) : undefined;
    if (next === undefined)
      return {
        redirect:
          end === redirect
            ? redirect
            : { ...redirect, to: end.to.includes("#") ? end.to : end.to + fragment },
        through,
      };
    const key = keyOf(next.from);
    if (visited.has(key) || (!table.byKey.has(key) && ++folders > MAX_FOLDERS))
      return { redirect: undefined, through };
    visited.add(key);
    end = next;
  }
}

function endOfFolder(redirect: FolderRedirect, table: Table): FolderRedirect | undefined {
  return folderEnd(
    redirect,
    table.folders,
    (to) => endOf({ ...redirect, from: redirect.folder, to }, table).redirect?.to,
  );
}

function ofPage(page: Page): { readonly redirect: Redirect; readonly source: string }[] {
  const value = page.frontMatter["redirectFrom"];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((from, index) => {
    if (typeof from !== "string") return [];
    const position = page.positions[`redirectFrom.${index}`] ??
      page.positions["redirectFrom"] ?? { line: 1, column: 1 };
    return [
      {
        redirect: {
          from,
          to: "/",
          status: 301 as const,
          file: page.source,
          ...position,
          length: from.length,
        },
        source: page.source,
      },
    ];
  });
}

/** `/old/` and `/old` are the same URL. */
function keyOf(path: string): string {
  return decode(path).replace(/(.)\/$/, "$1");
}

function pathOf(address: string): string {
  return address.replace(/[?#].*$/s, "");
}
