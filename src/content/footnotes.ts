/** What is made otherwise than the plugin for footnotes makes it. */

import type MarkdownIt from "markdown-it";
import type { StateCore, Token } from "markdown-it";

/** To be called when the plugin is in use. */
export function mendFootnotes(md: MarkdownIt): void {
  // A <section> wants a heading, in a language that is not known here.
  md.renderer.rules["footnote_block_open"] = () => '<hr class="footnotes-sep">\n<div class="footnotes">\n<ol class="footnotes-list">\n';
  md.renderer.rules["footnote_block_close"] = () => "</ol>\n</div>\n";
  md.core.ruler.after("footnoteTail", "handbill-footnotes", dropLostReturns);
}

/** A note leads back to each place that names it, but for those that are not on the page: in a note that nobody names, in the text of a picture. */
function dropLostReturns(state: StateCore): void {
  if (!state.tokens.some(({ type }) => type === "footnote_anchor")) return;
  const places = new Set(state.tokens.flatMap(({ type, children }) => (type === "inline" ? (children ?? []).filter((child) => child.type === "footnote_ref").map(placeOf) : [])));
  state.tokens = state.tokens.filter((token) => token.type !== "footnote_anchor" || places.has(placeOf(token)));
}

function placeOf({ meta }: Token): string {
  const { id, subId } = meta as { id: number; subId: number };
  return `${id}:${subId}`;
}
