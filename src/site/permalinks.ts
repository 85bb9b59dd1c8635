/** Turns a page's source path or permalink into a URL and an output file. */

import type { UrlStyle } from "../config/options.js";
import { diagnostic, type Place } from "../diagnostics/catalogue.js";
import type { Diagnostic, WithDiagnostics } from "../model/model.js";
import { calendarDate, dayAtStart } from "../content/frontmatter/calendar-date.js";
import { codePoint, INVISIBLE } from "../utils/invisible.js";
import { decodePath } from "../utils/percent.js";
import { PAGE_FILES, urlOfFile } from "../utils/output-files.js";
import { withoutEnding } from "../utils/page-formats.js";

/** A page's URL and its output file; both false if the page is not written. */
export type Placed =
  | { readonly url: string; readonly output: string }
  | { readonly url: false; readonly output: false };

/** Files that hosts expect without an extension. */
const BARE_FILES = new Set(["_redirects", "_headers", "CNAME"]);

/**
 * The path of a source inside content/, without its extension and a date at the start of its name:
 * `docs/start`.
 */
function stem(source: string): string {
  const path = withoutEnding(source.replace(/^content\//, ""));
  const slash = path.lastIndexOf("/") + 1;
  return path.slice(0, slash) + withoutDate(path.slice(slash));
}

function withoutDate(name: string): string {
  const short = dayAtStart(name)?.written;
  if (short !== undefined && name.charAt(short.length) === "-") return name.slice(short.length + 1) || name;
  return /\d{4}-\d{2}-\d{2}-(.*)/.exec(name)?.[1] ?? name;
}

/** Eleventy's `page.filePathStem`: `/docs/start`. */
export function filePathStem(source: string): string {
  return `/${stem(source)}`;
}

/** Eleventy's `page.fileSlug`: the name of the file, or of the folder for an index file. */
export function fileSlug(source: string): string {
  const parts = stem(source).split("/");
  const last = parts.pop() ?? "";
  return last === "index" ? withoutDate(parts.pop() ?? "") : last;
}

/**
 * The place of a page without a permalink. `source` is the path that decides it, and `file` the real file.
 */
export function placeSource(source: string, style: UrlStyle, file = source): WithDiagnostics<Placed> {
  const path = stem(source);
  // All hosts expect the 404 page here.
  if (path === "404") return { value: { url: "/404.html", output: "404.html" }, diagnostics: [] };
  const output = /(?:^|\/)index$/.test(path) ? `${path}.html` : PAGE_FILES[style](path);
  const problem = checkPath(path, output, { file, line: 1, column: 1 }, "The name of this file");
  return {
    value: { url: urlOf(output, style), output },
    diagnostics: problem === undefined ? [] : [problem],
  };
}

/** The place for a permalink. With a diagnostic, the value is a page that is not written. */
export function placePermalink(
  permalink: string | false,
  style: UrlStyle,
  place: Place,
): WithDiagnostics<Placed> {
  const nowhere: Placed = { url: false, output: false };
  if (permalink === false) return { value: nowhere, diagnostics: [] };
  const written = { ...place, length: Math.max(1, permalink.length) };
  const path = decodePath(permalink.trim());
  if (path === undefined)
    return refuse(
      diagnostic(
        "permalink-invalid",
        written,
        `The permalink \`${permalink}\` contains a % that does not start an escape.`,
        "Write %25 for a percent sign.",
      ),
    );
  if (path === "")
    return refuse(
      diagnostic(
        "permalink-invalid",
        written,
        "The permalink is empty.",
        "Write / for the home page, or false to write no file.",
      ),
    );
  const hidden = INVISIBLE.exec(path);
  if (hidden !== null)
    return refuse(
      diagnostic(
        "front-matter-invisible",
        written,
        `The permalink contains an invisible character, ${codePoint(hidden[0])}.`,
        "Type it again.",
      ),
    );
  const inner = path.includes("//") ? path : path.replace(/^\/|\/$/g, "");
  const output = outputOf(path.replace(/^\//, ""), style);
  const problem = checkPath(inner, output, written, `The permalink \`${permalink}\``);
  if (problem !== undefined) return refuse(problem);
  return { value: { url: urlOf(output, style), output }, diagnostics: [] };

  function refuse(found: Diagnostic): WithDiagnostics<Placed> {
    return { value: nowhere, diagnostics: [found] };
  }
}

function outputOf(path: string, style: UrlStyle): string {
  if (path === "" || path.endsWith("/")) return `${path}index.html`;
  const name = path.slice(path.lastIndexOf("/") + 1);
  return /\.[a-z][a-z0-9]*$/i.test(name) || BARE_FILES.has(name) ? path : PAGE_FILES[style](path);
}

/** The URL of an output file, percent-encoded. `index.html` has the URL of its folder. */
export function urlOf(output: string, style: UrlStyle): string {
  const path = urlOfFile(output);
  const short = style === "file" && path !== "404.html" ? path.replace(/\.html$/, "") : path;
  return `/${encodePath(short)}`;
}

/** Most paths: no characters to encode or to check. */
const PLAIN = /^[\w./-]*$/;

/** A path percent-encoded for URLs, with `/` kept (RFC 3986, 3.3). */
export function encodePath(path: string): string {
  if (PLAIN.test(path)) return path;
  return encodeURI(path.replace(/\p{Surrogate}/gu, "\ufffd")).replace(/[?#]/g, encodeURIComponent);
}

/** Hidden names that hosts read or serve (RFC 8615). */
const SERVED_HIDDEN = new Set([".well-known", ".htaccess", ".nojekyll"]);

/**
 * Names that Windows reserves for devices, with any extension (Microsoft, "Naming Files, Paths, and
 * Namespaces").
 */
const RESERVED =
  /^(?:con|conin\$|conout\$|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3]) *(?:\.|$)/i;
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/[\u0000-\u001f\u007f-\u009f]/, "contains a control character"],
  [/\p{Surrogate}/u, "contains half of a character (a lone surrogate)"],
  [/[?#]/, "contains ? or #, which end the path of a URL"],
  [/\\/, "contains a backslash"],
  [/[<>:"|*]/, 'contains one of < > : " | *, which Windows does not allow'],
];

/** Matches every invalid path and a few valid ones, so that most paths need no check of their parts. */
const MAYBE_INVALID = /[^\w./-]|(?:^|\/)(?:\.|\/|con|prn|aux|nul|com|lpt)|[. /]$|\.\//i;

/** PATH_MAX of macOS, and the longest key of object stores. */
const MAX_PATH_BYTES = 1024;

/** Reports a path or output file that is invalid as a URL of the site; undefined if it is valid. */
function checkPath(path: string, output: string, place: Place, what: string): Diagnostic | undefined {
  const problem = MAYBE_INVALID.test(path) ? checkParts(path, place, what) : undefined;
  if (problem === undefined && Buffer.byteLength(output) > MAX_PATH_BYTES)
    return invalid(
      `is longer than ${MAX_PATH_BYTES.toLocaleString("en")} bytes, the limit of some file systems and hosts`,
      place,
      what,
    );
  if (
    problem !== undefined ||
    output.length <= 85 ||
    output.split("/").every((part) => Buffer.byteLength(part) <= 255)
  )
    return problem;
  return invalid("has a part of more than 255 bytes, the limit of file systems", place, what);
}

function invalid(why: string, place: Place, what: string): Diagnostic {
  return diagnostic(
    "permalink-invalid",
    place,
    `${what} ${why}.`,
    "Use letters, digits, hyphens, dots and slashes.",
  );
}

function checkParts(path: string, place: Place, what: string): Diagnostic | undefined {
  const parts = path.split("/");
  if (/^[a-z]:[\\/]/i.test(path) || parts.includes("..") || path.split("\\").includes("..")) {
    return diagnostic(
      "permalink-outside",
      place,
      `${what} points outside the site.`,
      "Use a URL inside the site, such as /about/.",
    );
  }
  for (const [pattern, why] of FORBIDDEN) if (pattern.test(path)) return invalid(why, place, what);
  for (const part of parts) {
    if (part === "")
      return diagnostic(
        "permalink-invalid",
        place,
        `${what} has an empty part between two slashes.`,
        "Remove one slash. If a filter creates the part from text, use `tagSlug`, which is never empty.",
      );
    if (part === ".") return invalid("has a part that is only a dot", place, what);
    if (part.startsWith(".") && !SERVED_HIDDEN.has(part))
      return diagnostic(
        "permalink-invalid",
        place,
        `${what} contains the hidden name \`${part}\`, which hosts do not serve.`,
        `Remove the dot: ${path.replace(part, part.replace(/^\.+/, ""))}`,
      );
    if (RESERVED.test(part)) return invalid(`contains \`${part}\`, a reserved name on Windows`, place, what);
    if (/[. ]$/.test(part))
      return invalid(`has a part that ends with a dot or a space, \`${part}\``, place, what);
  }
  return undefined;
}

const EPOCH = new Date(0);
const NOTHING: readonly Diagnostic[] = [];

/** A page's date: from front matter, or else from the file name, or else 1970-01-01. */
export function pageDate(value: unknown, source: string): Date {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? EPOCH : value;
  if (typeof value === "string") return calendarDate(value) ?? EPOCH;
  const day = dayInName(source)?.day;
  return (day === undefined ? undefined : calendarDate(day)) ?? EPOCH;
}

/** The date in a page's path: at the start of its file name, or of the closest folder with one. */
function dayInName(source: string): ReturnType<typeof dayAtStart> {
  const [name = "", ...folders] = source.split("/").reverse();
  const ofFile = dayAtStart(name);
  if (ofFile !== undefined) return ofFile;
  for (const folder of folders) {
    const day = dayAtStart(folder);
    if (day !== undefined && /^(?:-|$)/.test(folder.slice(day.written.length))) return day;
  }
  return undefined;
}

/** Reports an invalid date at the start of a file name, if the page has no `date`. */
export function checkDayInName(source: string): readonly Diagnostic[] {
  const named = dayInName(source);
  if (named === undefined || calendarDate(named.day) !== undefined) return NOTHING;
  return [
    diagnostic(
      "front-matter-date",
      { file: source, line: 1, column: 1 },
      `The file name starts with ${named.written}, a date that does not exist.`,
      "Rename the file, or set `date` in its front matter.",
    ),
  ];
}
