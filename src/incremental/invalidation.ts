/** What still holds of the last build where few pages show themselves otherwise than before. */

import type { NavParts } from "../model/navigation.js";
import { mayLeadTo, nameOfFile, type Linking } from "../site/links/link-names.js";
import { hashList } from "./fingerprint.js";
import type { PublicPage, PublicPages, InputSnapshot } from "../sources/snapshot.js";

/** What a site is made of, the bodies of pages and the texts of templates apart. */
export interface SiteHashes {
  /** Of all of it; empty when that cannot be told. */
  readonly site: string;
  /** Of all but the pages; empty in the same cases. */
  readonly siteButPages: string;
  /** Of the texts of templates, style sheets and scripts: pages are rendered with them, and know nothing of each other by them. */
  readonly templates: string;
  readonly publicPages: PublicPages;
}

/** Hashes of a site of which all but the pages is told as `texts`; undefined: it cannot be compared. */
export function siteHashes(
  texts: readonly string[] | undefined,
  templates: readonly string[],
  publicPages: PublicPages,
): SiteHashes {
  if (texts === undefined) return { site: "", siteButPages: "", templates: "", publicPages };
  const siteButPages = hashList(texts);
  return {
    site: siteHash(siteButPages, publicPages),
    siteButPages,
    templates: hashList(templates),
    publicPages,
  };
}

function siteHash(siteButPages: string, publicPages: PublicPages): string {
  const texts = [siteButPages];
  for (const [source, { metadataHash, output }] of publicPages) texts.push(source, metadataHash, output);
  return hashList(texts);
}

export interface Invalidator {
  /** Whether templates, style sheets and scripts have the texts that they had. */
  readonly hasSameTemplates: boolean;
  /** Whether a page, if its own document is as it was, is rendered with what it was rendered with, its navigation and the texts of templates apart. */
  isKnown(page: Linking): boolean;
  /** Whether the navigation of the page with this source is as it was; false where it may be another. */
  hasSameNavigation(source: string): boolean;
  /** Tells whether what was said about a page's links holds, if its own document is as it was. `files`: output files that came or went, beside those of pages. */
  areLinksValid(files: readonly string[]): (page: Linking) => boolean;
}

export interface InvalidatorInput {
  readonly snapshot: InputSnapshot | undefined;
  /** The faces that go with it. */
  publicPages(): PublicPages;
  readonly now: SiteHashes;
  readonly navParts: NavParts | undefined;
  /** Pictures whose size is another one now; undefined where that cannot be told. */
  resized(): readonly string[] | undefined;
}

/**
 * Compares a Site with that of the last build; undefined where nothing is known of it. Navigation shows the pages of a part
 * of the site; a link leads to another page only if one with the name at its end came, went or moved.
 */
export function createInvalidator({
  snapshot,
  publicPages,
  now,
  navParts,
  resized,
}: InvalidatorInput): Invalidator | undefined {
  if (snapshot === undefined || now.site === "" || snapshot.site === "") return undefined;
  const pictures = resized();
  if (pictures === undefined) return undefined;
  const hasSameTemplates = snapshot.templates === now.templates;
  if (snapshot.site === now.site)
    return {
      hasSameTemplates,
      isKnown: leadsToNone(namesOf(pictures)),
      hasSameNavigation: () => true,
      areLinksValid: (files) => leadsToNone(namesOf(files)),
    };
  if (navParts === undefined || snapshot.siteButPages !== now.siteButPages) return undefined;
  const before = publicPages();
  if (siteHash(snapshot.siteButPages, before) !== snapshot.site) return undefined;
  const changed = differing(before, now.publicPages);
  const parts = new Set(["", ...changed.map((source) => navParts.partOf(source))]);
  const outputs = changed.flatMap((source) =>
    [before.get(source), now.publicPages.get(source)].flatMap((face) => face?.output || []),
  );
  const names = namesOf([...changed, ...outputs]);
  // What is said of a link that leads nowhere names other pages that it may have meant, and redirects that lead to pages.
  const doubtful = new Set(
    snapshot.links.flatMap(({ code, file }) => (code === "broken-anchor" ? [] : (file ?? []))),
  );
  return {
    hasSameTemplates,
    isKnown: leadsToNone(new Set([...names, ...namesOf(pictures)])),
    hasSameNavigation: (source) => !parts.has(navParts.partOf(source)),
    areLinksValid(files) {
      const hold = leadsToNone(new Set([...names, ...namesOf(files)]));
      return (page) => !doubtful.has(page.source) && hold(page);
    },
  };
}

function leadsToNone(names: ReadonlySet<string>): (page: Linking) => boolean {
  return (page) => !mayLeadTo(page, names);
}

function namesOf(files: readonly string[]): ReadonlySet<string> {
  return new Set(files.map(nameOfFile));
}

function differing(before: PublicPages, now: PublicPages): readonly string[] {
  const isSame = (a: PublicPage | undefined, b: PublicPage | undefined) =>
    a?.metadataHash === b?.metadataHash && a?.output === b?.output;
  return [...new Set([...before.keys(), ...now.keys()])].filter(
    (source) => !isSame(before.get(source), now.get(source)),
  );
}
