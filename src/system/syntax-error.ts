/** Finds syntax errors in the site's own code. Node does not report where they are in ES modules. */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Position } from "../model/model.js";
import { compile } from "./modules.js";

/** A file that cannot be parsed, and the place of its first error. */
export interface SyntaxErrorPlace extends Position {
  /** Absolute path. */
  readonly file: string;
}

const MAX_FILES = 200;

/** The first syntax error in a file, or in the files that it imports by a relative path. */
export function findSyntaxError(file: string): SyntaxErrorPlace | undefined {
  const seen = new Set([file]);
  for (const path of seen) {
    const text = readText(path);
    const found = syntaxErrorIn(text, path);
    if (found !== undefined) return { file: path, ...found };
    for (const [, imported = ""] of text.matchAll(/(?:from|import|require)[\s(]{0,9}["'](\.[^"'\n]+)["']/g)) {
      const target = join(dirname(path), imported);
      const next = [target, `${target}.js`, `${target}.cjs`].find(
        (one) => /\.[cm]?js$/.test(one) && existsSync(one),
      );
      if (next !== undefined && seen.size < MAX_FILES) seen.add(next);
    }
  }
  return undefined;
}

/** The first syntax error in JavaScript; undefined if there is none. */
export function syntaxErrorIn(source: string, filename: string): Position | undefined {
  const { error } = compile({ source, filename, async: true, interopDefault: true, babel: {} });
  const { line, column } = (error as { readonly loc?: Position } | undefined)?.loc ?? {};
  return line === undefined || column === undefined ? undefined : { line, column: column + 1 };
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
