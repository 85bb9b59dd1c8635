/**
 * Turns errors of Eleventy, Nunjucks, Liquid and the site's own code into Diagnostics at the author's line.
 */

import { columnOfError } from "../utils/column-of-error.js";
import { mistakeColumn } from "../utils/nunjucks-messages.js";
import { textOfValue } from "../utils/text-of-value.js";
import { relative, resolve } from "node:path";
import { diagnostic, type Place } from "../diagnostics/catalogue.js";
import type { Diagnostic, Position } from "../model/model.js";
import { tagSlug } from "../site/tag-slug.js";
import type { TemplateFiles } from "../templates/load.js";
import { failureText } from "./failure-text.js";
import { CannotWait } from "./nunjucks-waiting.js";

/** Carries a Diagnostic through code that can only throw. */
export class Failure extends Error {
  constructor(readonly diagnostic: Diagnostic) {
    super(diagnostic.message);
  }
}

/** An error that passes through Eleventy and does not belong to a page. */
export class Passing extends Error {}

export interface Sources {
  readonly root: string;
  /** The lines of a module that is compiled before it runs. Undefined if Node runs it as it is. */
  compiledLines(file: string): readonly string[] | undefined;
  readonly templates: TemplateFiles;
  /** Line on which the body of a page starts, by its source. */
  bodyLine(source: string): number;
  /** The text of a page that Eleventy evaluates, without its front matter; empty for others. */
  body(source: string): string;
  /** The place at which the page sets its permalink. */
  permalinkPlace(source: string): Position;
  /** All tags of the site. */
  tags(): ReadonlySet<string>;
}

/**
 * The Diagnostic for an error that was thrown while `source` rendered (absent: while the site was prepared).
 */
export function failureDiagnostic(thrown: unknown, sources: Sources, source?: string): Diagnostic {
  const chain = causes(thrown);
  for (const error of chain) {
    if (error instanceof Passing) throw error;
    if (error instanceof Failure) return error.diagnostic;
    if (error instanceof CannotWait) return waitingDiagnostic(error, sources);
  }
  const conflict = chain
    .map((error) => conflictDiagnostic(error, sources))
    .find((found) => found !== undefined);
  if (conflict !== undefined) return conflict;
  const innermost = chain.at(-1) ?? new Error(textOfValue(thrown));
  const [, paginated, list] =
    /^Could not find pagination data(?: \(\.\/(.+?)\))?, went looking for: (.+)$/m.exec(innermost.message) ??
    [];
  const unpaginated = paginated ?? source;
  if (list !== undefined && unpaginated !== undefined)
    return diagnostic(
      "template-failed",
      { file: unpaginated, line: 1, column: 1 },
      `The page paginates over \`${list}\`, which is never set.`,
      "Set `pagination.data` to a data key or a collection.",
    );
  const place =
    nunjucksPlace(chain, sources) ??
    liquidPlace(chain, sources) ??
    stackPlace(chain, sources) ??
    (source === undefined ? {} : { file: source });
  const during = source === undefined || place.file === source ? "" : ` while rendering ${source}`;
  const [says, hint] = failureText(innermost, restAt(place, sources));
  return diagnostic(
    "template-failed",
    place,
    `${says}${during === "" ? "" : ` It happened${during}.`}`,
    hint,
  );
}

/** An asynchronous part of a macro, which must return its text at once. */
function waitingDiagnostic({ template, lineno, colno, waits }: CannotWait, sources: Sources): Diagnostic {
  const file = fileOf(template, sources);
  const lines = file.body.split("\n");
  const start = lines.slice(0, lineno).reduce((sum, line) => sum + line.length + 1, colno);
  // The position may be that of the text after the name.
  const at = file.body.startsWith(waits, start) ? start : file.body.lastIndexOf(waits, start);
  return diagnostic(
    "template-failed",
    { ...positionOf(file, at === -1 ? start : at), length: waits.length },
    `\`${waits}\` is asynchronous, and macros cannot wait for it.`,
    "Use it outside the macro and pass the result as an argument, or use an `include` instead of the macro.",
  );
}

/**
 * For rendering that exceeds a time limit in milliseconds. `file`: the file that renders. `source`: the page.
 * Both may be several.
 */
