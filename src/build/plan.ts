/** What a build will render: the pages whose fingerprint changed, or whose file is not in the output folder any more. */

import type { SitePage } from "../model.js";
import { once } from "../once.js";
import type { Fingerprint, Parts } from "./fingerprint.js";
import { renderedPage, type RenderedPage, type RenderedPages, type RenderedStore } from "./rendered.js";

/** A page to be rendered, and why, in words for people. */
export interface Stale {
  readonly page: SitePage;
  readonly why: readonly string[];
  /** What the next build is to know of it; undefined where it depends on what cannot be compared. Made when it is first asked for. */
  record(): RenderedPage | undefined;
}

export interface Plan {
  readonly stale: readonly Stale[];
  /** Output files that stay as they are. */
  readonly fresh: readonly { readonly path: string; readonly source: string }[];
  /** What is known of those. */
  readonly known: RenderedPages;
}

export interface PlanQuestions {
  fingerprintOf(page: SitePage): Fingerprint | undefined;
  /** Whether nothing but its document can have changed of what a page depends on; then the same document is the same page. */
  isKnown(page: SitePage): boolean;
  /** Name of a page's document. */
  documentOf(page: SitePage): string;
  /** Whether its file is there as it was, or could be brought back. */
  keep(path: string): boolean;
}

/** Compares each page with what the last build left. */
export function planPages(pages: readonly SitePage[], before: RenderedStore, ask: PlanQuestions): Plan {
  const stale: Stale[] = [];
  const fresh: { path: string; source: string }[] = [];
  const known = new Map<string, RenderedPage>();
  for (const page of pages) {
    const { output } = page;
    if (output === false) continue;
    const { source } = page.page;
    const last = before.find(source);
    const fingerprint = once(() => ask.fingerprintOf(page));
    const isSame = last !== undefined && (ask.isKnown(page) ? last.document === ask.documentOf(page) && last.output === output : last.hash === fingerprint()?.hash);
    if (isSame && ask.keep(output)) {
      known.set(source, last);
      fresh.push({ path: output, source });
      continue;
    }
    const why = last === undefined ? NEW : isSame ? [`${output} was not in the output folder as the last build left it`] : reasons(fingerprint(), source, before);
    stale.push({ page, why, record: once(() => recordOf(fingerprint(), output, why)) });
  }
  return { stale, fresh, known };
}

const NEW = ["it is new, or no earlier build is remembered"];

function recordOf(fingerprint: Fingerprint | undefined, output: string, why: readonly string[]): RenderedPage | undefined {
  return fingerprint && renderedPage(fingerprint, output, why);
}

function reasons(fingerprint: Fingerprint | undefined, source: string, before: RenderedStore): readonly string[] {
  if (fingerprint === undefined) return ["it depends on what cannot be compared: a layout that is a program, or data with functions in it"];
  const details = before.details(source);
  return details === undefined ? NEW : changes(details.parts, fingerprint.parts);
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
