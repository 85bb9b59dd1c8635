/** A page's fingerprint: the hash of everything that its bytes in the output depend on, with a name for each part. */

import { createHash, hash as digest } from "node:crypto";
import { sizesText } from "../model/placeholders.js";
import type { Data, Page, Site, SitePage } from "../model/model.js";
import type { PageNav } from "../model/navigation.js";
import { stableText } from "../utils/stable-text.js";

/** Short name of some texts in order; equal texts, equal name. */
export function hashTexts(...texts: readonly string[]): string {
  let whole = "";
  for (const text of texts) whole += `${text.length}:${text}`;
  // In one call: the object of several costs more than a short text.
  return digest("sha256", whole, "base64url").slice(0, 22);
}

/** The same for a list that grows with the site, which no text may hold as a whole. */
export function hashList(texts: Iterable<string>): string {
  const sum = createHash("sha256");
  for (const text of texts) sum.update(`${text.length}:`).update(text);
  return sum.digest("base64url").slice(0, 22);
}

/** What a page depends on, by name; each value is a hash, or the text itself where that is shorter. */
export interface Parts {
  /** Handbill and its libraries. */
  readonly program: string;
  /** The configuration and what it imports. */
  readonly configuration: string;
  /** The page's own file. */
  readonly document: string;
  readonly address: string;
  /** Where the links of its body lead; `sizes`: how large the pictures are to which it gives no size. */
  readonly links: string;
  readonly sizes: string;
  readonly navigation: string;
  /** All pages, where a layout names `collections`. */
  readonly collections?: string;
  /** By key of the page's data. */
  readonly data: Readonly<Record<string, string>>;
  /** By path of each layout, from the innermost outwards, and of every template that they use. One object for all pages with the same layouts. */
  readonly templates: Readonly<Record<string, string>>;
}

/** What hashes say of templates, and of their names: the site's own have the names of the theme's. */
interface TemplatesTold {
  readonly texts: string;
  readonly names: string;
}

/** All pages with the same layouts have one object: what is to be told of it is told once. */
const told = new WeakMap<Parts["templates"], TemplatesTold>();

function tell(templates: Parts["templates"]): TemplatesTold {
  let known = told.get(templates);
  if (known === undefined) {
    const names = Object.keys(templates).map((path) => path.replace(/^handbill:/, ""));
    told.set(
      templates,
      (known = { texts: hashTexts(JSON.stringify(templates)), names: hashTexts(...names) }),
    );
  }
  return known;
}

/** The hash of a fingerprint whose parts are in their order. */
export function hashParts({ templates, ...others }: Parts): string {
  return hashTexts(JSON.stringify(others), tell(templates).texts);
}

/** The hash of all that a page is rendered with beside its document, the texts of templates apart, and whether they are the theme's. */
export function contextHash({ document: _, templates, ...around }: Parts): string {
  return hashTexts(JSON.stringify(around), tell(templates).names);
}

export interface Fingerprint {
  readonly hash: string;
  readonly parts: Parts;
}

/** What the layouts around a page bring. */
export interface Closure {
  /** Hash of each template by its path, its layouts first, from the innermost outwards. */
  readonly templates: Readonly<Record<string, string>>;
  /** Hash of its layouts' names and of all that `names` and `writesId` know. */
  readonly shape: string;
  /** Whether a layout is a program, which may read anything. */
  readonly isProgram: boolean;
  /** Whether a layout is in another language than Nunjucks. */
  readonly isForeign: boolean;
  /** Whether a template writes an element with this id; true where that cannot be told. */
  writesId(id: string): boolean;
  /** Whether a template holds this name. Site-wide data and collections that none holds are absent when it renders. */
  names(name: string): boolean;
}

export interface FingerprintInput {
  readonly site: Site;
  readonly program: string;
  readonly configuration: string;
  /** Hash of the file of a source and of the Markdown settings. */
  documentHash(source: string): string;
  closureOf(page: SitePage): Closure;
  /** The pages that Eleventy evaluated, as collections hold them. */
  readonly evaluated: readonly EvaluatedItem[];
}

/** A page that Eleventy evaluated. Its content may not be there: asking for it throws then. */
interface EvaluatedItem {
  readonly inputPath: string;
  readonly url: string | false;
  readonly date: Date;
  readonly data: Data;
  readonly templateContent: string;
}

/** The data that a page's layouts see, its headings apart: of what is the same for every page, only what they name. */
export function sealedData(page: SitePage, globalData: Data, closure: Closure): Data {
  const hidden = hiddenKeys(page, globalData, closure);
  const sealed: Record<string, unknown> = {};
  for (const key of Object.keys(page.data))
    if (key !== "headings" && !hidden.has(key)) sealed[key] = page.data[key];
  return sealed;
}

function hiddenKeys(page: SitePage, globalData: Data, closure: Closure): ReadonlySet<string> {
  return new Set(
    Object.keys(globalData).filter((key) => !closure.names(key) && page.data[key] === globalData[key]),
  );
}

/** The navigation of a page beside its sidebar. */
const BESIDE = ["tabs", "languages", "breadcrumbs", "previous", "next"] as const;

/** The slice of the navigation that a page's layouts name. */
export function sealedNav(site: Site, page: SitePage, closure: Pick<Closure, "names">): Partial<PageNav> {
  const slice = site.navFor(page);
  const sealed: Record<string, unknown> = {};
  for (const key of ["nav", "sidebar", ...BESIDE] as const) {
    const part = closure.names(key) ? slice[key] : undefined;
    if (part !== undefined) sealed[key] = part;
  }
  return sealed;
}

