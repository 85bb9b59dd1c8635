/** The HTML of footnotes. */

import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";
import type { NoteMeta } from "./footnotes.js";

/** The ids of a footnote and of its reference. */
export function noteIds({ id, subId }: NoteMeta): { readonly note: string; readonly reference: string } {
  return { note: `footnote${id + 1}`, reference: `footnote-ref${id + 1}${subId > 0 ? `:${subId}` : ""}` };
}

export function renderNotes(md: MarkdownIt): void {
  const metaOf = (tokens: readonly Token[], index: number) => tokens[index]?.meta as NoteMeta;
  Object.assign(md.renderer.rules, {
    footnote_ref: (tokens, index) => {
      const meta = metaOf(tokens, index);
      const { note, reference } = noteIds(meta);
      return (
        `<sup class="footnote-ref"><a href="#${note}">[${meta.id + 1}]</a><a class="footnote-anchor" ` +
        `id="${reference}"></a></sup>`
      );
    },
    // A <div>, because a <section> needs a heading in the language of the page, which is unknown here.
    footnote_block_open: () =>
      '<hr class="footnotes-sep">\n<div class="footnotes">\n<ol class="footnotes-list">\n',
    footnote_block_close: () => "</ol>\n</div>\n",
    footnote_open: (tokens, index) =>
      `<li id="${noteIds(metaOf(tokens, index)).note}" class="footnote-item">`,
    footnote_close: () => "</li>\n",
    footnote_anchor: (tokens, index) => {
      const meta = metaOf(tokens, index);
      const { id, subId, count } = meta;
      // If a footnote has several references, each link back has its own name. The name is a symbol, because
      // the language of the page is unknown here.
      const [name, number] =
        count > 1
          ? [` aria-label="\u21a9\ufe0e ${id + 1}-${subId + 1}"`, `<sup>${subId + 1}</sup>`]
          : ["", ""];
      return (
        ` <a href="#${noteIds(meta).reference}" ` +
        `class="footnote-backref"${name}>\u21a9\ufe0e${number}</a>`
      );
    },
  } satisfies MarkdownIt["renderer"]["rules"]);
}
