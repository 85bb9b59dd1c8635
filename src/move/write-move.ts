/** Executes a planned move completely, or not at all. */

import { mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { kindAt } from "../system/files.js";
import { writeAllOrNothing } from "../system/write-files.js";
import type { MovePlan } from "./plan-move.js";

/** Moves the files and writes the texts. If that fails, restores everything and throws the error. */
export function writeMove({ from, to, renames, changed }: MovePlan, root: string): void {
  const undo: (() => void)[] = [];
  const move = (old: string, now: string) => {
    const made = mkdirSync(dirname(join(root, now)), { recursive: true });
    if (made !== undefined) undo.push(() => rmSync(made, { recursive: true }));
    renameSync(join(root, old), join(root, now));
    undo.push(() => renameSync(join(root, now), join(root, old)));
  };
  try {
    if (kindAt(join(root, from)) === "folder") {
      // This also moves files that the site does not read.
      move(from, to);
      for (const [old, now] of renames) {
        const there = to + old.slice(from.length);
        if (there !== now) move(there, now);
      }
    } else for (const [old, now] of renames) move(old, now);
    writeAllOrNothing(
      root,
      changed.map(({ to: path, after }) => ({ path, text: after })),
    );
  } catch (error) {
    for (const back of undo.reverse()) back();
    throw error;
  }
}
