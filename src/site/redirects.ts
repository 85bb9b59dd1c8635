/** Redirects of the configuration and of front matter, put together: each straight to its end. */

import { diagnostic } from "../diagnostics.js";
import type { Diagnostic, Page, Redirect, RedirectStatus } from "../model.js";
import { nearest } from "../nearest.js";
import { encodePath } from "./permalink.js";

export const REDIRECT_STATUSES: readonly RedirectStatus[] = [301, 302, 307, 308];

export interface RedirectInput {
  readonly configured: readonly Redirect[];
  /** Every page that is written, ordered by source. */
  readonly pages: readonly Page[];
  /** The address of a page; false while none is known. */
  urlOf(source: string): string | false;
  /** The addresses of all pages, for suggestions. */
  urls(): readonly string[];
}

export interface Redirects {
  /** What is wrong with redirects by themselves. */
  readonly diagnostics: readonly Diagnostic[];
  /** Every redirect that ends somewhere, ordered by `from`. */
  all(): readonly Redirect[];
  /** The redirect that answers a path: `/old` as `/old/`. */
  find(path: string): Redirect | undefined;
  check(made: (path: string) => boolean): readonly Diagnostic[];
  /** Forgets where pages are: the addresses of some have changed. */
  forget(): void;
}

interface Table {
  /** By the address that is answered; the first of two. */
  readonly byKey: ReadonlyMap<string, Redirect>;
  readonly twice: readonly (readonly [Redirect, Redirect])[];
}

/** Collects the redirects of a site. Those of front matter lead to their page, wherever it is. */
export function createRedirects(input: RedirectInput): Redirects {
  const diagnostics: Diagnostic[] = [];
  const written = [...input.configured.map((redirect) => ({ redirect, source: "" })), ...input.pages.flatMap(ofPage)].flatMap(({ redirect, source }) => {
    const problem = problemOf(redirect);
    if (problem !== undefined) diagnostics.push(problem);
    return problem === undefined ? [{ redirect: { ...redirect, from: encodePath(decode(redirect.from)), to: plain(redirect.to) }, source }] : [];
  });

  let known: Table | undefined;
  const table = (): Table => (known ??= makeTable());
  const makeTable = (): Table => {
    const byKey = new Map<string, Redirect>();
    const twice: (readonly [Redirect, Redirect])[] = [];
    for (const { redirect, source } of written) {
      const to = source === "" ? redirect.to : input.urlOf(source);
      if (to === false) continue;
      const other = byKey.get(keyOf(redirect.from));
      if (other === undefined) byKey.set(keyOf(redirect.from), { ...redirect, to });
      else twice.push([redirect, other]);
    }
    return { byKey, twice };
  };

  return {
    diagnostics,
    forget: () => void (known = undefined),
    all() {
      const { byKey } = table();
      return [...byKey.values()].flatMap((redirect) => endOf(redirect, byKey).redirect ?? []).sort((a, b) => (a.from < b.from ? -1 : 1));
    },
    find(path) {
      const { byKey } = table();
      const found = byKey.get(keyOf(path));
      return found && endOf(found, byKey).redirect;
    },
    check(made) {
      const { byKey, twice } = table();
      return [
        ...twice.map(([redirect, other]) => diagnostic("redirect-conflict", placeOf(redirect), `${redirect.from} is redirected twice, here and in ${other.file}:${other.line}.`, "Remove one of the two.")),
        ...[...byKey.values()].flatMap((redirect) => checkOne(redirect, byKey, made, input)),
      ];
    },
  };
}

