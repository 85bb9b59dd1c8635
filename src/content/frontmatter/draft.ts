/** Drafts. */

import type { Data } from "../../model/model.js";

/** Whether a page is a draft: `draft: true`, or `published: false` as in Jekyll and Hexo. */
export function isDraft({ draft, published }: Data): boolean {
  return (
    draft === true ||
    published === false ||
    (typeof published === "string" && /^(?:false|no|off)$/i.test(published))
  );
}
