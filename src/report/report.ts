/** Prints Diagnostics for people and programs. */

import { createHash } from "node:crypto";
import picocolors from "picocolors";
import { formatCount, formatNumber } from "../utils/plural.js";
import { catalogue } from "../diagnostics/catalogue.js";
import { clean } from "../utils/clean.js";
import { codeFrameOf, placeOf, withLine, type ReadLine } from "./code-frame.js";
import { foldCauses } from "./fold-causes.js";
import { groupBy } from "../utils/group-by.js";
import type { Diagnostic } from "../model/model.js";

type Colors = ReturnType<typeof picocolors.createColors>;

export type Format = "text" | "json" | "sarif" | "github" | "gitlab";
export const FORMATS: readonly Format[] = ["text", "json", "sarif", "github", "gitlab"];

/** Sorts by file, line and column, and removes duplicates. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  const once = diagnostics.filter((found) => {
    const key = JSON.stringify([found.code, found.file, found.line, found.column, found.message]);
    return !seen.has(key) && seen.add(key);
  });
  const byText = (a = "", b = "") => (a < b ? -1 : a > b ? 1 : 0);
  return once.sort(
    (a, b) =>
      byText(a.file, b.file) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0) ||
      byText(a.code, b.code),
  );
}

export interface TextOptions {
  readonly color?: boolean;
  /** Whether every place and every finding is shown. Otherwise only the first of many. */
  readonly verbose?: boolean;
}

/** All Diagnostics in one of the formats. Without Diagnostics an empty string, if the format allows it. */
export function report(
  diagnostics: readonly Diagnostic[],
  format: Format,
  readLine: ReadLine,
  { color = false, verbose = false }: TextOptions = {},
): string {
  const all = sortDiagnostics(diagnostics);
  const sorted = verbose ? all : foldCauses(all);
  const withLines = () => sorted.map((found) => withLine(found, readLine));
  if (format === "json")
    return `${JSON.stringify({ diagnostics: withLines().map(inOrder) }, undefined, 2)}\n`;
  if (format === "sarif") return `${JSON.stringify(sarif(withLines()), undefined, 2)}\n`;
  if (format === "gitlab") return `${JSON.stringify(sorted.map(gitlab), undefined, 2)}\n`;
  if (format === "github") return sorted.map(github).join("");
  const paint = picocolors.createColors(color);
  const { shown, hidden } = verbose ? { shown: mergeEqual(sorted), hidden: [] } : firstOf(mergeEqual(sorted));
  const more = hidden.map(
    ([code, found]) => `${code}: ${formatCount(found, "more finding")}. Use \`--verbose\` to print them.\n`,
  );
  return [...shown.map((same) => text(same, readLine, paint, verbose)), ...more].join("\n");
}

/** Limits of the text format: places of equal findings, and different findings of one code. */
const MAX_PLACES = 5;
const MAX_OF_CODE = 50;

/** The first findings of each code, and the number of those left out. */
function firstOf(all: readonly EqualFindings[]): {
  readonly shown: readonly EqualFindings[];
  readonly hidden: readonly (readonly [code: string, findings: number])[];
} {
  const seen = new Map<string, number>();
  const hidden = new Map<string, number>();
  const shown = all.filter((same) => {
    const [{ code }] = same;
    seen.set(code, (seen.get(code) ?? 0) + 1);
    const isShown = (seen.get(code) ?? 0) <= MAX_OF_CODE;
    if (!isShown) hidden.set(code, (hidden.get(code) ?? 0) + same.length);
    return isShown;
  });
  return { shown, hidden: [...hidden] };
}

/** Up to this number, equal findings are shown separately. */
const MAX_LISTED = 3;

/** Equal findings: the first one and the others. */
type EqualFindings = readonly [Diagnostic, ...Diagnostic[]];

/**
 * Merges equal findings if there are many. Errors come last, at the end of a long report, where they are read
 * first.
 */
function mergeEqual(sorted: readonly Diagnostic[]): readonly EqualFindings[] {
  const keyOf = ({ code, level, message, hint }: Diagnostic) => JSON.stringify([code, level, message, hint]);
  const groups = groupBy(sorted, keyOf);
  const merged = sorted.flatMap((found): readonly EqualFindings[] => {
    const group = groups.get(keyOf(found)) ?? [found];
    return group.length <= MAX_LISTED ? [[found]] : group[0] === found ? [group] : [];
  });
  return [
    ...merged.filter(([{ level }]) => level !== "error"),
    ...merged.filter(([{ level }]) => level === "error"),
  ];
}

/** The keys in a fixed order, independent of how the Diagnostic was created. */
function inOrder(found: Diagnostic): object {
  const { code, level, file, line, column, length, message, hint, lineText, fix } = found;
  return { code, level, file, line, column, length, message, hint, lineText, fix };
}

/** If there are more findings, they are also counted by code. */
const MAX_UNCOUNTED = 20;

