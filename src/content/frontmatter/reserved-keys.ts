/** Names in front matter and data files that are taken, and addresses there that the theme prints as links. */

import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Data, Diagnostic, Position } from "../../model/model.js";
import { unsafeAddress } from "../markdown/links.js";

/** What every layout gets by these names. Under `content` a page's text would be lost; `site` is merged with what the configuration says. */
const GIVEN: ReadonlySet<string> = new Set(["content", "page", "site", "collections", "eleventy", "pkg"]);

/** What Handbill gives the layouts of Markdown pages besides. An author whose layouts mean something else by such a name may use it; a stranger would speak to the theme by it. */
const GIVEN_TO_MARKDOWN: ReadonlySet<string> = new Set([
  "headings",
  "titleInContent",
  "nav",
  "sidebar",
  "tabs",
  "languages",
  "breadcrumbs",
  "previous",
  "next",
  "ui",
  "home",
  "untranslated",
]);

/** Where in the value of a key the theme's layouts take the addresses of links from; `*` is every entry of a list. */
const ADDRESSES: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ["editUrl", [[]]],
  ["canonical", [[]]],
  ["feed", [[]]],
  ["blog", [["url"], ["tags"]]],
  ["links", [["*", "url"]]],
  ["posts", [["*", "url"]]],
]);

export interface NamedData {
  readonly data: Data;
  readonly source: string;
  /** Whether a stranger wrote them. */
  readonly isStrangers: boolean;
  /** Whether `sections` are read here, each field checked. */
  readonly readsSections: boolean;
  /** Where a key at the top stands. */
  keyPlace(key: string): Position;
  /** Where a value stands, or what is around it. */
  valuePlace(path: readonly string[]): Position;
}

/** What is wrong with the names and the addresses. */
export function checkNames({
  data,
  source,
  isStrangers,
  readsSections,
  keyPlace,
  valuePlace,
}: NamedData): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const report = (written: string, message: string, hint: string) =>
    void diagnostics.push(
      diagnostic(
        "front-matter-key",
        { file: source, ...keyPlace(written), length: written.length },
        message,
        hint,
      ),
    );
  for (const written of Object.keys(data)) {
    const key = bare(written);
    const isTaken = GIVEN.has(key) || (isStrangers && GIVEN_TO_MARKDOWN.has(key));
    if (isTaken)
      report(
        written,
        `The key \`${key}\` is reserved: Handbill provides it to layouts.`,
        "Choose another name.",
      );
    // What is not checked and rendered would be printed as HTML.
    if (key === "sections" && !(readsSections && written === key))
      report(
        written,
        `\`${written}\` has no effect here: the sections of a page belong in its own front matter.`,
        "Move it there, as `sections`.",
      );
    const known = (ADDRESSES.get(key) ?? []).flatMap((path) => valuesAt(data[written], path, [written]));
    // What the site's own layouts make of other keys is not known.
    const mayHoldUrls = isStrangers && !isTaken && !(key === "sections" && readsSections);
    const found = mayHoldUrls ? urlsIn(data[written], [written]) : [];
    for (const one of new Map([...known, ...found].map((one) => [one.path.join("\0"), one])).values()) {
      const at = () => ({ file: source, ...valuePlace(one.path), length: one.value.length });
      const unsafe = unsafeAddress("link", one.value, at, isStrangers ? "text" : "author");
      if (unsafe !== undefined) diagnostics.push(unsafe);
    }
  }
  return diagnostics;
}

interface Found {
  readonly path: readonly string[];
  readonly value: string;
}

/** The texts at the end of a path below a value, with `override:` or without. */
function valuesAt(
  value: unknown,
  [name, ...rest]: readonly string[],
  path: readonly string[],
): readonly Found[] {
  // A template prints a list, too: from its first entry on.
  if (name === undefined)
    return typeof value === "string"
      ? [{ path, value }]
      : Array.isArray(value)
        ? valuesAt(value[0], [], path)
        : [];
  if (typeof value !== "object" || value === null || value instanceof Date) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    name === "*" || bare(key) === name ? valuesAt(inner, rest, [...path, key]) : [],
  );
}

/** Keys whose values layouts put into `href` and `src`. */
const URL_KEY = /(?:url|href|src|link|image|poster|action|canonical|feed|avatar|website|homepage|logo)s?$/i;

/** Every text that a layout may print as a URL, in untrusted data. */
function urlsIn(value: unknown, path: readonly string[]): readonly Found[] {
  if (typeof value === "string") {
    const key = path.findLast((part) => !/^\d+$/.test(part)) ?? "";
    return URL_KEY.test(bare(key)) ? [{ path, value }] : [];
  }
  if (typeof value !== "object" || value === null || value instanceof Date) return [];
  return Object.entries(value).flatMap(([key, inner]) => urlsIn(inner, [...path, key]));
}

/** Each file that data are merged with takes one `override:` away. */
function bare(key: string): string {
  return key.replace(/^(?:override:)+/, "");
}
