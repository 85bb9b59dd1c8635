/**
 * Plans which pages a build renders: pages whose fingerprint changed, or whose file is no longer in the
 * output folder.
 */

import type { SitePage } from "../model/model.js";
import { once } from "../utils/once.js";
import { hashParts, type Fingerprint, type Parts } from "./fingerprint.js";
import { renderedPage, type RenderedPage, type RenderedPages, type RenderedStore } from "./rendered-pages.js";

/** A page to render, with the reasons in words for people. */
export interface Stale {
  readonly page: SitePage;
  readonly why: readonly string[];
  /** Whether its render context is unchanged, apart from the texts of its templates. */
  readonly hasSameAround: boolean;
  /**
   * The cache entry of the page; undefined if it depends on something that cannot be compared. Computed on
   * the first call.
   */
  record(): RenderedPage | undefined;
}

export interface Plan {
  readonly stale: readonly Stale[];
  /** Output files that are still valid. */
  readonly fresh: readonly { readonly path: string; readonly source: string }[];
  /** Cache entries of the valid files. */
  readonly known: RenderedPages;
}

export interface PlanQuestions {
  fingerprintOf(page: SitePage): Fingerprint | undefined;
  /** Hash of the navigation that a page shows. */
  navigationOf(page: SitePage): string;
  /**
   * Whether the page's document, its navigation and the texts of its templates are the only inputs that can
   * have changed.
   */
  isKnown(page: SitePage): boolean;
  /** Whether its navigation is unchanged; false if it must be compared. */
  hasSameNavigation(page: SitePage): boolean;
  /** Whether the texts of templates are unchanged. With the same document, the page is then unchanged. */
  readonly hasSameTemplates: boolean;
  /** Every template that a page's layouts use, with its hash. */
  templatesOf(page: SitePage): Parts["templates"];
  /** Name of a page's document. */
  documentOf(page: SitePage): string;
  /** Why code of the site may give other results than in the last build, on every page. */
  readonly changedCode?: string | undefined;
  /** Whether its file is unchanged, or could be restored. */
  keep(path: string): boolean;
}

/** Compares each page with the last build. */
export function planPages(pages: readonly SitePage[], before: RenderedStore, ask: PlanQuestions): Plan {
  const stale: Stale[] = [];
  const fresh: { path: string; source: string }[] = [];
  const known = new Map<string, RenderedPage>();
  for (const page of pages) {
    const { output } = page;
    if (output === false) continue;
    const { source } = page.page;
    const last = before.find(source);
    const isKnown =
      last !== undefined &&
      last.output === output &&
      last.document === ask.documentOf(page) &&
      ask.isKnown(page) &&
      (ask.hasSameNavigation(page) || last.navigation === ask.navigationOf(page));
    const again = once(() => (isKnown ? laidOutAnew(page, before, ask) : undefined));
    const fingerprint = once(() => again() ?? ask.fingerprintOf(page));
    const isSame =
      ask.changedCode === undefined &&
      ((isKnown && ask.hasSameTemplates) || (last !== undefined && last.hash === fingerprint()?.hash));
    if (isSame && last !== undefined && [output, ...(last.files ?? [])].every(ask.keep)) {
      known.set(source, last);
      fresh.push({ path: output, source });
      continue;
    }
    const why =
      last === undefined
        ? NEW
        : isSame
          ? [`${output} changed in the output folder since the last build`]
          : ask.changedCode !== undefined
            ? [ask.changedCode]
            : reasons(fingerprint(), source, before);
    stale.push({
      page,
      why,
      hasSameAround: again() !== undefined,
      record: once(() => recordOf(fingerprint(), output, why)),
    });
  }
  return { stale, fresh, known };
}

/**
 * The fingerprint of a page of which only the texts of templates can have changed; undefined if its last
 * fingerprint is missing.
 */
function laidOutAnew(page: SitePage, before: RenderedStore, ask: PlanQuestions): Fingerprint | undefined {
  const details = before.details(page.page.source);
  if (details === undefined) return undefined;
  const parts = { ...details.parts, templates: ask.templatesOf(page) };
  return { hash: hashParts(parts), parts };
}

const NEW = ["it is new, or the previous build is not in the cache"];

function recordOf(
  fingerprint: Fingerprint | undefined,
  output: string,
  why: readonly string[],
): RenderedPage | undefined {
  return fingerprint && renderedPage(fingerprint, output, why);
}

function reasons(
  fingerprint: Fingerprint | undefined,
  source: string,
  before: RenderedStore,
): readonly string[] {
  if (fingerprint === undefined)
    return ["it uses a layout in JavaScript or data with functions, which Handbill cannot compare"];
  const details = before.details(source);
  return details === undefined ? NEW : changes(details.parts, fingerprint.parts);
}

/** The differences between two fingerprints, as reasons. */
function changes(before: Parts, now: Parts): string[] {
  const why = (Object.keys(PLAIN) as (keyof typeof PLAIN)[])
    .filter((name) => before[name] !== now[name])
    .map((name) => PLAIN[name]);
  // A title and the like change together with the file that contains them, which is the reason given.
  if (before.document === now.document)
    why.push(...differing(before.data, now.data).map((key) => `the data \`${key}\` changed`));
  why.push(
    ...differing(before.templates, now.templates).map((path) => {
      if (!(path in before.templates)) return `${path} is used now`;
      return `${path} ${path in now.templates ? "changed" : "is no longer used"}`;
    }),
  );
  return why.length === 0 ? ["its data changed"] : why;
}

const PLAIN = {
  document: "its file changed",
  address: "its URL, date or file name changed",
  links: "the URL of a link target changed",
  sizes: "the size of an image on it changed",
  navigation: "its navigation changed",
  collections: "its layout lists pages, and one of these changed",
  configuration: "the configuration or one of its imports changed",
  program: "Handbill or one of its libraries has another version",
} satisfies Partial<Record<keyof Parts, string>>;

function differing(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(now)])]
    .filter((key) => before[key] !== now[key])
    .sort();
}
