/** The ids that templates write around the bodies of pages. */

const TAG = /\{[{%#][^]*?[}%#]\}/;

/**
 * Whether one of these ids, as templates write them, is an id of a page. Of one that is computed in part, `step-{{ number }}`,
 * the rest decides; one that is computed whole is that of a section or a heading, which the page knows itself.
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