export function endlessDiagnostic(
  file: string | undefined,
  source: string | undefined,
  milliseconds: number,
): Diagnostic {
  const during = source === undefined || file === source ? "" : ` for ${source}`;
  return diagnostic(
    "template-failed",
    file === undefined ? {} : { file },
    `This did not finish${during} within ${Math.ceil(milliseconds / 1000)} seconds. It may wait ` +
      "for a promise that never settles.",
    "Add timeouts to asynchronous filters, shortcodes and functions, for example to their network requests.",
  );
}

/** Eleventy itself finds two pages for one file, among those that it evaluates. */
function conflictDiagnostic({ message }: Error, { permalinkPlace, tags }: Sources): Diagnostic | undefined {
  const output = /^Output conflict: multiple input files are writing to `\.\/_site\/([^`]+)`/.exec(
    message,
  )?.[1];
  if (output === undefined) return undefined;
  const files = [...message.matchAll(/^ *\d+\. \.\/(.+)$/gm)].map((match) => match[1] ?? "");
  const [first = "", ...others] = files;
  const place = { file: first, ...permalinkPlace(first) };
  if (!others.every((file) => file === first))
    return diagnostic(
      "output-conflict",
      place,
      `${files.join(" and ")} both write the file ${output}.`,
      "Change the permalink of one of them.",
    );
  const parts = new Set(output.split("/"));
  const met = [...tags()].filter(
    (tag) =>
      parts.has(tagSlug(tag)) ||
      parts.has(
        tag
          .toLowerCase()
          .replace(/[^a-z\d]+/g, "-")
          .replace(/^-|-$/g, ""),
      ),
  );
  const what = `${first} writes the file ${output} more than once`;
  if (met.length < 2)
    return diagnostic(
      "output-conflict",
      place,
      `${what}.`,
      "Use a different permalink for each page, for example with the page number in it.",
    );
  const isOne = new Set(met.map(tagSlug)).size < met.length;
  return diagnostic(
    "output-conflict",
    place,
    `${what}: for the tags ${met.map((tag) => `\`${tag}\``).join(" and ")}.`,
    isOne ? "If they are the same tag, write them the same way." : "The filter `tagSlug` keeps them apart.",
  );
}

/** The error and its causes, outermost first. */
export function causes(thrown: unknown): Error[] {
  const chain: Error[] = [];
  let next: unknown = thrown;
  while (next instanceof Error && !chain.includes(next)) {
    chain.push(next);
    const { originalError, cause } = next as { originalError?: unknown; cause?: unknown };
    next = originalError ?? cause;
  }
  return chain;
}

/**
 * Nunjucks names the templates on the way only in the text of an error, the innermost last. Its line numbers
 * start at 0 for errors of a running template.
 */
const NUNJUCKS_TRAIL = /^\s*(?:Template render error: )?\(([^()\n]+)\)(?: \[Line (\d+), Column (\d+)\])?$/gm;

/** Errors of Nunjucks' parser, and of `throwOnUndefined`, whose lines and columns start at 1. */
const COUNTED_FROM_ONE =
  /^[ \t]*(?:Error: )?(?:parse[A-Z]\w*: |(?:un)?expected |tag name expected|unknown block tag: |invalid (?:boolean|index)|attempted to output )/im;

/** Eleventy's text around an error of a filter or a shortcode, for which Nunjucks has no line. */
const NAMED =
  /(?:Nunjucks Filter|Nunjucks shortcode|Nunjucks paired shortcode) `([^`]+)`|filter not found: ([\w.]+)/;

function nunjucksPlace(chain: readonly Error[], sources: Sources): Place | undefined {
  const templateError = chain.find((error) => error.name === "Template render error");
  const trail = [...(templateError?.message ?? "").matchAll(NUNJUCKS_TRAIL)];
  const innermost = trail.at(-1);
  if (innermost === undefined) return undefined;
  const [, name = "", line, column] = innermost;
  const file = fileOf(name, sources);
  const used = chain
    .map((error) => NAMED.exec(error.message))
    .map((found) => found?.[1] ?? found?.[2])
    .find((found) => found !== undefined);
  const use =
    used === undefined
      ? undefined
      : new RegExp(`\\|\\s*(?=${used}\\b)|\\{%-?\\s*(?=${used}\\b)`).exec(file.body);
  if (use !== undefined && use !== null && used !== undefined)
    return { ...positionOf(file, use.index + use[0].length), length: used.length };
  // Nunjucks has no line for errors on the first one.
  if (line === undefined) return positionOf(file, calleeOffset(chain, file.body));
  const first = COUNTED_FROM_ONE.test(templateError?.message ?? "") ? 1 : 0;
  const row = Number(line) - first;
  const text = file.body.split("\n")[row] ?? "";
  const before = mistakeColumn(templateError?.message ?? "", text, Number(column) - first);
  // For a call, Nunjucks points at the bracket. The name before it is more helpful.
  const callee = /[\w.]+$/.exec(text.slice(0, before))?.[0] ?? "";
  return {
    file: file.path,
    line: file.bodyLine + row,
    column: before + 1 - callee.length,
    length: Math.max(1, callee.length),
  };
}

/** Where a body calls the function that has no value; 0 if that is unknown. */
function calleeOffset(chain: readonly Error[], body: string): number {
  const [, name = ""] =
    chain.map(({ message }) => /Unable to call `([^`]+)`/.exec(message)).find((found) => found !== null) ??
    [];
  const written = name.replace(/\["(\w+)"\]/g, ".$1");
  return written === "" ? 0 : Math.max(0, (body.split("\n")[0] ?? "").indexOf(`${written}(`));
}

interface TextFile {
  readonly path: string;
  readonly body: string;
  readonly bodyLine: number;
}

function positionOf({ path, body, bodyLine }: TextFile, offset: number): Place {
  const before = body.slice(0, offset).split("\n");
  return { file: path, line: bodyLine + before.length - 1, column: (before.at(-1) ?? "").length + 1 };
}

/** The template's line from the place of an error. */
function restAt({ file, line, column }: Place, sources: Sources): string {
  if (file === undefined || line === undefined) return "";
  const { body, bodyLine } = fileOf(file, sources);
  return (body.split("\n")[line - bodyLine] ?? "").slice((column ?? 1) - 1);
}

/** LiquidJS: "…, file:./content/a.liquid, line:3, col:4". */
function liquidPlace(chain: readonly Error[], sources: Sources): Place | undefined {
  for (const error of [...chain].reverse()) {
    const found = /(?:file:([^,\n]+), )?line:(\d+), col:(\d+)/.exec(error.message);
    const file = found?.[1];
    if (found !== null && file !== undefined)
      return inFile(file, Number(found[2]), Number(found[3]), sources);
  }
  return undefined;
}

/** The place of the first stack frame in a file of the site. */
function stackPlace(chain: readonly Error[], sources: Sources): Place | undefined {
  for (const error of [...chain].reverse()) {
    const place = placeInStack(error.stack ?? "", sources.root);
    if (place?.file === undefined || place.line === undefined) continue;
    const lines = sources.compiledLines(place.file);
    return lines === undefined
      ? place
      : { ...place, ...columnOfError(lines[place.line - 1] ?? "", error.message) };
  }
  return undefined;
}

/** The place of the first stack frame in one of the site's own files. */
export function placeInStack(stack: string, root: string): Place | undefined {
  for (const frame of stack.matchAll(
    /(?:\(|at )(?:file:\/\/)?(\/[^():\n?]+)(?:\?[^:\n]*)?:(\d+):(\d+)\)?/g,
  )) {
    const path = relative(root, frame[1] ?? "").replaceAll("\\", "/");
    if (path.startsWith("..") || path.includes("node_modules/")) continue;
    return { file: path, line: Number(frame[2]), column: Number(frame[3]) };
  }
  return undefined;
}

/** Translates a position in a template engine's text to the author's file. */
function inFile(name: string, line: number, column: number, sources: Sources): Place {
  const { path, bodyLine } = fileOf(name, sources);
  return { file: path, line: line + bodyLine - 1, column };
}

/** The file for a template engine's name. */
function fileOf(name: string, sources: Sources): TextFile {
  const absolute = resolve(sources.root, name);
  for (const template of sources.templates.values()) {
    if (template.path === name || template.name === name || template.file === absolute) return template;
  }
  const path = relative(sources.root, absolute).replaceAll("\\", "/");
  return { path, bodyLine: sources.bodyLine(path), body: sources.body(path) };
}
