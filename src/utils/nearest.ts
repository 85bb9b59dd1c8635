/** “Did you mean …?” */

import { skeleton } from "./look-alikes.js";

/**
 * The most candidates compared with one name, so that a large site gets its answer as fast as a small one.
 */
const MAX_CANDIDATES = 5000;

/**
 * The closest candidate, if it is close enough to be a typo: one edit for a short name, more for a long one.
 * Otherwise undefined.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  const appearance = skeleton(name);
  let best: string | undefined;
  let bestDistance =
    (wanted.length < 6 ? Math.min(1, wanted.length - 1) : Math.max(2, Math.floor(wanted.length / 4))) + 1;
  let looked = 0;
  const letters = lettersOf(wanted);
  for (const candidate of candidates) {
    if ((looked += 1) > MAX_CANDIDATES) break;
    // A candidate that looks the same is the answer, however many characters differ.
    if (candidate !== name && skeleton(candidate) === appearance) return candidate;
    const lowered = candidate.toLowerCase();
    if (Math.abs(lowered.length - wanted.length) >= bestDistance) continue;
    // One edit adds or removes one letter. This rejects most candidates without comparing them.
    const otherLetters = lettersOf(lowered);
    if (Math.max(countOnes(letters & ~otherLetters), countOnes(otherLetters & ~letters)) >= bestDistance)
      continue;
    const distance = editDistance(wanted, lowered, bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/**
 * The candidate that a name certainly means: no other one is close, and no digit differs, as in `2013` and
 * `2014`.
 */
export function onlyNear(name: string, candidates: Iterable<string>): string | undefined {
  const all = [...new Set(candidates)];
  const found = nearest(name, all);
  const digitsOf = (text: string) => text.replace(/\D/g, "");
  return found !== undefined &&
    digitsOf(found) === digitsOf(name) &&
    nearest(
      name,
      all.filter((lowered) => lowered !== found),
    ) === undefined
    ? found
    : undefined;
}

/** `nearest` for many names, with one limit on the candidates compared for all of them. */
export function nearestWithin(
  most: number,
): (name: string, candidates: readonly string[]) => string | undefined {
  let left = most;
  return (name, candidates) => {
    if (left <= 0) return undefined;
    left -= candidates.length;
    return nearest(name, candidates);
  };
}

/** The letters of a text as a bit set, by the last five bits of each character. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at += 1) letters |= 1 << (text.charCodeAt(at) & 31);
  return letters;
}

function countOnes(bits: number): number {
  let ones = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) ones += 1;
  return ones;
}

/**
 * The edit distance between two texts, at most `limit`. One edit adds, removes or replaces a letter, or swaps
 * two (optimal string alignment).
 */
export function editDistance(a: string, b: string, limit = Infinity): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column += 1) {
      const change = a[row - 1] === b[column - 1] ? 0 : 1;
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + change,
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      current.push(cost);
      if (cost < least) least = cost;
    }
    if (least >= limit) return limit;
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
