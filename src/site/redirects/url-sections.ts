/** Versions and sections in paths: pages of one are not the pages of another, however alike their names are. */

/** `v2`, `1.4`, `3.x`, and names for versions that change. */
const VERSION =
  /^v?\d+(?:[._]\d+)*(?:[._]x)?$|^(?:latest|next|stable|current|main|master|dev(?:el)?|nightly|canary|edge|lts)$/i;
const YEAR = /^(?:19|20)\d\d$/;

/** The parts of a path that name a version; those of a date are none. */
function versionOf(parts: readonly string[]): string {
  const year = parts.findIndex((part) => YEAR.test(part));
  return parts
    .slice(0, -1)
    .filter((part, index) => VERSION.test(part) && !(year !== -1 && index >= year && /^\d+$/.test(part)))
    .join("/");
}

/** Whether a page at `now` may be what was at `before`. `sections`: the first parts of the paths that the site has folders for. */
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
