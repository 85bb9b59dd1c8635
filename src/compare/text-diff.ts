/** Compares two texts line by line and word by word. */

import { diffArrays, diffWordsWithSpace } from "diff";
import { wordsOf } from "./page-text.js";

/** A piece of a line, which is in both texts or in one of them. */
export interface Piece {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/**
 * A line of a diff. "changed" lines contain pieces of both texts. "skipped" represents lines that both have.
 */
export interface DiffLine {
  readonly kind: "same" | "added" | "removed" | "changed" | "skipped";
  readonly pieces: readonly Piece[];
}

export interface TextDiff {
  /** The lines that differ, each with one line before and after it; empty if nothing differs. */
  readonly lines: readonly DiffLine[];
  readonly wordsAdded: number;
  readonly wordsRemoved: number;
}

/**
 * Texts with more different lines or words than this are shown as replaced, because the time grows with the
 * square of this number.
 */
const MAX_EDITS = 1000;
/** The limit within one line. */
const MAX_IN_LINE = 300;

export function diffTexts(before: readonly string[], now: readonly string[]): TextDiff {
  const changes = diffArrays([...before], [...now], { maxEditLength: MAX_EDITS }) ?? [
    { removed: true, added: false, value: before },
    { removed: false, added: true, value: now },
  ];
  const all: DiffLine[] = [];
  let [wordsAdded, wordsRemoved] = [0, 0];
  for (let index = 0; index < changes.length; index += 1) {
    const change = changes[index];
    if (change === undefined) continue;
    if (!change.added && !change.removed) {
      all.push(...change.value.map((text) => line("same", text)));
      continue;
    }
    const next = changes[index + 1];
    const isReplaced = change.removed && next?.added === true;
    const removed = change.removed ? change.value : [];
    const added = isReplaced ? next.value : change.added ? change.value : [];
    if (isReplaced) index += 1;
    all.push(...replaced(removed, added));
    const words = countWords(removed, added);
    wordsAdded += words.added;
    wordsRemoved += words.removed;
  }
  return { lines: withContext(all), wordsAdded, wordsRemoved };
}

function line(kind: "same" | "added" | "removed", text: string): DiffLine {
  return { kind, pieces: [{ kind, text }] };
}

/** Replaced lines, word by word if the number of lines is the same and most of their words stay. */
function replaced(removed: readonly string[], added: readonly string[]): readonly DiffLine[] {
  if (removed.length !== added.length)
    return [...removed.map((text) => line("removed", text)), ...added.map((text) => line("added", text))];
  return removed.flatMap((text, index): readonly DiffLine[] => {
    const other = added[index] ?? "";
    const words = diffWordsWithSpace(text, other, { maxEditLength: MAX_IN_LINE });
    if (words === undefined) return [line("removed", text), line("added", other)];
    const pieces = words.map(
      ({ value, added: isAdded, removed: isRemoved }): Piece => ({
        kind: isAdded ? "added" : isRemoved ? "removed" : "same",
        text: value,
      }),
    );
    const kept = pieces.reduce((sum, { kind, text: piece }) => sum + (kind === "same" ? piece.length : 0), 0);
    return kept * 3 < Math.max(text.length, other.length)
      ? [line("removed", text), line("added", other)]
      : [{ kind: "changed", pieces }];
  });
}

function countWords(
  removed: readonly string[],
  added: readonly string[],
): { readonly added: number; readonly removed: number } {
  const [before, now] = [wordsOf(removed), wordsOf(added)];
  const changes = diffArrays([...before], [...now], { maxEditLength: MAX_EDITS });
  if (changes === undefined) return { added: now.length, removed: before.length };
  const sum = (key: "added" | "removed") =>
    changes.reduce((total, change) => total + (change[key] ? change.value.length : 0), 0);
  return { added: sum("added"), removed: sum("removed") };
}

/** The lines that differ with one unchanged line on either side, and a mark for skipped lines. */
function withContext(all: readonly DiffLine[]): readonly DiffLine[] {
  const isShown = all.map((_, index) =>
    [index - 1, index, index + 1].some((at) => (all[at]?.kind ?? "same") !== "same"),
  );
  return all.flatMap((one, index): readonly DiffLine[] => {
    if (isShown[index] === true) return [one];
    return isShown[index - 1] === true && isShown.includes(true, index)
      ? [{ kind: "skipped", pieces: [] }]
      : [];
  });
}
