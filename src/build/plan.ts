/** What a build will render: the pages whose fingerprint changed, or whose file is not in the output folder any more. */

import type { SitePage } from "../model.js";
import type { Rendered } from "./cache.js";
import type { Fingerprint, Parts } from "./fingerprint.js";

/** A page to be rendered, and why, in words for people. */
export interface Stale {
  readonly page: SitePage;
  readonly why: readonly string[];
}

export interface Plan {
  readonly stale: readonly Stale[];
  /** Output files that stay as they are. */
  readonly fresh: readonly { readonly path: string; readonly source: string }[];
  /** What the output folder will hold when the stale pages are rendered; pages without fingerprint are not in it. */
  readonly rendered: ReadonlyMap<string, Rendered>;
}

/** Compares each page with what the last build left. `keep` says whether its file is there as it was, or could be brought back. */
export function planPages(pages: readonly SitePage[], fingerprintOf: (page: SitePage) => Fingerprint | undefined, before: ReadonlyMap<string, Rendered>, keep: (path: string) => boolean): Plan {
  const stale: Stale[] = [];
  const fresh: { path: string; source: string }[] = [];
  const rendered = new Map<string, Rendered>();
  for (const page of pages) {
    const { output } = page;
    if (output === false) continue;
    const { source } = page.page;
    const fingerprint = fingerprintOf(page);
    const last = before.get(source);
    const why = reasons(fingerprint, last, output, keep);
    if (fingerprint !== undefined) rendered.set(source, { ...fingerprint, output, why: why.length === 0 ? (last?.why ?? []) : why });
    if (why.length === 0) fresh.push({ path: output, source });
    else stale.push({ page, why });
  }
  return { stale, fresh, rendered };
}

function reasons(fingerprint: Fingerprint | undefined, last: Rendered | undefined, output: string, keep: (path: string) => boolean): string[] {
  if (fingerprint === undefined) return ["it depends on what cannot be compared: a layout that is a program, or data with functions in it"];
  if (last === undefined) return ["it is new, or no earlier build is remembered"];
  if (last.hash !== fingerprint.hash) return changes(last.parts, fingerprint.parts);
  return keep(output) ? [] : [`${output} was not in the output folder as the last build left it`];
}

/** What differs between two fingerprints. */
function changes(before: Parts, now: Parts): string[] {
  const why = (Object.keys(PLAIN) as (keyof typeof PLAIN)[]).filter((name) => before[name] !== now[name]).map((name) => PLAIN[name]);
  // A title and the like change with the file that holds them, and are no reason of their own.
  if (before.document === now.document) why.push(...differing(before.data, now.data).map((key) => `the data \`${key}\` changed`));
  why.push(...differing(before.templates, now.templates).map((path) => `${path} ${path in before.templates ? (path in now.templates ? "changed" : "is no longer used") : "is used now"}`));
  return why.length === 0 ? ["its data changed"] : why;
}

const PLAIN = {
  document: "its file changed",
  address: "its address, date or file name changed",
  links: "the address of something that it links to changed",
  navigation: "the navigation around it changed",
  collections: "its layout lists pages, and one of them changed",
  configuration: "the configuration, or something that it imports, changed",
  program: "it was made by another version of Handbill or of a library",
} satisfies Partial<Record<keyof Parts, string>>;

function differing(before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((key) => before[key] !== now[key]).sort();
}
