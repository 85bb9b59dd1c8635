/** Combines the needs of all pages into the policy of the site, and lists what it blocks. */

import { diagnostic, type Place } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
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
  /** Blocked needs, each with the source of the file that has it. */
  readonly blocked: readonly { readonly source: string; readonly need: Need }[];
}

/** Maximum number of hashes in one directive: servers refuse headers of more than a few kilobytes. */
export const MAX_HASHES = 30;

/** `files` must be in a fixed order, so that every build names the same pages. */
export function policyNeeds(files: readonly NeedsOfFile[]): PolicyNeeds {
  const sources = new Map<string, Set<string>>();
  const add = (directive: string, source: string): void =>
    void sources.set(directive, (sources.get(directive) ?? new Set()).add(source));
  /** By directive: the number of files that need each hash. */
  const hashes = new Map<string, Map<string, number>>();
  for (const { needs } of files)
    for (const { directive, source } of needs) {
      if (source === BLOCKED) continue;
      if (!isHash(source)) add(directive, source);
      else {
        const counts = hashes.get(directive) ?? new Map<string, number>();
        hashes.set(directive, counts.set(source, (counts.get(source) ?? 0) + 1));
      }
    }
  for (const [directive, counts] of hashes) for (const one of mostNeeded(counts)) add(directive, one);
  const isBlocked = ({ directive, source }: Need) => sources.get(directive)?.has(source) !== true;
  return {
    sources,
    blocked: files.flatMap(({ source, needs }) => needs.filter(isBlocked).map((need) => ({ source, need }))),
  };
}

function isHash(source: string): boolean {
  return source.startsWith("'sha256-");
}

/** The hashes that most files need, up to `MAX_HASHES`. */
function mostNeeded(counts: ReadonlyMap<string, number>): readonly string[] {
  return [...counts]
    .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
    .slice(0, MAX_HASHES)
    .map(([source]) => source);
}

/** Fixes for authors, by directive. */
const REMEDIES: Readonly<Record<string, readonly [what: string, hint: string]>> = {
  "style-src-attr": [
    "`style` attributes",
    "Use a class instead of `style`, with its rule in layouts/styles/site.css.",
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

/** The finding about a need that the policy blocks. */
export function blockedFinding({ directive, source, text = "" }: Need, place: Place): Diagnostic {
  const [what, hint] = source === BLOCKED ? blockedCode(text) : (REMEDIES[directive] ?? ["", ""]);
  return diagnostic(
    "policy-blocks",
    place,
    source === BLOCKED
      ? `The site's Content-Security-Policy blocks ${what}.`
      : `The site's Content-Security-Policy blocks this: it allows up to ${MAX_HASHES} different ` +
          `${what}, and the site has more.`,
    hint,
  );
}

function blockedCode(text: string): readonly [what: string, hint: string] {
  if (/^[\s\x00-\x20]*(?:j|v)/i.test(text) && /script:/i.test(text))
    return ["`javascript:` URLs", "Use a `<button>` and a script that handles its clicks."];
  if (/^(?:data|blob):/i.test(text))
    return [
      "scripts from `data:` and `blob:` URLs",
      "Put the script into a file, and load it with `<script src>`.",
    ];
  return [
    /set(?:Interval|Timeout)\s*\(\s*["'`]/.test(text)
      ? "`setTimeout` and `setInterval` with text"
      : "`eval` and `new Function`",
    "Change the code, or set your own policy with `headers` in .eleventy.ts.",
  ];
}
