/** A text file of the site before and after a fix. */

import { unifiedDiff } from "../compare/unified-diff.js";
import { isFile, readSource } from "../system/files.js";

export interface ChangedText {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** The text of a file with its byte-order mark; undefined if the file cannot be read. */
export function readText(root: string, path: string): string | undefined {
  const file = readSource(root, path);
  return isFile(file) ? new TextDecoder("utf-8", { ignoreBOM: true }).decode(file.bytes) : undefined;
}

export function diffOf(files: readonly ChangedText[]): string {
  return unifiedDiff(
    files.map(({ path, before, after }) => ({ from: path, to: path, texts: { before, after } })),
  );
}
