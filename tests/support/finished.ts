/** A finished site in which nothing is but what a test says. */

import type { Finished } from "../../src/model/output-index.js";

export function finishedWith(has: (path: string) => boolean = () => false): Finished {
  return { has, hasSurely: has, hasAround: () => false, evaluatedAt: () => undefined, pathsOf: () => [] };
}
