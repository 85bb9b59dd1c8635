/** A finished site in which nothing is but what a test says. */

import type { OutputIndex } from "../../src/model/output-index.js";

export function finishedWith(has: (path: string) => boolean = () => false): OutputIndex {
  return { has, hasSurely: has, hasAround: () => false, evaluatedAt: () => undefined, pathsOf: () => [] };
}
