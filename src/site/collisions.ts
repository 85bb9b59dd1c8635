/** Finds sources that write the same output file. */

import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic, Page } from "../model/model.js";

export interface Claim {
  /** Path in the output folder. */
  readonly output: string;
  readonly source: string;
  /** The page that claims the output, if it is a page. */
  readonly page?: Pick<Page, "positions"> | undefined;
  /** Whether the configuration adds this page, so that the source is not a file. */
  readonly isAdded?: boolean;
}

/**
 * Outputs conflict if they are equal after Unicode NFC and case folding, as on file systems of macOS and
 * Windows, or if one is a folder of the other.
 */
export function findCollisions(claims: readonly Claim[]): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const files = new Map<string, Claim>();
  const folders = new Map<string, Claim>();
  for (const claim of claims) {
    const key = fold(claim.output);
    const other = files.get(key);
    if (other !== undefined) {
      diagnostics.push(
        conflict(
          claim,
          other,
          other.output === claim.output
            ? `write the file ${claim.output}`
            : `write ${claim.output} and ${other.output}, which are the same file on Windows and macOS`,
        ),
      );
    } else files.set(key, claim);
    for (let slash = key.lastIndexOf("/"); slash > 0; slash = key.lastIndexOf("/", slash - 1)) {
      const folder = key.slice(0, slash);
      if (folders.has(folder)) break;
      folders.set(folder, claim);
    }
  }
  for (const [key, claim] of files) {
    const inside = folders.get(key);
    if (inside !== undefined)
      diagnostics.push(conflict(claim, inside, `need ${claim.output} as a file and as a folder`));
  }
  return diagnostics;
}

/**
 * `findCollisions` with a cache: it returns nothing if the outputs are those of the last call without
 * conflicts.
 */
export function createCollisionFinder(): (claims: readonly Claim[]) => readonly Diagnostic[] {
  let free: readonly string[] = [];
  return (claims) => {
    if (claims.length === free.length && claims.every(({ output }, index) => output === free[index]))
      return [];
    const found = findCollisions(claims);
    free = found.length === 0 ? claims.map(({ output }) => output) : [];
    return found;
  };
}

function conflict(one: Claim, another: Claim, what: string): Diagnostic {
  const [claim, other] = one.isAdded === true ? [another, one] : [one, another];
  const place = { file: claim.source, ...(claim.page?.positions["permalink"] ?? { line: 1, column: 1 }) };
  return diagnostic(
    "output-conflict",
    place,
    `${claim.source} and ${shown(other)} both ${what}.`,
    "Change the permalink or the name of one of them.",
  );
}

/** The source of a claim, with the position of its permalink if it has one. */
function shown({ source, page, isAdded }: Claim): string {
  if (isAdded === true) return `${source}, which the configuration adds,`;
  const { line, column } = page?.positions["permalink"] ?? {};
  return line === undefined ? source : `${source}:${line}:${column}`;
}

/**
 * Full case folding (Unicode, CaseFolding.txt). Upper and then lower case turns ß into ss and ς into σ. Only
 * ı must stay.
 */
function fold(path: string): string {
  if (/^[\x00-\x7f]*$/.test(path)) return path.toLowerCase();
  const folded = path
    .normalize("NFC")
    .split("ı")
    .map((part) => part.toLowerCase().toUpperCase().toLowerCase().replaceAll("ς", "σ"));
  return folded.join("ı").normalize("NFC");
}
