/** Reserved names in front matter and data files, and URLs in them that the theme links to. */

import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Data, Diagnostic, Position } from "../../model/model.js";
import { unsafeUrl } from "../lint/unsafe-url.js";
import { isObject } from "../../utils/is-record.js";

/**
 * Names that every layout gets. A `content` key would hide the page's text, and `site` is merged with the
 * configuration.
 */
const PROVIDED: ReadonlySet<string> = new Set(["content", "page", "site", "collections", "eleventy", "pkg"]);

/**
 * Names that layouts of Markdown pages also get. Trusted authors may use them for their own layouts.
 * Untrusted authors may not, because the theme would obey them.
 */
const PROVIDED_TO_MARKDOWN: ReadonlySet<string> = new Set([
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

/** The paths of URLs that the theme's layouts link to, by key. `*` matches every entry of a list. */
const URL_PATHS: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
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
  /** Whether the author is untrusted. */
  readonly isUntrusted: boolean;
  /** Whether `sections` are read here, which checks their fields. */
  readonly readsSections: boolean;
  /** The position of a top-level key. */
  keyPlace(key: string): Position;
  /** The position of a value, or of the closest value around it. */
  valuePlace(path: readonly string[]): Position;
}

/** Reports reserved names and unsafe URLs. */
export function checkNames({
  data,
  source,
  isUntrusted,
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
    const isTaken = PROVIDED.has(key) || (isUntrusted && PROVIDED_TO_MARKDOWN.has(key));
    if (isTaken)
      report(
        written,
        `The key \`${key}\` is reserved: Handbill provides it to layouts.`,
        "Choose another name.",
      );
    // Without the checks and rendering of page sections, values would be printed as HTML.
    if (key === "sections" && !(readsSections && written === key))
      report(
        written,
        `\`${written}\` has no effect here: the sections of a page belong in its own front matter.`,
        "Move it there, as `sections`.",
      );
    const known = (URL_PATHS.get(key) ?? []).flatMap((path) => valuesAt(data[written], path, [written]));
    // It is unknown how the site's own layouts use other keys.
    const mayHoldUrls = isUntrusted && !isTaken && !(key === "sections" && readsSections);
    const found = mayHoldUrls ? urlsIn(data[written], [written]) : [];
    for (const one of new Map([...known, ...found].map((one) => [one.path.join("\0"), one])).values()) {
      const at = () => ({ file: source, ...valuePlace(one.path), length: one.value.length });
      const unsafe = unsafeUrl("link", one.value, at, isUntrusted ? "text" : "author");
      if (unsafe !== undefined) diagnostics.push(unsafe);
    }
  }
  return diagnostics;
}

interface Found {
  readonly path: readonly string[];
  readonly value: string;
}

/** The texts at a path below a value. `override:` prefixes make no difference. */
function valuesAt(
  value: unknown,
  [name, ...rest]: readonly string[],
  path: readonly string[],
): readonly Found[] {
  // Templates can also print a list, joined by commas.
  if (name === undefined)
    return typeof value === "string"
      ? [{ path, value }]
      : Array.isArray(value)
        ? valuesAt(value[0], [], path)
        : [];
  if (!isObject(value) || value instanceof Date) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    name === "*" || bare(key) === name ? valuesAt(inner, rest, [...path, key]) : [],
  );
}

/** Keys whose values layouts print in `href` and `src`. */
const URL_KEY = /(?:url|href|src|link|image|poster|action|canonical|feed|avatar|website|homepage|logo)s?$/i;

/** Every text in untrusted data that a layout may print as a URL. */
function urlsIn(value: unknown, path: readonly string[]): readonly Found[] {
  if (typeof value === "string") {
    const key = path.findLast((part) => !/^\d+$/.test(part)) ?? "";
    return URL_KEY.test(bare(key)) ? [{ path, value }] : [];
  }
  if (!isObject(value) || value instanceof Date) return [];
  return Object.entries(value).flatMap(([key, inner]) => urlsIn(inner, [...path, key]));
}

/** Merging data removes one `override:` for each file. */
function bare(key: string): string {
  return key.replace(/^(?:override:)+/, "");
}
