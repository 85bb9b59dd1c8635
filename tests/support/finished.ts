/** A finished site that contains only what a test defines. */

import type { OutputIndex } from "../../src/model/output-index.js";

export function finishedWith(has: (path: string) => boolean = () => false): OutputIndex {
  return { has, certainlyHas: has, hasAround: () => false, pageAt: () => undefined, pathsOf: () => [] };
}
