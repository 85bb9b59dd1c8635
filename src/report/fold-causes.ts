/** Syntax of another generator is on many pages, and is one thing to do: its findings are one, with where the first of them are. */

import { formatCount } from "../utils/plural.js";
import { groupBy } from "../utils/group-by.js";
import type { Diagnostic } from "../model/model.js";

/** So many more places are named. */
const NAMED = 4;

/** The findings, in their order, with one for each cause of `foreign-syntax`. */
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
  const named = others.slice(0, NAMED).map(({ file, line }) => `${file}:${line}`);
  const more = others.length > NAMED ? " …" : "";
  return `Also in ${formatCount(others.length, "more place")}: ${named.join(", ")}${more}`;
}
