/** `_redirects` and `_headers`, the text files that Netlify made and others read. One content for all hosts that share them. */

import type { HeaderRule, Policy } from "./host.js";
import { covers } from "./headers.js";
import { below, spellings } from "./paths.js";

/**
 * A line for each spelling of each redirect: not every host takes `/old` for `/old/`. Netlify's `301!` is left out, as the
 * others do not know it; addresses of pages are checked before, so that nothing needs to be forced.
 */
export function redirectsFile({ base, redirects }: Policy): string {
  return redirects.flatMap(({ from, to, status }) => spellings(from).map((spelling) => `${literal(below(base, spelling))} ${literal(below(base, to))} ${status}\n`)).join("");
}

/** A colon at the start of a part would name a placeholder. */
function literal(address: string): string {
  return address.replace(/(?<!:\/)\/:/g, "/%3A");
}

/** The rules as blocks. Hosts join the values of rules that cover the same address, so that a default gives way to a narrower rule. */
export function headersFile({ base, headers }: Policy): string {
  return withoutOverlap(headers)
    .map(({ path, headers: values }) => `${below(base, path)}\n${Object.entries(values).map(([name, value]) => `  ${name}: ${value}\n`).join("")}`)
    .join("\n");
}

/** The rules without those defaults that a narrower rule replaces: they are what these hosts do anyway (`Cache-Control`). */
export function withoutOverlap(rules: readonly HeaderRule[]): readonly HeaderRule[] {
  return rules
    .map((rule) => ({ ...rule, headers: Object.fromEntries(Object.entries(rule.headers).filter(([name]) => rule.isOwn || !narrower(rule, rules).some((other) => name in other.headers))) }))
    .filter(({ headers }) => Object.keys(headers).length > 0);
}

/** Headers that two rules give one address, so that a host would join their values. */
export function overlaps(rules: readonly HeaderRule[]): readonly { readonly path: string; readonly name: string }[] {
  const left = withoutOverlap(rules);
  return left.flatMap((rule) => narrower(rule, left).flatMap((other) => Object.keys(other.headers).filter((name) => name in rule.headers).map((name) => ({ path: other.path, name }))));
}

function narrower(rule: HeaderRule, rules: readonly HeaderRule[]): readonly HeaderRule[] {
  return rules.filter((other) => other !== rule && covers(rule.path, other.path.replace(/\*$/, "")));
}
