/** The headers of a site. The defaults are secure and cacheable. */

import type { HeaderOptions } from "../config/options.js";
import type { HeaderRule } from "./host.js";

/** Hashes and origins that a site's content needs in addition to its own files, by directive (`img-src`). */
export type Sources = ReadonlyMap<string, ReadonlySet<string>>;

/** Strict directives of the Content-Security-Policy. The default theme needs no others (CSP Level 3, W3C). */
const POLICY: readonly (readonly [directive: string, sources: string])[] = [
  ["default-src", "'none'"],
  ["script-src", "'self'"],
  ["style-src", "'self'"],
  ["img-src", "'self'"],
  ["font-src", "'self'"],
  ["media-src", "'self'"],
  ["frame-src", "'none'"],
  ["connect-src", "'self'"],
  ["manifest-src", "'self'"],
  ["base-uri", "'none'"],
  ["form-action", "'self'"],
  ["frame-ancestors", "'none'"],
];

/**
 * Directives that only some sites need. Without them, browsers use a more general directive (CSP Level 3,
 * 6.8).
 */
const POLICY_WHERE_NEEDED: typeof POLICY = [
  ["script-src-attr", "'unsafe-hashes'"],
  ["style-src-attr", "'unsafe-hashes'"],
  ["worker-src", "'self'"],
  ["object-src", "'none'"],
];

/** Browsers revalidate each time, and get 304 if nothing changed (RFC 9111, 5.2.2). */
const FRESH = "public, max-age=0, must-revalidate";
/** The name changes with the bytes, so a year is safe (RFC 8246). */
const IMMUTABLE = "public, max-age=31536000, immutable";

/** The policy with the hashes and origins that pages need. */
export function contentSecurityPolicy(sources: Sources): string {
  const needed = POLICY_WHERE_NEEDED.filter(([directive]) => sources.has(directive));
  return [...POLICY, ...needed]
    .map(([directive, value]) => {
      const more = [...(sources.get(directive) ?? [])].sort();
      return `${directive} ${[...(value === "'none'" && more.length > 0 ? [] : [value]), ...more].join(" ")}`;
    })
    .join("; ");
}

/**
 * Headers of every URL of a site that sets none: an A+ by the rules of Mozilla's HTTP Observatory. Other
 * sites may show its images, as feed readers do.
 */
function defaults(sources: Sources, isHttps: boolean): Readonly<Record<string, string>> {
  return {
    "Content-Security-Policy": contentSecurityPolicy(sources),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": sources.has("frame-ancestors") ? "SAMEORIGIN" : "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    // Two years, for this host name only: the site's author decides about subdomains (RFC 6797, 6.1).
    ...(isHttps && { "Strict-Transport-Security": "max-age=63072000" }),
    "Cache-Control": FRESH,
  };
}

export interface HeaderInput {
  readonly options: HeaderOptions;
  readonly sources: Sources;
  /** The site's `url`. With `http:`, the headers do not require HTTPS. */
  readonly url: string;
  /** The files of the output folder. */
  readonly files: Iterable<string>;
  /** The files that never change, regardless of their names. */
  readonly hashed?: Iterable<string>;
}

/** The rules, from the widest path to the narrowest. */
export function headerRules({
  options,
  sources,
  url,
  files,
  hashed = [],
}: HeaderInput): readonly HeaderRule[] {
  const rules = new Map<string, { headers: Record<string, string>; own: Set<string> }>();
  const at = (path: string) =>
    rules.get(path) ?? rules.set(path, { headers: {}, own: new Set<string>() }).get(path)!;
  Object.assign(at("/*").headers, defaults(sources, !url.startsWith("http:")));
  for (const path of immutablePaths(files, hashed)) at(path).headers["Cache-Control"] = IMMUTABLE;
  for (const [path, headers] of Object.entries(options)) {
    const rule = at(path);
    for (const [name, value] of Object.entries(headers)) {
      const known = Object.keys(rule.headers).find((key) => key.toLowerCase() === name.toLowerCase()) ?? name;
      rule.own.add(known);
      if (value === false) delete rule.headers[known];
      else rule.headers[known] = value;
    }
  }
  const width = (path: string) => (path.endsWith("/*") ? path.length - 2 : Infinity);
  return [...rules]
    .map(([path, rule]) => ({ path, ...rule }))
    .filter(({ headers }) => Object.keys(headers).length > 0)
    .sort((a, b) => width(a.path) - width(b.path) || (a.path < b.path ? -1 : 1));
}

/** Whether a rule covers a URL of the site, without the base. */
export function covers(rule: string, path: string): boolean {
  return rule.endsWith("/*") ? path.startsWith(rule.slice(0, -1)) : rule === path;
}

/** The headers of one URL. If two rules set a header, the narrower rule wins. */
export function headersFor(rules: readonly HeaderRule[], path: string): Record<string, string> {
  return Object.assign(
    {},
    ...rules.filter((rule) => covers(rule.path, path)).map(({ headers }) => headers),
  ) as Record<string, string>;
}

/** A name that contains a hash: eight or more hexadecimal digits, including letters, before the extension. */
const HASHED = /[.-](?=[0-9a-f]*[a-f])(?=[0-9a-f]*[0-9])[0-9a-f]{8,64}\.[a-z0-9]+(?:\.map)?$/;

/** Whether a file's name changes with its bytes. */
export function isHashedName(path: string): boolean {
  return HASHED.test(path);
}

/**
 * Paths that cover the files whose names change with their bytes: whole folders if all their files do,
 * otherwise single files.
 */
export function immutablePaths(files: Iterable<string>, hashed: Iterable<string> = []): readonly string[] {
  const folders = new Map<string, { hashed: string[]; others: boolean }>();
  const known = new Set(hashed);
  for (const file of new Set([...files, ...known])) {
    const slash = file.lastIndexOf("/") + 1;
    const folder = folders.get(file.slice(0, slash)) ?? { hashed: [], others: false };
    folders.set(file.slice(0, slash), folder);
    if (known.has(file) || HASHED.test(file)) folder.hashed.push(`/${encodeURI(file)}`);
    else folder.others = true;
  }
  const isWhole = (name: string) =>
    name !== "" && [...folders].every(([other, { others }]) => !other.startsWith(name) || !others);
  return [...folders]
    .filter(([, { hashed }]) => hashed.length > 0)
    .flatMap(([name, { hashed }]) => (isWhole(name) ? [`/${encodeURI(name)}*`] : hashed));
}
