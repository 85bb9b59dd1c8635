/** The needs of all pages, put together: what goes into the policy of the site, and what cannot. */

import { diagnostic, type Place } from "../diagnostics.js";
import type { Diagnostic } from "../model.js";
import type { Need } from "./code-needs.js";
import type { Sources } from "./headers.js";
import { BLOCKED } from "./page-needs.js";

/** A file of the site with its needs. */
export interface NeedsOfFile {
  readonly source: string;
  readonly needs: readonly Need[];
}

export interface PolicyNeeds {
  readonly sources: Sources;
  /** What the policy blocks: a need, and the source of a file that has it. */
  readonly blocked: readonly { readonly source: string; readonly need: Need }[];
}

/** Hashes that one directive may hold: servers refuse headers of more than some kilobytes. */
export const MAX_HASHES = 30;

/** `files` in a fixed order, so that the same pages are named in every build. */
export function policyNeeds(files: readonly NeedsOfFile[]): PolicyNeeds {
  const sources = new Map<string, Set<string>>();
  const hashes = new Map<string, Set<string>>();
  for (const { needs } of files)
    for (const { directive, source } of needs) {
      if (source === BLOCKED) continue;
      const kind = source.startsWith("'sha256-") ? hashes : sources;
      kind.set(directive, (kind.get(directive) ?? new Set()).add(source));
    }
  const tooMany = new Set([...hashes].flatMap(([name, { size }]) => (size > MAX_HASHES ? [name] : [])));
  for (const [directive, all] of hashes)
    if (!tooMany.has(directive))
      for (const one of all) sources.set(directive, (sources.get(directive) ?? new Set()).add(one));
  const isBlocked = ({ directive, source }: Need) =>
    source === BLOCKED || (tooMany.has(directive) && source.startsWith("'sha256-"));
  return {
    sources,
    blocked: files.flatMap(({ source, needs }) => needs.filter(isBlocked).map((need) => ({ source, need }))),
  };
}

/** What an author can do about it. */
const REMEDIES: Readonly<Record<string, readonly [what: string, hint: string]>> = {
  "style-src-attr": [
    "`style` attributes",
    "Write a class in place of `style`, with its rule in layouts/styles/site.css.",
  ],
  "script-src-attr": [
    "attributes such as `onclick`",
    "Move the script into a file, and call `addEventListener` there.",
  ],
  "style-src": ["inline style sheets", "Move the rules into layouts/styles/site.css."],
  "script-src": [
    "inline scripts",
    "Move the script into a file, such as public/page.js, and load it with `<script src>`.",
  ],
};

/** The finding about something that the policy blocks. */
export function blockedFinding({ directive, source, text = "" }: Need, place: Place): Diagnostic {
  const [what, hint] = source === BLOCKED ? blockedCode(text) : (REMEDIES[directive] ?? ["", ""]);
  return diagnostic(
    "policy-blocks",
    place,
    source === BLOCKED
      ? `Browsers block ${what}: the Content-Security-Policy of this site does not allow it.`
      : `Browsers block this: the Content-Security-Policy has room for ${MAX_HASHES} different ${what}, and the site has more.`,
    hint,
  );
}

function blockedCode(text: string): readonly [what: string, hint: string] {
  if (/^[\s\x00-\x20]*(?:j|v)/i.test(text) && /script:/i.test(text))
    return ["`javascript:` URLs", "Write a `<button>`, and a script that listens for its clicks."];
  if (/^(?:data|blob):/i.test(text))
    return ["scripts from `data:` and `blob:` URLs", "Write the script into a file, and load that."];
  return [
    "`eval` and `new Function`",
    "Write the code without them, or set your own policy with `headers` in .eleventy.ts.",
  ];
}
