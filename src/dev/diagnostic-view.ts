/** A Diagnostic in the form that the browser displays. */

import { isBlocking } from "../diagnostics/catalogue.js";
import { codeFrameOf, placeOf, type CodeFrame, type ReadLine } from "../report/code-frame.js";
import type { Diagnostic, Level } from "../model/model.js";

/** Plain data. Every text comes from the author, and is inserted as text, not HTML. */
export interface DiagnosticView {
  readonly code: string;
  readonly level: Level;
  /** Whether the page cannot be made. Then the problem is displayed over the page at once. */
  readonly blocking: boolean;
  readonly message: string;
  readonly hint?: string;
  /** `content/a.md:3:7`. */
  readonly place?: string;
  /** A URL that opens the author's editor at the place. */
  readonly editor?: string;
  readonly frame?: CodeFrame;
}

/** The Diagnostics, errors first. `root`: the absolute path of the site. */
export function viewDiagnostics(
  diagnostics: readonly Diagnostic[],
  root: string,
  editor: Editor,
  readLine: ReadLine,
): readonly DiagnosticView[] {
  const seen = new Set<string>();
  const shown = diagnostics.map((found): DiagnosticView => {
    const frame = codeFrameOf(found, readLine);
    const isOfSite = found.file !== undefined && !found.file.startsWith("handbill:");
    return {
      code: found.code,
      level: found.level,
      blocking: isBlocking(found),
      message: found.message,
      ...(found.hint !== undefined && { hint: found.hint }),
      ...(found.file !== undefined && { place: placeOf(found) }),
      ...(isOfSite && { editor: editor(`${root}/${found.file}`, found.line ?? 1, found.column ?? 1) }),
      ...(frame !== undefined && { frame }),
    };
  });
  const once = shown.filter((one) => {
    const key = JSON.stringify(one);
    return !seen.has(key) && seen.add(key);
  });
  return [...once.filter(({ level }) => level === "error"), ...once.filter(({ level }) => level !== "error")];
}

/** Makes the URL that opens a file, by its absolute path, at a line and a column. */
export type Editor = (file: string, line: number, column: number) => string;

const path = (file: string): string =>
  file
    .replaceAll("\\", "/")
    .split("/")
    .map(encodeURIComponent)
    .join("/")
    .replace(/^(?=[A-Za-z]%3A)/, "/")
    .replace("%3A", ":");

/** URL schemes that editors register with the system, by the documentation of each editor. */
const EDITORS: readonly (readonly [names: RegExp, editor: Editor])[] = [
  [/cursor/i, (file, line, column) => `cursor://file${path(file)}:${line}:${column}`],
  [/windsurf/i, (file, line, column) => `windsurf://file${path(file)}:${line}:${column}`],
  [/codium/i, (file, line, column) => `vscodium://file${path(file)}:${line}:${column}`],
  [/zed/i, (file, line, column) => `zed://file${path(file)}:${line}:${column}`],
  [
    /idea|webstorm|jetbrains/i,
    (file, line, column) => `idea://open?file=${path(file)}&line=${line}&column=${column}`,
  ],
  [/subl/i, (file, line, column) => `subl://open?url=file://${path(file)}&line=${line}&column=${column}`],
  [/mate/i, (file, line, column) => `txmt://open?url=file://${path(file)}&line=${line}&column=${column}`],
];

/**
 * The editor that the environment names (`$VISUAL`, `$EDITOR`, the terminal's program); otherwise Visual
 * Studio Code.
 */
export function editorOf(names: readonly (string | undefined)[]): Editor {
  for (const name of names) {
    const known = EDITORS.find(([pattern]) => pattern.test(name ?? ""));
    if (known !== undefined) return known[1];
  }
  return (file, line, column) => `vscode://file${path(file)}:${line}:${column}`;
}
