/** File name patterns, as Eleventy reads them. The only importer of picomatch. */

import picomatch from "picomatch";

/** Whether a path fits one of the patterns; a pattern that starts with `!` takes paths out again. */
export function matchesGlob(path: string, globs: readonly string[]): boolean {
  const { yes, no } = matcherOf(globs.map(plain).join("\n"));
  const name = plain(path);
  return yes(name) && !no(name);
}

function plain(path: string): string {
  return path.replace(/^(!?)\.\//, "$1");
}

interface Matcher {
  yes(path: string): boolean;
  no(path: string): boolean;
}

/** Patterns are few and paths are many. */
const matchers = new Map<string, Matcher>();

function matcherOf(key: string): Matcher {
  let matcher = matchers.get(key);
  if (matcher === undefined) {
    const globs = key.split("\n");
    const options = { dot: true, nocase: true };
    const not = globs.filter((glob) => glob.startsWith("!")).map((glob) => glob.slice(1));
    matcher = {
      yes: picomatch(
        globs.filter((glob) => !glob.startsWith("!")),
        options,
      ),
      no: not.length === 0 ? () => false : picomatch(not, options),
    };
    matchers.set(key, matcher);
  }
  return matcher;
}
