/** A Diagnostic as the browser shows it. */

import { isBlocking } from "../diagnostics/catalogue.js";
import { codeFrameOf, placeOf, type CodeFrame, type ReadLine } from "../report/code-frame.js";
import type { Diagnostic, Level } from "../model/model.js";

/** Plain data; every text is the author's, and is put into the page as text. */
export interface DiagnosticView {
  readonly code: string;
  readonly level: Level;
  /** Whether the page cannot be made: then it is shown over the page at once. */
  readonly blocking: boolean;
  readonly message: string;
  readonly hint?: string;
  /** `content/a.md:3:7`. */
  readonly place?: string;
  /** An address that opens the author's editor there. */
  readonly editor?: string;
  readonly frame?: CodeFrame;
}

/** The Diagnostics, errors first. `root` is the absolute path of the site. */
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

/** Makes the address that opens a file, by its absolute path, at a line and a column. */
export type Editor = (file: string, line: number, column: number) => string;

const path = (file: string): string =>
  file
    .replaceAll("\\", "/")
    .split("/")
    .map(encodeURIComponent)
    .join("/")
    .replace(/^(?=[A-Za-z]%3A)/, "/")
    .replace("%3A", ":");

/** Schemes that editors register with the system, each as its documentation has it. */
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

/** The editor that an author's environment names (`$VISUAL`, `$EDITOR`, the terminal's program); else Visual Studio Code. */
export function editorOf(names: readonly (string | undefined)[]): Editor {
  for (const name of names) {
    const known = EDITORS.find(([pattern]) => pattern.test(name ?? ""));
    if (known !== undefined) return known[1];
  }
  return (file, line, column) => `vscode://file${path(file)}:${line}:${column}`;
}
