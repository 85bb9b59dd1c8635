/** The HTML of footnotes. */

import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";
import type { NoteMeta } from "./footnotes.js";

/** The ids of a note and of the places that refer to it. */
export function noteIds({ id, subId }: NoteMeta): { readonly note: string; readonly reference: string } {
  return { note: `footnote${id + 1}`, reference: `footnote-ref${id + 1}${subId > 0 ? `:${subId}` : ""}` };
}

export function renderNotes(md: MarkdownIt): void {
  const metaOf = (tokens: readonly Token[], index: number) => tokens[index]?.meta as NoteMeta;
  Object.assign(md.renderer.rules, {
    footnote_ref: (tokens, index) => {
      const meta = metaOf(tokens, index);
      const { note, reference } = noteIds(meta);
      return `<sup class="footnote-ref"><a href="#${note}">[${meta.id + 1}]</a><a class="footnote-anchor" id="${reference}"></a></sup>`;
    },
    // A <section> wants a heading, in a language that is not known here.
    footnote_block_open: () =>
      '<hr class="footnotes-sep">\n<div class="footnotes">\n<ol class="footnotes-list">\n',
    footnote_block_close: () => "</ol>\n</div>\n",
    footnote_open: (tokens, index) =>
      `<li id="${noteIds(metaOf(tokens, index)).note}" class="footnote-item">`,
    footnote_close: () => "</li>\n",
    footnote_anchor: (tokens, index) => {
      const meta = metaOf(tokens, index);
      const { id, subId, count } = meta;
      // Where several lead back, each has a name of its own; a sign, as the language is not known here.
      const [name, number] =
        count > 1
          ? [` aria-label="\u21a9\ufe0e ${id + 1}-${subId + 1}"`, `<sup>${subId + 1}</sup>`]
          : ["", ""];
      return ` <a href="#${noteIds(meta).reference}" class="footnote-backref"${name}>\u21a9\ufe0e${number}</a>`;
    },
  } satisfies MarkdownIt["renderer"]["rules"]);
}