function checkOne(redirect: Redirect, byKey: ReadonlyMap<string, Redirect>, made: (path: string) => boolean, { urls }: RedirectInput): Diagnostic[] {
  const { from, to } = redirect;
  const found: Diagnostic[] = [];
  if (made(decode(from))) found.push(diagnostic("redirect-conflict", placeOf(redirect), `${from} is redirected, and is the address of a page or file.`, "Remove the redirect, or move the page."));
  const { redirect: end, through } = endOf(redirect, byKey);
  if (end === undefined) return [...found, diagnostic("redirect-loop", placeOf(redirect), `Redirects lead in a circle: ${[from, ...through].join(" → ")}.`, "Let one of them lead to a page.")];
  if (through.length > 1) found.push(diagnostic("redirect-chain", placeOf(redirect), `${from} leads to ${to}, which is redirected to ${end.to}.`, `Lead to ${end.to}.`));
  else if (to.startsWith("/") && !made(decode(pathOf(to)))) {
    const meant = nearest(pathOf(to), urls());
    found.push(diagnostic("redirect-broken", placeOf(redirect), `${from} is redirected to ${to}, which does not exist.`, meant === undefined ? "Lead to a page that exists." : `Did you mean ${meant}?`));
  }
  return found;
}

/** Where a redirect ends, and through which addresses; no redirect when it never does. */
function endOf(redirect: Redirect, byKey: ReadonlyMap<string, Redirect>): { readonly redirect: Redirect | undefined; readonly through: readonly string[] } {
  const through: string[] = [];
  const seen = new Set([keyOf(redirect.from)]);
  let end = redirect;
  // A fragment stays through a chain, until a step has one of its own (RFC 9110, 10.2.2).
  let fragment = "";
  for (;;) {
    through.push(end.to);
    fragment = /#.*$/s.exec(end.to)?.[0] ?? fragment;
    const next = end.to.startsWith("/") ? byKey.get(keyOf(pathOf(end.to))) : undefined;
    if (next === undefined) return { redirect: end === redirect ? redirect : { ...redirect, to: end.to.includes("#") ? end.to : end.to + fragment }, through };
    if (seen.has(keyOf(next.from))) return { redirect: undefined, through };
    seen.add(keyOf(next.from));
    end = next;
  }
}

function ofPage(page: Page): { readonly redirect: Redirect; readonly source: string }[] {
  const value = page.frontMatter["redirectFrom"];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((from, index) => {
    if (typeof from !== "string") return [];
    const position = page.positions[`redirectFrom.${index}`] ?? page.positions["redirectFrom"] ?? { line: 1, column: 1 };
    return [{ redirect: { from, to: "/", status: 301 as const, file: page.source, ...position, length: from.length }, source: page.source }];
  });
}

function problemOf(redirect: Redirect): Diagnostic | undefined {
  const { from, to, status } = redirect;
  const invalid = (message: string, hint: string) => diagnostic("redirect-invalid", placeOf(redirect), message, hint);
  if (!/^\/(?!\/)[^?#\\\s]*$/.test(from) || /[\u0000-\u001f\u007f]/.test(decode(from)) || decode(from).split("/").some((part) => part === "." || part === "..")) return invalid(`\`${from}\` is not an address of the site that can be redirected.`, "Write its path from the home page, without the base, such as /old/.");
  if (from.includes("*")) return invalid(`\`${from}\` holds a *; a redirect is for one address.`, "Write one redirect for each address: not every host knows patterns.");
  if (!/^(?:\/(?!\/)|https?:\/\/[^/\s])[^\\\s]*$/.test(to)) return invalid(`${from} is redirected to \`${to}\`, which is no address.`, "Lead to a path such as /new/, or to a full https address.");
  if (!REDIRECT_STATUSES.includes(status)) return invalid(`${from} is redirected with the status ${String(status)}.`, `Use one of ${REDIRECT_STATUSES.join(", ")}.`);
  return undefined;
}

/** An address without characters that URLs may hold and hosts take for something else. */
function plain(address: string): string {
  return address.replace(/["$<>`{|}^]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function placeOf({ file, line, column, length }: Redirect) {
  return { file, line, column, length };
}

/** `/old/` and `/old` are one address. */
function keyOf(path: string): string {
  return decode(path).replace(/(.)\/$/, "$1");
}

function pathOf(address: string): string {
  return address.replace(/[?#].*$/s, "");
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
