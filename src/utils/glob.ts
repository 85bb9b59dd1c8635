/** File name patterns with Eleventy's rules. The only importer of picomatch. */

import picomatch from "picomatch";

/** Whether a path matches one of the patterns. A pattern that starts with `!` excludes paths. */
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

/** Compiled patterns, by their texts. There are few patterns and many paths. */
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
