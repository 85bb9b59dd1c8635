/** Decides what is still valid of the last build after the public metadata of few pages changed. */

import type { NavParts } from "../model/navigation.js";
import { mayLeadTo, nameOfFile, type LinkingPage } from "../site/links/link-names.js";
import { hashList } from "./fingerprint.js";
import type { PublicPage, PublicPages, InputSnapshot } from "../sources/snapshot.js";

/** Hashes of a site's inputs, except the bodies of pages and the texts of templates. */
export interface SiteHashes {
  /** Of all these inputs; empty if they cannot be compared. */
  readonly site: string;
  /** Of all these inputs except the pages; empty in the same cases. */
  readonly siteButPages: string;
  /**
   * Of the texts of templates, style sheets and scripts. Pages are rendered with them, but learn nothing
   * about each other from them.
   */
  readonly templates: string;
  readonly publicPages: PublicPages;
}

/** Hashes of a site. `texts` describe everything except the pages; undefined if they cannot be compared. */
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
  /** Whether the texts of templates, style sheets and scripts are unchanged. */
  readonly hasSameTemplates: boolean;
  /**
   * Whether the render context of a page with an unchanged document is unchanged, apart from its navigation
   * and the texts of templates.
   */
  isKnown(page: LinkingPage): boolean;
  /** Whether the navigation of the page with this source is unchanged; false if it may have changed. */
  hasSameNavigation(source: string): boolean;
  /**
   * Tells whether the findings about a page's links are still valid, if its own document is unchanged.
   * `files`: output files, other than pages, that were added or removed.
   */
  areLinksValid(files: readonly string[]): (page: LinkingPage) => boolean;
}

export interface InvalidatorInput {
  readonly snapshot: InputSnapshot | undefined;
  /** The public metadata that belongs to the snapshot. */
  publicPages(): PublicPages;
  readonly now: SiteHashes;
  readonly navParts: NavParts | undefined;
  /** Images with a new size; undefined if the old sizes are not known. */
  resized(): readonly string[] | undefined;
}

/**
 * Compares a Site with that of the last build; undefined if that is not known. Navigation shows the pages of
 * one part of the site. The target of a link changes only if a page with the name at the link's end was
 * added, removed or moved.
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
      isKnown: linksToNone(namesOf(pictures)),
      hasSameNavigation: () => true,
      areLinksValid: (files) => linksToNone(namesOf(files)),
    };
  if (navParts === undefined || snapshot.siteButPages !== now.siteButPages) return undefined;
  const before = publicPages();
  if (siteHash(snapshot.siteButPages, before) !== snapshot.site) return undefined;
  const changed = differing(before, now.publicPages);
  const parts = new Set(["", ...changed.map((source) => navParts.partOf(source))]);
  const outputs = changed.flatMap((source) =>
    [before.get(source), now.publicPages.get(source)].flatMap((publicPage) => publicPage?.output || []),
  );
  const names = namesOf([...changed, ...outputs]);
  // The finding about a broken link suggests pages that may be meant, and redirects to pages.
  const uncertain = new Set(
    snapshot.links.flatMap(({ code, file }) => (code === "broken-anchor" ? [] : (file ?? []))),
  );
  return {
    hasSameTemplates,
    isKnown: linksToNone(new Set([...names, ...namesOf(pictures)])),
    hasSameNavigation: (source) => !parts.has(navParts.partOf(source)),
    areLinksValid(files) {
      const isUnaffected = linksToNone(new Set([...names, ...namesOf(files)]));
      return (page) => !uncertain.has(page.source) && isUnaffected(page);
    },
  };
}

function linksToNone(names: ReadonlySet<string>): (page: LinkingPage) => boolean {
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