/** `2 errors, 1 warning`, followed by counts of codes if there are many; empty without findings. */
export function countText(diagnostics: readonly Diagnostic[]): string {
  const sorted = foldCauses(sortDiagnostics(diagnostics));
  const errors = sorted.filter(({ level }) => level === "error").length;
  const warnings = sorted.length - errors;
  const counts = [plural(errors, "error"), plural(warnings, "warning")]
    .filter((part) => part !== "")
    .join(", ");
  const codes = groupBy(sorted, ({ code }) => code);
  if (sorted.length <= MAX_UNCOUNTED) return counts;
  return `${counts}: ${[...codes]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([code, found]) => `${formatNumber(found.length)} ${code}`)
    .join(", ")}`;
}

/** Like `countText` if there are many findings; empty otherwise. */
export function manyText(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.length <= MAX_UNCOUNTED ? "" : countText(diagnostics);
}

function plural(amount: number, word: string): string {
  return amount === 0 ? "" : formatCount(amount, word);
}

/** The first of several equal findings, and the places of the others. */
function text(
  [found, ...others]: EqualFindings,
  readLine: ReadLine,
  paint: Colors,
  verbose: boolean,
): string {
  const tint = found.level === "error" ? paint.red : paint.yellow;
  const place = found.file === undefined ? "" : `  ${paint.cyan(clean(placeOf(found)))}`;
  const lines = [`${paint.bold(tint(found.level))}  ${found.code}${place}`, indent(found.message)];
  const frame = codeFrameOf(found, readLine);
  if (frame !== undefined)
    lines.push(
      `  ${paint.dim(`${frame.number} │`)} ${frame.line}`,
      `  ${paint.dim(`${" ".repeat(frame.number.length)} │`)} ${frame.before}${tint(frame.carets)}`,
    );
  if (found.hint !== undefined) lines.push(indent(found.hint));
  if (others.length > 0) {
    const listed = verbose ? others : others.slice(0, MAX_PLACES - 1);
    lines.push(
      `  Also in ${formatCount(others.length, "more place")}:`,
      ...placesOf(listed).map((places) => `    ${paint.cyan(clean(places))}`),
      ...(listed.length < others.length
        ? [`    … and ${formatNumber(others.length - listed.length)} more (\`--verbose\` prints them)`]
        : []),
    );
  }
  return `${lines.join("\n")}\n`;
}

/** Places by file: `content/a.md:3:7, 9:1`. */
function placesOf(found: readonly Diagnostic[]): string[] {
  return [...groupBy(found, ({ file }) => file).values()].map(([first, ...others]) =>
    [first, ...others.map(({ line, column }) => ({ line, column }))]
      .map((one) => placeOf(one as Diagnostic).replace(/^:/, ""))
      .join(", "),
  );
}

function indent(text: string): string {
  return `  ${clean(text).replaceAll("\n", "\n  ")}`;
}

/** A workflow command (GitHub Docs, "Workflow commands for GitHub Actions"). */
function github(found: Diagnostic): string {
  const value = (text: string) => data(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
  const data = (text: string) => text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
  const properties = [
    ...(found.file === undefined ? [] : [`file=${value(found.file)}`]),
    ...(found.line === undefined ? [] : [`line=${found.line}`]),
    ...(found.column === undefined ? [] : [`col=${found.column}`]),
    `title=${value(found.code)}`,
  ];
  return (
    `::${found.level} ` +
    `${properties.join(",")}::${data([found.message, found.hint].filter(Boolean).join(" "))}\n`
  );
}

/**
 * An entry of GitLab's code quality report
 * (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format).
 */
function gitlab({ code, level, file = ".", line = 1, message, hint }: Diagnostic): object {
  const fingerprint = createHash("sha256")
    .update(JSON.stringify([code, file, message]))
    .digest("hex");
  return {
    description: [message, hint].filter(Boolean).join(" "),
    check_name: code,
    fingerprint,
    severity: level === "error" ? "major" : "minor",
    location: { path: file, lines: { begin: line } },
  };
}

/** SARIF 2.1.0 (OASIS Standard). */
function sarif(diagnostics: readonly Diagnostic[]): object {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        // Columns of a Diagnostic count UTF-16 units, as editors' protocols do.
        columnKind: "utf16CodeUnits",
        tool: {
          driver: {
            name: "Handbill",
            rules: codes.map((code) => ({
              id: code,
              shortDescription: { text: catalogue[code].what },
              fullDescription: { text: catalogue[code].why },
              help: { text: catalogue[code].fix },
            })),
          },
        },
        results: diagnostics.map((found) => ({
          ruleId: found.code,
          ruleIndex: codes.indexOf(found.code),
          level: found.level,
          message: { text: [found.message, found.hint].filter(Boolean).join(" ") },
          ...(found.file !== undefined && {
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: found.file.split("/").map(encodeURIComponent).join("/") },
                  ...(found.line !== undefined && {
                    region: {
                      startLine: found.line,
                      ...(found.column !== undefined && {
                        startColumn: found.column,
                        ...(found.length !== undefined && { endColumn: found.column + found.length }),
                      }),
                      ...(found.lineText !== undefined && { snippet: { text: found.lineText } }),
                    },
                  }),
                },
              },
            ],
          }),
        })),
      },
    ],
  };
}
