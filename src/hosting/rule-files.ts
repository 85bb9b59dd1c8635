/** `_redirects` and `_headers`, the text files that Netlify made and others read. One content for all hosts that share them. */

import type { FolderRule, HeaderRule, Policy } from "./host.js";
import { covers } from "./headers.js";
import { below, spellings } from "./paths.js";

/**
 * A line for each spelling of each redirect: not every host takes `/old` for `/old/`. Those of folders come after all
 * others: Cloudflare counts as a pattern whatever follows one. Netlify's `301!` is left out, as the others do not know
 * it; addresses of pages are checked before, so that nothing needs to be forced.
 */
export function redirectsFile({ base, redirects, folders }: Policy): string {
  const single = [...redirects, ...folders.flatMap(({ own }) => own ?? [])];
  const lines = single.flatMap(({ from, to, status }) =>
    spellings(from).map(
      (spelling) => `${literal(below(base, spelling))} ${literal(below(base, to))} ${status}\n`,
    ),
  );
  return [...lines, ...folders.flatMap((rule) => folderLines(rule, base))].join("");
}

function folderLines(rule: FolderRule, base: string): readonly string[] {
  const { folder, keepsRest, status } = rule;
  const [from, to] = [literal(below(base, folder)), literal(below(base, rule.to))];
  return [
    ...(leadsToRoot(rule, base) ? [`${from}/* / ${status}\n`] : []),
    `${from}* ${to}${keepsRest ? ":splat" : ""} ${status}\n`,
  ];
}

/** Whether a second slash after the folder would make another site of what follows (RFC 3986, 4.2): Cloudflare leads there. */
function leadsToRoot({ to, keepsRest }: FolderRule, base: string): boolean {
  return keepsRest && below(base, to) === "/";
}

/** How many lines of `_redirects` are for folders. */
export function folderLineCount({ folders, base }: Pick<Policy, "folders" | "base">): number {
  return folders.flatMap((rule) => folderLines(rule, base)).length;
}

/** How many lines of `_redirects` are for one address each. */
export function singleLines({ redirects, folders }: Pick<Policy, "redirects" | "folders">): number {
  return [...redirects, ...folders.flatMap(({ own }) => own ?? [])].flatMap(({ from }) => spellings(from))
    .length;
}

/** A colon at the start of a part would name a placeholder. */
function literal(address: string): string {
  return address.replace(/(?<!:\/)\/:/g, "/%3A");
}

/** The rules as blocks. Hosts join the values of rules that cover the same address, so that a default gives way to a narrower rule. */
export function headersFile({ base, headers }: Policy): string {
  return withoutOverlap(headers)
    .map(
      ({ path, headers: values }) =>
        `${below(base, path)}\n${Object.entries(values)
          .map(([name, value]) => `  ${name}: ${value}\n`)
          .join("")}`,
    )
    .join("\n");
}

/** The rules without those defaults that a narrower rule replaces: they are what these hosts do anyway (`Cache-Control`). */
export function withoutOverlap(rules: readonly HeaderRule[]): readonly HeaderRule[] {
  return rules
    .map((rule) => ({
      ...rule,
      headers: Object.fromEntries(
        Object.entries(rule.headers).filter(
          ([name]) => rule.own.has(name) || !narrower(rule, rules).some((other) => name in other.headers),
        ),
      ),
    }))
    .filter(({ headers }) => Object.keys(headers).length > 0);
}

/** Headers that two rules give one address, so that a host would join their values. */
export function overlaps(
  rules: readonly HeaderRule[],
): readonly { readonly path: string; readonly name: string }[] {
  const left = withoutOverlap(rules);
  return left.flatMap((rule) =>
    narrower(rule, left).flatMap((other) =>
      Object.keys(other.headers)
        .filter((name) => name in rule.headers)
        .map((name) => ({ path: other.path, name })),
    ),
  );
}

function narrower(rule: HeaderRule, rules: readonly HeaderRule[]): readonly HeaderRule[] {
  return rules.filter((other) => other !== rule && covers(rule.path, other.path.replace(/\*$/, "")));
}
