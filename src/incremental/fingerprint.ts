/**
 * A page's fingerprint: the hash of everything that its bytes in the output depend on, with a name for each
 * part.
 */

import { createHash, hash as digest } from "node:crypto";
import { sizesText } from "../model/placeholders.js";
import type { Data, Page, Site, SitePage } from "../model/model.js";
import type { PageNav } from "../model/navigation.js";
import { stableText } from "../utils/stable-text.js";
import { isObject } from "../utils/is-record.js";

/** Short hash of texts in order. Equal texts give equal hashes. */
export function hashTexts(...texts: readonly string[]): string {
  let joined = "";
  for (const text of texts) joined += `${text.length}:${text}`;
  // In one call: a hash object with several updates costs more than a short text.
  return digest("sha256", joined, "base64url").slice(0, 22);
}

/** Like `hashTexts`, for a list that grows with the site and would be too long for one string. */
export function hashList(texts: Iterable<string>): string {
  const sum = createHash("sha256");
  for (const text of texts) sum.update(`${text.length}:`).update(text);
  return sum.digest("base64url").slice(0, 22);
}

/** The inputs of a page, by name. Each value is a hash, or the text itself if it is shorter. */
export interface Parts {
  /** Handbill and its libraries. */
  readonly program: string;
  /** The configuration and the files that it imports. */
  readonly configuration: string;
  /** The page's own file. */
  readonly document: string;
  readonly address: string;
  /** Targets of the links in its body. `sizes`: the sizes of the images for which the page sets no size. */
  readonly links: string;
  readonly sizes: string;
  readonly navigation: string;
  /** Hash of all pages, if a layout names `collections`. */
  readonly collections?: string;
  /** By key of the page's data. */
  readonly data: Readonly<Record<string, string>>;
  /**
   * By path of each layout, from the innermost outwards, and of every template that they use. Pages with the
   * same layouts share one object.
   */
  readonly templates: Readonly<Record<string, string>>;
}

/**
 * Hashes of templates and of their names. A site's own template has the same name as the theme's template
 * that it replaces.
 */
interface TemplateHashes {
  readonly texts: string;
  readonly names: string;
}

/** Pages with the same layouts share one object, so its hashes are computed once. */
const templateHashes = new WeakMap<Parts["templates"], TemplateHashes>();

function hashesOfTemplates(templates: Parts["templates"]): TemplateHashes {
  let known = templateHashes.get(templates);
  if (known === undefined) {
    const names = Object.keys(templates).map((path) => path.replace(/^handbill:/, ""));
    templateHashes.set(
      templates,
      (known = { texts: hashTexts(JSON.stringify(templates)), names: hashTexts(...names) }),
    );
  }
  return known;
}

/** The hash of a fingerprint whose parts are in their usual order. */
export function hashParts({ templates, ...others }: Parts): string {
  return hashTexts(JSON.stringify(others), hashesOfTemplates(templates).texts);
}

/**
 * The hash of everything that a page is rendered with, except its document and the texts of templates. It
 * includes whether the templates are the theme's.
 */
export function contextHash({ document: _, templates, ...context }: Parts): string {
  return hashTexts(JSON.stringify(context), hashesOfTemplates(templates).names);
}

export interface Fingerprint {
  readonly hash: string;
  readonly parts: Parts;
}

/** The closure of a page's layouts: every template that they use, and the names in them. */
export interface Closure {
  /** Hash of each template by its path, its layouts first, from the innermost outwards. */
  readonly templates: Readonly<Record<string, string>>;
  /** Hash of the layouts' names and of everything that `names` and `writesId` return. */
  readonly shape: string;
  /** Whether a layout is a program, which can read any file. */
  readonly isProgram: boolean;
  /** Whether a layout is in a language other than Nunjucks. */
  readonly isForeign: boolean;
  /** Whether a template writes an element with this id; true if this is not known. */
  writesId(id: string): boolean;
  /**
   * Whether a template contains this name. Site-wide data and collections that no template names are not
   * passed to the layouts.
   */
  names(name: string): boolean;
}

export interface FingerprintInput {
  readonly site: Site;
  readonly program: string;
  readonly configuration: string;
  /** Hash of the file of a source and of the Markdown settings. */
  documentHash(source: string): string;
  closureOf(page: SitePage): Closure;
  /** The pages that Eleventy evaluated, as collections contain them. */
  readonly evaluated: readonly EvaluatedItem[];
}

/** A page that Eleventy evaluated. Reading its content throws if Eleventy did not keep it. */
interface EvaluatedItem {
  readonly inputPath: string;
  readonly url: string | false;
  readonly date: Date;
  readonly data: Data;
  readonly templateContent: string;
}

/**
 * The data that a page's layouts can read, except its headings. Of data that is the same for every page, only
 * the keys that they name.
 */
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

/** The navigation of a page apart from its sidebar. */
const OTHER_NAVIGATION = ["tabs", "languages", "breadcrumbs", "previous", "next"] as const;

/** The part of the navigation that a page's layouts name. */
export function sealedNav(site: Site, page: SitePage, closure: Pick<Closure, "names">): Partial<PageNav> {
  const slice = site.navFor(page);
  const sealed: Record<string, unknown> = {};
  for (const key of ["nav", "sidebar", ...OTHER_NAVIGATION] as const) {
    const part = closure.names(key) ? slice[key] : undefined;
    if (part !== undefined) sealed[key] = part;
  }
  return sealed;
}

export interface Fingerprinter {
  /** Undefined if the page depends on a value without a fingerprint, such as a function in its data. */
  fingerprintOf(page: SitePage): Fingerprint | undefined;
  /** Only the fingerprint's part `navigation`. */
  navigationOf(page: SitePage): string;
}

/** Computes the fingerprints of a site's pages. */
export function createFingerprinter(input: FingerprintInput): Fingerprinter {
  const { site } = input;
  const shared = new Map<object, string | undefined>();
  /** Global data is the same object for every page, so it is hashed once. */
  const partOf = (value: unknown): string | undefined => {
    if (!isObject(value)) return short(stableText(value));
    if (!shared.has(value)) shared.set(value, short(stableText(value)));
    return shared.get(value);
  };
  const dataParts = (data: Data, hidden?: ReadonlySet<string>): Record<string, string> | undefined => {
    const parts: Record<string, string> = {};
    for (const key of Object.keys(data).sort()) {
      // Headings follow from the document, whose hash is in the fingerprint. Reading them here would load it.
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
 * Hashes the parts of the navigation that the layouts name: `sidebar` is a section of a long folder, and
 * `nav` the whole tree. Both are the same for all pages of a folder, except for the mark at the current page,
 * which its URL covers. So each is hashed once.
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
    const others = OTHER_NAVIGATION.filter((key) => closure.names(key)).map((key) => slice[key]);
    return hashTexts(sidebar, JSON.stringify(others));
  };
}

/** The text itself, or a hash if that is shorter. */
function short(text: string | undefined): string | undefined {
  return text === undefined || text.length <= 22 ? text : hashTexts(text);
}

/** The source of the document that a page shows. */
export function documentSource({ source, fallbackFor }: Pick<Page, "source" | "fallbackFor">): string {
  return fallbackFor ?? source;
}

/** Data that Eleventy creates again for every page. Other hashes cover its sources. */
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
