/** Finds the parts of a page that are hidden from readers. */

import type { HtmlTag } from "../../content/html/scan.js";
import { isHidden } from "./rule.js";

const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;

/** Returns a function for each tag in order, which tells whether the tag is in a hidden part or opens one. */
export function hiddenParts(): (tag: HtmlTag) => boolean {
  /** The hiding element, and the number of open elements with its name. */
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
