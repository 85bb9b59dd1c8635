/** Writes several text files in one step: all of them, or none. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface FileText {
  /** Path relative to the root. */
  readonly path: string;
  readonly text: string;
}

/**
 * Writes the files, and gives a function that restores them. If a file cannot be written, restores all and
 * throws the error.
 */
export function writeAllOrNothing(root: string, files: readonly FileText[]): () => void {
  const undo: (() => void)[] = [];
  const back = (): void => {
    for (const restore of undo.reverse())
      try {
        restore();
      } catch {
        // The file that could not be written is unchanged.
      }
  };
  try {
    for (const { path, text } of files) {
      const file = join(root, path);
      const bytes = readFileSync(file);
      // A write that fails midway also changes the file.
      undo.push(() => writeFileSync(file, bytes));
      writeFileSync(file, text);
    }
  } catch (error) {
    back();
    throw error;
  }
  return back;
}
