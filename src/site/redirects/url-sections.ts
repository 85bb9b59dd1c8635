/**
 * Versions and sections in paths. A page of one version or section is never the new place of another's, even
 * if the names are equal.
 */

/** `v2`, `1.4`, `3.x`, and names of moving versions. */
const VERSION =
  /^v?\d+(?:[._]\d+)*(?:[._]x)?$|^(?:latest|next|stable|current|main|master|dev(?:el)?|nightly|canary|edge|lts)$/i;
const YEAR = /^(?:19|20)\d\d$/;

/** The parts of a path that name a version, without those of a date. */
function versionOf(parts: readonly string[]): string {
  const year = parts.findIndex((part) => YEAR.test(part));
  return parts
    .slice(0, -1)
    .filter((part, index) => VERSION.test(part) && !(year !== -1 && index >= year && /^\d+$/.test(part)))
    .join("/");
}

/**
 * Whether the page at `now` may be the new place of `before`. `sections` are the first parts of paths for
 * which the site has folders.
 */
export function mayHaveMoved(
  before: readonly string[],
  now: readonly string[],
  sections: ReadonlySet<string>,
): boolean {
  const [first = ""] = before;
  const isKept = before.length > 1 && sections.has(first);
  if (isKept && now[0] !== first) return false;
  const version = versionOf(before);
  return version === versionOf(now) || (version === "" && !isKept);
}
