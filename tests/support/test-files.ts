/** Sorts the test files into projects, by what they import. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, normalize } from "node:path/posix";

/** A browser. */
const BROWSER = /^playwright-core$|^tests\/support\/browser\.ts$/;

/** The program over a site, separate processes, or anything that takes more than a second or two. */
const SITE =
  /^(?:node:child_process|tests\/(?:support\/(?:site|dev|run-here|preview|expressions|growth|random-pages)|deploy\/s3-world)\.ts)$/;

/** Mocked modules, which other files in the same worker would also get. */
const MOCK = /\bvi\.(?:mock|doMock)\(/;

/** Random tests, of which `npm run test:long` runs more. */
const RANDOM = "tests/support/runs.ts";

/**
 * The test files of each project of `npm test`, by their direct and indirect imports. "random" are those that
 * `test:long` also runs.
 */
export function testFiles(): Readonly<Record<"unit" | "site" | "browser" | "random", string[]>> {
  const files: ReturnType<typeof testFiles> = { unit: [], site: [], browser: [], random: [] };
  const seen = new Map<string, ReadonlySet<string>>();
  for (const name of readdirSync("tests", { recursive: true, encoding: "utf8" }).sort()) {
    const file = `tests/${name.replaceAll("\\", "/")}`;
    if (!file.endsWith(".test.ts")) continue;
    const imports = [...importsOf(file, seen)];
    const has = (wanted: RegExp): boolean => imports.some((one) => wanted.test(one));
    const isSite = (): boolean => has(SITE) || MOCK.test(readFileSync(file, "utf8"));
    files[has(BROWSER) ? "browser" : isSite() ? "site" : "unit"].push(file);
    if (imports.includes(RANDOM)) files.random.push(file);
  }
  return files;
}

/** Packages and files of `tests` that a file imports. */
function importsOf(file: string, seen: Map<string, ReadonlySet<string>>): ReadonlySet<string> {
  const known = seen.get(file);
  if (known !== undefined) return known;
  const all = new Set<string>();
  seen.set(file, all);
  for (const [, name = ""] of readFileSync(file, "utf8").matchAll(/\b(?:from|import)\s*\(?\s*"([^"]+)"/g)) {
    const one = name.startsWith(".") ? normalize(`${dirname(file)}/${name}`).replace(/\.js$/, ".ts") : name;
    if (all.has(one)) continue;
    all.add(one);
    // A test may write a file that imports another one.
    if (one.startsWith("tests/") && existsSync(one)) for (const inner of importsOf(one, seen)) all.add(inner);
  }
  return all;
}
