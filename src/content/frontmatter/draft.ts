/** Whether a page is not for readers yet. */

import type { Data } from "../../model/model.js";

/** `draft: true`, or `published: false` as Jekyll and Hexo have it. */
export function isDraft({ draft, published }: Data): boolean {
  return (
    draft === true ||
    published === false ||
    (typeof published === "string" && /^(?:false|no|off)$/i.test(published))
  );
}
