/** Places Eleventy's own errors, which name only a file, at the front matter line that causes them. */

import { diagnostic, type DiagnosticCode, type Place } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import { causes } from "./failure.js";

/** Returns the text of a source file; empty if there is none. */
export type TextOf = (source: string) => string;

interface Known {
  readonly matches: RegExp;
  readonly code?: DiagnosticCode;
  /** The front matter key that causes the error, or a function of the value; absent if it is in no file. */
  readonly key?: string | ((value: string) => string);
  /** The message and hint for the `value` that `matches` found, and for the files that it names. */
  say(value: string, files: string): readonly [message: string, hint: string];
}

const KNOWN: readonly Known[] = [
  {
    matches: /layout that does not exist: .{0,500}\(via `layout: (?<value>[^`]{0,500})`/,
    key: "layout",
    say: (layout) => [
      `The layout \`${layout}\` does not exist.`,
      "Check its name. Eleventy looks for layouts in the includes folder, or in the folder that " +
        "`dir.layouts` names.",
    ],
  },
  {
    matches: /^Your layouts have a circular reference, starting at (?<value>.+?)! /m,
    key: "layout",
    say: (layout) => [
      `The layout \`${layout}\` uses itself: one of its own layouts names it again.`,
      "Remove `layout` from the outermost of them.",
    ],
  },
  {
    matches: /^Data cascade value for `date` \((?<value>.*)\) is invalid for \.\/(?<source>.+)$/m,
    key: "date",
    say: (date) => [`\`${date}\` is not a date.`, "Write it as `2026-01-31`, or remove it."],
  },
  {
    matches:
      /^The template at '\.\/(?<source>[^']+)' attempted to write to '(?<value>[^']+)'[^]* does not include a file extension/,
    key: "permalink",
    say: (path) => [
      /\s$/.test(path)
        ? `The permalink ends with a line break, which becomes part of the file name.`
        : `The page would become the file ${path.replace(/^\.\//, "")}, which has no file extension.`,
      /\s$/.test(path)
        ? "Write it in one line, or use `>-` or `|-`."
        : "End the permalink with `/` or with a file extension. To allow it, set " +
          "`eleventyAllowMissingExtension: true`.",
    ],
  },
  {
    matches: /^Missing pagination size in front matter data \(\.\/(?<source>.+)\)/m,
    key: "pagination",
    say: () => ["The pagination has no size.", "Set `size`, for example `size: 10`."],
  },
  {
    matches: /^Cannot override reserved Eleventy properties: (?<value>\w+)/m,
    key: (name) => name,
    say: (name) => [`Eleventy provides \`${name}\`, so you cannot set it.`, "Choose another name."],
  },
  {
    matches: /^Dependency Cycle Found: (?<value>.+)$/m,
    key: (keys) => keys.split(" ")[0] ?? "",
    say: (keys) => [
      `Computed data depends on itself: ${keys.replaceAll("->", "→")}.`,
      "Remove one of these references.",
    ],
  },
  {
    matches:
      /^Multiple passthrough copy files are trying to write to the same output file \(\.\/(?:\.cache\/handbill\/\w+\/)?(?<value>[^)]+)\)\. (?<files>.+)$/m,
    code: "output-conflict",
    say: (path, files) => [
      `${files.replaceAll("./", "").replace(/\.$/, "")} are copied to the same path ${path}.`,
      "Copy them to different paths.",
    ],
  },
  {
    matches: /^A virtual template had the same path as a file on the file system: "\.\/(?<source>.+)"/m,
    key: "",
    say: (_, path) => [
      `The configuration also adds a template with the path ${path}.`,
      "Give the virtual template another path.",
    ],
  },
  {
    matches: /^Missing input file for `html-relative` Passthrough Copy file: (?<value>.+)$/m,
    key: "",
    say: (path) => [
      `The page shows \`${path.replace(/^.*\//, "")}\`, but ${path} does not exist.`,
      "Add the file, or fix its path.",
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
    for (const { matches, code = "template-failed", key, say } of KNOWN) {
      const groups = matches.exec(error.message)?.groups;
      if (groups === undefined) continue;
      const { value = "", source: named } = groups;
      const file = named ?? source;
      const name = typeof key === "function" ? key(value) : key;
      const place = file === undefined || name === undefined ? {} : placeOfValue(file, name, textOf(file));
      return diagnostic(code, place, ...say(value, groups["files"] ?? named ?? ""));
    }
  }
  return undefined;
}

/** The place of a front matter value; the start of the file if another file sets it. */
function placeOfValue(file: string, key: string, text: string): Place {
  const front = /^---[^\n]*\n[^]*?\n---/.exec(text)?.[0] ?? "";
  const name = key.replace(/[^\w]/g, "\\$&");
  const found =
    name === "" ? null : new RegExp(`^([ \\t{]*)(["']?${name}["']?[ \\t]*:[ \\t]*)(.*)$`, "m").exec(front);
  if (found === null) return { file, line: 1, column: 1 };
  const [, before = "", start = "", value = ""] = found;
  const line = front.slice(0, found.index).split("\n").length;
  const length = value.trim().length;
  // A value in the following lines is reported at its key.
  return length === 0
    ? { file, line, column: before.length + 1, length: key.length }
    : { file, line, column: before.length + start.length + 1, length };
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
