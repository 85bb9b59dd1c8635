/** Places Eleventy's own errors, which name only a file, at the front matter line that causes them. */

import { diagnostic, type Place } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import { causes } from "./failure.js";

/** Returns the text of a source file; empty if there is none. */
export type TextOf = (source: string) => string;

interface Known {
  readonly matches: RegExp;
  /** The front matter key that causes the error. */
  readonly key: string;
  /** The message and hint for the `value` that `matches` found. */
  say(value: string): readonly [message: string, hint: string];
}

const KNOWN: readonly Known[] = [
  {
    matches: /layout that does not exist: .{0,500}\(via `layout: (?<value>[^`]{0,500})`/,
    key: "layout",
    say: (layout) => [
      `The layout \`${layout}\` does not exist.`,
      "Check its name. Eleventy looks for layouts in the includes folder, or in the folder that `dir.layouts` names.",
    ],
  },
  {
    matches: /^Data cascade value for `date` \((?<value>.*)\) is invalid for \.\/(?<source>.+)$/m,
    key: "date",
    say: (date) => [`\`${date}\` is not a date.`, "Write it as `2026-01-31`, or remove it."],
  },
  {
    matches:
      /^The template at '\.\/(?<source>[^']+)' attempted to write to '(?<value>[^']+)'.* does not include a file extension/,
    key: "permalink",
    say: (path) => [
      `The page would become the file ${path.replace(/^\.\//, "")}, which has no file extension.`,
      "End the permalink with `/` or with a file extension. To allow it, set `eleventyAllowMissingExtension: true`.",
    ],
  },
];

/**
 * The Diagnostic for an error that Eleventy itself throws; undefined for others. `source`: the page that
 * failed.
 */
export function ownReason(
  thrown: unknown,
  source: string | undefined,
  textOf: TextOf,
): Diagnostic | undefined {
  for (const error of causes(thrown).reverse()) {
    if (error.name === "YAMLException" && source !== undefined) return ofYaml(error, source);
    for (const { matches, key, say } of KNOWN) {
      const groups = matches.exec(error.message)?.groups;
      if (groups === undefined) continue;
      const file = groups["source"] ?? source;
      const place = file === undefined ? {} : placeOfValue(file, key, textOf(file));
      return diagnostic("template-failed", place, ...say(groups["value"] ?? ""));
    }
  }
  return undefined;
}

/** Lines of a YAML error count from the opening `---`. */
function ofYaml(error: Error, source: string): Diagnostic {
  const { reason, mark } = error as Error & {
    readonly reason?: string;
    readonly mark?: { readonly line: number; readonly column: number };
  };
  const place = mark === undefined ? {} : { line: mark.line + 1, column: mark.column + 1 };
  return diagnostic(
    "template-failed",
    { file: source, ...place },
    `The front matter is not valid YAML: ${reason ?? error.message}.`,
    "Fix it here, or in the line above. Text with a colon, a quote or a bracket needs quotes around it.",
  );
}

/** The place of a front matter value; the start of the file if another file sets it. */
function placeOfValue(file: string, key: string, text: string): Place {
  const front = /^---[^\n]*\n[^]*?\n---/.exec(text)?.[0] ?? "";
  const found = new RegExp(`^(["']?${key}["']?\\s{0,9}:\\s{0,9})(.*)$`, "m").exec(front);
  if (found === null) return { file, line: 1, column: 1 };
  const [, start = "", value = ""] = found;
  const line = front.slice(0, found.index).split("\n").length;
  return { file, line, column: start.length + 1, length: Math.max(1, value.trim().length) };
}

/** The name in a message: in backticks, or after “filter not found”; empty if there is none. */
export function nameIn(message: string): string {
  return (
    /`([^`\n]+)`|filter not found: ([\w.]+)/i.exec(message)?.slice(1).find(Boolean)?.replace(/\.$/, "") ?? ""
  );
}

/** The place where a page uses the name in a message; undefined unless exactly one page does. */
export function placeOfUse(message: string, sources: readonly string[], textOf: TextOf): Place | undefined {
  const name = nameIn(message);
  if (name === "") return undefined;
  const use = new RegExp(`(?<![\\w.])${name.replace(/[^\w]/g, "\\$&")}(?!\\w)`);
  const found = sources.flatMap((file) => {
    const lines = textOf(file).split("\n");
    const row = lines.findIndex((line) => use.test(line));
    if (row === -1) return [];
    return [{ file, line: row + 1, column: (lines[row] ?? "").search(use) + 1, length: name.length }];
  });
  return found.length === 1 ? found[0] : undefined;
}
