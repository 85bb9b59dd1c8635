/** What still holds of the last build where few pages show themselves otherwise than before. */

import type { NavParts } from "../model/model.js";
import { mayLeadTo, nameOfFile, type Linking } from "../site/links/link-names.js";
import { hashList } from "./fingerprint.js";
import type { Face, Faces, Seen } from "../sources/snapshot.js";

/** What a site is made of, the bodies of pages and the texts of templates apart. */
export interface SiteHashes {
  /** Of all of it; empty when that cannot be told. */
  readonly site: string;
  /** Of all but the pages; empty in the same cases. */
  readonly siteButPages: string;
  /** Of the texts of templates, style sheets and scripts: pages are rendered with them, and know nothing of each other by them. */
  readonly templates: string;
  readonly faces: Faces;
}

/** Hashes of a site of which all but the pages is told as `texts`; undefined: it cannot be compared. */
export function siteHashes(
  texts: readonly string[] | undefined,
  templates: readonly string[],
  faces: Faces,
): SiteHashes {
  if (texts === undefined) return { site: "", siteButPages: "", templates: "", faces };
  const siteButPages = hashList(texts);
  return { site: siteHash(siteButPages, faces), siteButPages, templates: hashList(templates), faces };
}

function siteHash(siteButPages: string, faces: Faces): string {
  const texts = [siteButPages];
  for (const [source, { document, output }] of faces) texts.push(source, document, output);
  return hashList(texts);
}

export interface StillTrue {
  /** Whether templates, style sheets and scripts have the texts that they had. */
  readonly hasSameTemplates: boolean;
  /** Whether a page, if its own document is as it was, is rendered with what it was rendered with, its navigation and the texts of templates apart. */
  isKnown(page: Linking): boolean;
  /** Whether the navigation of the page with this source is as it was; false where it may be another. */
  hasSameNavigation(source: string): boolean;
  /** Tells whether what was said about a page's links holds, if its own document is as it was. `files`: output files that came or went, beside those of pages. */
  linksHold(files: readonly string[]): (page: Linking) => boolean;
}

export interface StillTrueInput {
  readonly seen: Seen | undefined;
  /** The faces that go with it. */
  faces(): Faces;
  readonly now: SiteHashes;
  readonly navParts: NavParts | undefined;
  /** Pictures whose size is another one now; undefined where that cannot be told. */
  resized(): readonly string[] | undefined;
}

/**
 * Compares a Site with that of the last build; undefined where nothing is known of it. Navigation shows the pages of a part
 * of the site; a link leads to another page only if one with the name at its end came, went or moved.
 */
export function stillTrue({ seen, faces, now, navParts, resized }: StillTrueInput): StillTrue | undefined {
  if (seen === undefined || now.site === "" || seen.site === "") return undefined;
  const pictures = resized();
  if (pictures === undefined) return undefined;
  const hasSameTemplates = seen.templates === now.templates;
  if (seen.site === now.site)
    return {
      hasSameTemplates,
      isKnown: leadsToNone(namesOf(pictures)),
      hasSameNavigation: () => true,
      linksHold: (files) => leadsToNone(namesOf(files)),
    };
  if (navParts === undefined || seen.siteButPages !== now.siteButPages) return undefined;
  const before = faces();
  if (siteHash(seen.siteButPages, before) !== seen.site) return undefined;
  const changed = differing(before, now.faces);
  const parts = new Set(["", ...changed.map((source) => navParts.partOf(source))]);
  const outputs = changed.flatMap((source) =>
    [before.get(source), now.faces.get(source)].flatMap((face) => face?.output || []),
  );
  const names = namesOf([...changed, ...outputs]);
  // What is said of a link that leads nowhere names other pages that it may have meant, and redirects that lead to pages.
  const doubtful = new Set(
    seen.links.flatMap(({ code, file }) => (code === "broken-anchor" ? [] : (file ?? []))),
  );
  return {
    hasSameTemplates,
    isKnown: leadsToNone(new Set([...names, ...namesOf(pictures)])),
    hasSameNavigation: (source) => !parts.has(navParts.partOf(source)),
    linksHold(files) {
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

function differing(before: Faces, now: Faces): readonly string[] {
  const isSame = (a: Face | undefined, b: Face | undefined) =>
    a?.document === b?.document && a?.output === b?.output;
  return [...new Set([...before.keys(), ...now.keys()])].filter(
    (source) => !isSame(before.get(source), now.get(source)),
  );
}
