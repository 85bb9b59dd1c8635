/**
 * Syntax of another generator is on many pages but has one fix. Its findings are merged into one, with the
 * first places.
 */

import { formatCount } from "../utils/plural.js";
import { groupBy } from "../utils/group-by.js";
import type { Diagnostic } from "../model/model.js";

/** Number of additional places to name. */
const MAX_NAMED = 4;

/** The findings in their order, with one for each cause of `foreign-syntax`. */
export function foldCauses(sorted: readonly Diagnostic[]): Diagnostic[] {
  const isForeign = ({ code }: Diagnostic) => code === "foreign-syntax";
  if (!sorted.some(isForeign)) return [...sorted];
  const causes = groupBy(sorted.filter(isForeign), ({ message }) => message);
  return sorted.flatMap((found) => {
    if (!isForeign(found)) return [found];
    const [first, ...others] = causes.get(found.message) ?? [];
    if (first !== found) return [];
    return [others.length === 0 ? found : { ...found, message: `${found.message} ${placesOf(others)}` }];
  });
}

function placesOf(others: readonly Diagnostic[]): string {
  const named = others.slice(0, MAX_NAMED).map(({ file, line }) => `${file}:${line}`);
  const more = others.length > MAX_NAMED ? " …" : "";
  return `Also in ${formatCount(others.length, "more place")}: ${named.join(", ")}${more}`;
}
