/** A page's fingerprint: the hash of everything that its bytes in the output depend on. */

import { createHash } from "node:crypto";
import type { Data, Site, SitePage } from "../model.js";

/** Short name of some texts in order; equal texts, equal name. */
export function hashTexts(...texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length}:`).update(text);
  return hash.digest("base64url").slice(0, 22);
}

/** What a layout brings: the text of everything in its closure. */
export interface Closure {
  /** Hash of the layouts around a page, and of every template that they include, extend or import. */
  readonly hash: string;
  /** Whether any of them names `collections`. What a closure does not name is absent when it renders. */
  readonly namesCollections: boolean;
  /** Whether a layout is a program, which may read anything. */
  readonly isProgram: boolean;
}

export interface FingerprintInput {
  readonly site: Site;
  /** Hash of the program, its libraries, the configuration and what it imports. */
  readonly environment: string;
  /** Hash of a page's file and of the Markdown settings. */
  documentHash(source: string): string;
  closureOf(page: SitePage): Closure;
  /** The pages that Eleventy evaluated, as collections hold them. */
  readonly evaluated: readonly Evaluated[];
}

/** A page that Eleventy evaluated. Its content may not be there: asking for it throws then. */
interface Evaluated {
  readonly inputPath: string;
  readonly url: string | false;
  readonly date: Date;
  readonly data: Data;
  readonly templateContent: string;
}

/** Tells a page's fingerprint; undefined when it depends on something that has none, such as a function in its data. */
export function createFingerprinter(input: FingerprintInput): (page: SitePage) => string | undefined {
  const shared = new Map<object, string | undefined>();
  /** Global data is the same object for every page: it is written out once. */
  const textOf = (value: unknown): string | undefined => {
    if (value === null || typeof value !== "object") return stableText(value);
    if (shared.has(value)) return shared.get(value);
    const text = stableText(value);
    shared.set(value, text);
    return text;
  };
  const dataText = (data: Data): string | undefined => {
    const parts: string[] = [];
    for (const key of Object.keys(data).sort()) {
      // Headings follow from the document, whose hash is in the fingerprint.
      if (key === "headings") continue;
      const text = textOf(data[key]);
      if (text === undefined) return undefined;
      parts.push(`${key}=${text}`);
    }
    return parts.join("\n");
  };
  const sidebars = new Map<string, string>();
  /** Pages of one folder have one sidebar, but for the mark at the page itself, which its address says. */
  const navText = (page: SitePage): string => {
    const { source } = page.page;
    const folder = source.slice(0, source.lastIndexOf("/"));
    const slice = input.site.navFor(page);
    let sidebar = sidebars.get(folder);
    if (sidebar === undefined) {
      sidebar = hashTexts((stableText(slice.nav) ?? "").replaceAll('"current":true', '"current":false'));
      sidebars.set(folder, sidebar);
    }
    return [sidebar, stableText(slice.breadcrumbs), stableText(slice.previous), stableText(slice.next)].join("\n");
  };
  const ofPage = (page: SitePage): string => [page.page.source, String(page.url), page.date.toISOString(), dataText(page.data) ?? "?", input.documentHash(page.page.source), page.hrefs().join(" ")].join("\n");
  const ofAll = (): string | undefined => {
    const evaluated = input.evaluated.map(evaluatedText);
    return evaluated.includes(undefined) ? undefined : hashTexts(...input.site.pages.map(ofPage), ...evaluated.map(String));
  };
  let collections: { readonly hash: string | undefined } | undefined;
  return (page) => {
    const closure = input.closureOf(page);
    const data = closure.isProgram ? undefined : dataText(page.data);
    if (data === undefined) return undefined;
    if (closure.namesCollections) collections ??= { hash: ofAll() };
    const others = closure.namesCollections ? collections?.hash : "none";
    if (others === undefined) return undefined;
    const nav = navText(page);
    return hashTexts(input.environment, input.documentHash(page.page.source), page.page.source, String(page.output), String(page.url), page.date.toISOString(), page.hrefs().join("\n"), data, nav, closure.hash, others);
  };
}

/** What Eleventy gives every page anew: it follows from what is hashed elsewhere. */
const GIVEN = new Set(["collections", "eleventy", "pkg"]);

function evaluatedText(item: Evaluated): string | undefined {
  const data = stableText(Object.fromEntries(Object.entries(item.data).filter(([key]) => !GIVEN.has(key))));
  if (data === undefined) return undefined;
  try {
    return [item.inputPath, String(item.url), item.date.toISOString(), data, item.templateContent].join("\n");
  } catch {
    return undefined;
  }
}

/** The value as text, keys in order; undefined when it holds what text cannot: functions, class instances, cycles. */
export function stableText(value: unknown, depth = 0): string | undefined {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value instanceof Date) return `date:${value.getTime()}`;
  if (typeof value !== "object" || depth > 50) return undefined;
  // An entry of a collection, in the data of a paginated page; all entries are hashed.
  if ("inputPath" in value && "templateContent" in value) return `item:${String(value.inputPath)}`;
  const parts: string[] = [];
  if (Array.isArray(value)) {
    for (const item of value) {
      const text = stableText(item, depth + 1);
      if (text === undefined) return undefined;
      parts.push(text);
    }
    return `[${parts.join(",")}]`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return undefined;
  for (const key of Object.keys(value).sort()) {
    const text = stableText((value as Record<string, unknown>)[key], depth + 1);
    if (text === undefined) return undefined;
    parts.push(`${JSON.stringify(key)}:${text}`);
  }
  return `{${parts.join(",")}}`;
}
