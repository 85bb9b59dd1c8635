/** Changes of files in the format of `git apply`. */

import { createTwoFilesPatch } from "diff";

/** A text file before and after a change, which may rename it. */
export interface FileChange {
  readonly from: string;
  readonly to: string;
  /** Undefined if the file is only renamed. */
  readonly texts?: { readonly before: string; readonly after: string };
}

/** The diff of these files. */
export function unifiedDiff(changes: readonly FileChange[]): string {
  return changes.map(diffOf).join("");
}

function diffOf({ from, to, texts }: FileChange): string {
  const moved = from === to ? "" : `rename from ${from}\nrename to ${to}\n`;
  const body =
    texts === undefined
      ? ""
      : createTwoFilesPatch(`a/${from}`, `b/${to}`, texts.before, texts.after)
          // The package writes a line of equals signs, and a tab after each name.
          .replace(/^=+\n/, "")
          .replace(/^(---|\+\+\+) (.*)\t$/gm, "$1 $2");
  return `diff --git a/${from} b/${to}\n${moved}${body}`;
}
