/**
 * `_redirects` and `_headers`: text files of Netlify that other hosts also read. All hosts that share them
 * get the same content.
 */

import type { FolderRule, HeaderRule, Policy } from "./host.js";
import { covers } from "./headers.js";
import { below, spellings } from "./paths.js";

/**
 * A line for each notation of each redirect, because not every host treats `/old` as `/old/`. Folders come
 * last: Cloudflare counts every line after a pattern as a pattern. Netlify's `301!` is not used, because
 * other hosts do not support it. URLs of pages are checked before, so no rule need be forced.
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

/**
 * Whether a second slash after the folder would make the rest another site (RFC 3986, 4.2). Cloudflare would
 * redirect there.
 */
function leadsToRoot({ to, keepsRest }: FolderRule, base: string): boolean {
  return keepsRest && below(base, to) === "/";
}

/** Number of lines in `_redirects` for folders. */
export function folderLineCount({ folders, base }: Pick<Policy, "folders" | "base">): number {
  return folders.flatMap((rule) => folderLines(rule, base)).length;
}

/** Number of lines in `_redirects` for single URLs. */
export function singleLines({ redirects, folders }: Pick<Policy, "redirects" | "folders">): number {
  return [...redirects, ...folders.flatMap(({ own }) => own ?? [])].flatMap(({ from }) => spellings(from))
    .length;
}

/** A colon at the start of a path segment would start a placeholder. */
function literal(address: string): string {
  return address.replace(/(?<!:\/)\/:/g, "/%3A");
}

/**
 * The rules as blocks. Hosts join the values of all rules that cover a URL, so a default is removed if a
 * narrower rule sets the header.
 */
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

/**
 * The rules without defaults that a narrower rule replaces. These defaults (`Cache-Control`) are also the
 * defaults of the hosts.
 */
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

/** Headers that two rules set for one URL, so that a host would join their values. */
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