export interface Fingerprinter {
  /** Undefined when the page depends on something that has no fingerprint, such as a function in its data. */
  fingerprintOf(page: SitePage): Fingerprint | undefined;
  /** Its part `navigation` alone. */
  navigationOf(page: SitePage): string;
}

/** Tells the fingerprints of a site's pages. */
export function createFingerprinter(input: FingerprintInput): Fingerprinter {
  const { site } = input;
  const shared = new Map<object, string | undefined>();
  /** Global data is the same object for every page: it is hashed once. */
  const partOf = (value: unknown): string | undefined => {
    if (value === null || typeof value !== "object") return short(stableText(value));
    if (!shared.has(value)) shared.set(value, short(stableText(value)));
    return shared.get(value);
  };
  const dataParts = (data: Data, hidden?: ReadonlySet<string>): Record<string, string> | undefined => {
    const parts: Record<string, string> = {};
    for (const key of Object.keys(data).sort()) {
      // Headings follow from the document, whose hash is in the fingerprint; asking for them would read it.
      if (key === "headings" || hidden?.has(key) === true) continue;
      const part = partOf(data[key]);
      if (part === undefined) return undefined;
      parts[key] = part;
    }
    return parts;
  };
  const navigation = navigationParts(site);
  const ofPage = (page: SitePage): string =>
    [
      page.page.source,
      String(page.url),
      page.date.toISOString(),
      JSON.stringify(dataParts(page.data)),
      input.documentHash(documentSource(page.page)),
      page.hrefs().join(" "),
      sizesText(page.sizes()),
    ].join("\n");
  const ofAll = (): string | undefined => {
    const evaluated = input.evaluated.map(evaluatedText);
    return evaluated.includes(undefined)
      ? undefined
      : hashList([...site.pages.map(ofPage), ...evaluated.map(String)]);
  };
  let all: { readonly hash: string | undefined } | undefined;
  const fingerprintOf = (page: SitePage): Fingerprint | undefined => {
    const closure = input.closureOf(page);
    const data = closure.isProgram
      ? undefined
      : dataParts(page.data, hiddenKeys(page, site.globalData, closure));
    const namesCollections = closure.names("collections");
    if (namesCollections) all ??= { hash: ofAll() };
    if (data === undefined || (namesCollections && all?.hash === undefined)) return undefined;
    const parts: Parts = {
      program: input.program,
      configuration: input.configuration,
      document: input.documentHash(documentSource(page.page)),
      address: `${page.page.source} ${page.output} ${page.url} ${page.date.getTime()}`,
      links: short(page.hrefs().join("\n")) ?? "",
      sizes: short(sizesText(page.sizes())) ?? "",
      navigation: navigation(page, closure),
      ...(namesCollections && { collections: all?.hash ?? "" }),
      data,
      templates: closure.templates,
    };
    return { hash: hashParts(parts), parts };
  };
  return { fingerprintOf, navigationOf: (page) => navigation(page, input.closureOf(page)) };
}

/**
 * Of what the layouts name. The sidebar shows a part of a long folder, and `nav` all of it. Both are those of the page's
 * folder, but for the mark at the page itself, which its address says: each is hashed once.
 */
function navigationParts(site: Site): (page: SitePage, closure: Closure) => string {
  const hashes = new Map<string, string>();
  const hashOnce = (text: string): string => {
    let hash = hashes.get(text);
    if (hash === undefined) hashes.set(text, (hash = hashTexts(text)));
    return hash;
  };
  const trees = new Map<readonly string[], string>();
  const treeOf = (page: SitePage): string => {
    const texts = site.navTexts(page);
    let tree = trees.get(texts);
    if (tree === undefined) trees.set(texts, (tree = texts.map(hashOnce).join(" ")));
    return tree;
  };
  const sidebars = new Map<PageNav["sidebar"], string>();
  const sidebarOf = ({ sidebar }: PageNav): string => {
    let hash = sidebars.get(sidebar);
    if (hash === undefined) sidebars.set(sidebar, (hash = hashTexts(sidebar.html)));
    return hash;
  };
  return (page, closure) => {
    const slice = site.navFor(page);
    const sidebar = closure.names("nav") ? treeOf(page) : closure.names("sidebar") ? sidebarOf(slice) : "";
    const others = BESIDE.filter((key) => closure.names(key)).map((key) => slice[key]);
    return hashTexts(sidebar, JSON.stringify(others));
  };
}

/** The text itself, or a hash where that is shorter. */
function short(text: string | undefined): string | undefined {
  return text === undefined || text.length <= 22 ? text : hashTexts(text);
}

/** The source of the file that a page shows. */
export function documentSource({ source, fallbackFor }: Pick<Page, "source" | "fallbackFor">): string {
  return fallbackFor ?? source;
}

/** What Eleventy gives every page anew: it follows from what is hashed elsewhere. */
const GIVEN = new Set(["collections", "eleventy", "pkg"]);

function evaluatedText(item: EvaluatedItem): string | undefined {
  const data = stableText(Object.fromEntries(Object.entries(item.data).filter(([key]) => !GIVEN.has(key))));
  if (data === undefined) return undefined;
  try {
    return [item.inputPath, String(item.url), item.date.toISOString(), data, item.templateContent].join("\n");
  } catch {
    return undefined;
  }
}
