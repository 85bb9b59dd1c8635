/** The ids that templates write around the bodies of pages. */

const TAG = /\{[{%#][^]*?[}%#]\}/;

/**
 * Returns a function that says whether an id matches one of these ids from templates. In a partly computed
 * id, `step-{{ number }}`, the fixed parts must match. A fully computed id never matches: it belongs to a
 * section or a heading, which the page itself lists.
 */
export function idMatcher(written: Iterable<string>): (id: string) => boolean {
  const plain = new Set<string>();
  const patterns: RegExp[] = [];
  for (const id of written) {
    const parts = id.split(new RegExp(TAG, "g"));
    if (parts.length === 1) plain.add(id);
    else if (parts.some((part) => /[\p{L}\p{N}]/u.test(part)))
      patterns.push(
        new RegExp(`^${parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join(".*")}$`, "s"),
      );
  }
  return (id) => plain.has(id) || patterns.some((pattern) => pattern.test(id));
}
