/** Texts of several files, written as one step: all of them, or none. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface FileText {
  /** Path from the root. */
  readonly path: string;
  readonly text: string;
}

/**
 * Writes the files and gives the way back. Where one cannot be written, all are as they were, and the reason
 * is thrown.
 */
export function writeAllOrNothing(root: string, files: readonly FileText[]): () => void {
  const undo: (() => void)[] = [];
  const back = (): void => {
    for (const restore of undo.reverse())
      try {
        restore();
      } catch {
        // What could not be written is as it was.
      }
  };
  try {
    for (const { path, text } of files) {
      const file = join(root, path);
      const bytes = readFileSync(file);
      // Also a write that fails midway leaves something.
      undo.push(() => writeFileSync(file, bytes));
      writeFileSync(file, text);
    }
  } catch (error) {
    back();
    throw error;
  }
  return back;
}
