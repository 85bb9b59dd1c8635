/** Parts of a page that are hidden from readers, with all that is in them. */

import type { HtmlTag } from "../../content/html/scan.js";
import { isHidden } from "./rule.js";

const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;

/** Tells of each tag in its turn whether it is in a hidden part, or opens one. */
export function hiddenParts(): (tag: HtmlTag) => boolean {
  /** The element that hides, and how many of its name are open since. */
  let around = "";
  let depth = 0;
  return (tag) => {
    if (around === "") {
      if (tag.closing || VOID.test(tag.name) || (tag.name !== "noscript" && !isHidden(tag))) return false;
      around = tag.name;
      depth = 1;
      return true;
    }
    if (tag.name === around) depth += tag.closing ? -1 : 1;
    if (depth === 0) around = "";
    return true;
  };
}
