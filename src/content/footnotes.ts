/** What is made otherwise than the plugin for footnotes makes it. */

import type MarkdownIt from "markdown-it";
import type { StateCore, Token } from "markdown-it";

/** To be called when the plugin is in use. */
export function mendFootnotes(md: MarkdownIt): void {
  // A <section> wants a heading, in a language that is not known here.
  md.renderer.rules["footnote_block_open"] = () =>
    '<hr class="footnotes-sep">\n<div class="footnotes">\n<ol class="footnotes-list">\n';
  md.renderer.rules["footnote_block_close"] = () => "</ol>\n</div>\n";
  md.core.ruler.before("footnoteTail", "handbill-notes-in-lines", findNotesInLines);
  md.core.ruler.after("footnoteTail", "handbill-footnotes", (state) => {
    placeNotesInLines(state);
    dropLostReturns(state);
  });
}

/** A note as the plugin keeps it; one that stands in a line, `^[note]`, has its tokens already. */
interface Note {
  readonly content?: string;
  readonly tokens?: readonly Token[];
  /** Of the body, from 0: where a note in a line starts. */
  line?: number;
}

function notesOf({ env }: StateCore): readonly Note[] {
  return (env as { footnotes?: { list?: readonly Note[] } }).footnotes?.list ?? [];
}

/** The plugin forgets where notes in a line stand; what is wrong in them is told there. */
function findNotesInLines(state: StateCore): void {
  const notes = notesOf(state);
  if (!notes.some(({ tokens }) => tokens !== undefined)) return;
  let blockLine = 0;
  for (const { type, map, content, children } of state.tokens) {
    if (map !== null) [blockLine] = map;
    if (type !== "inline") continue;
    let from = 0;
    let line = blockLine;
    for (const child of children ?? []) {
      const note = child.type === "footnote_ref" ? notes[(child.meta as { id: number }).id] : undefined;
      if (note?.tokens === undefined) continue;
      const at = content.indexOf(`^[${note.content ?? ""}`, from);
      for (; from < at; from += 1) if (content.charCodeAt(from) === 0x0a) line += 1;
      note.line = line;
    }
  }
}

function placeNotesInLines(state: StateCore): void {
  const notes = notesOf(state);
  state.tokens.forEach(({ type, meta }, index) => {
    const line = type === "footnote_open" ? notes[(meta as { id: number }).id]?.line : undefined;
    const text = state.tokens[index + 2];
    if (line !== undefined && text?.type === "inline") text.map = [line, line + 1];
  });
}

/** A note leads back to each place that names it, but for those that are not on the page: in a note that nobody names, in the text of a picture. */
function dropLostReturns(state: StateCore): void {
  if (!state.tokens.some(({ type }) => type === "footnote_anchor")) return;
  const places = new Set(
    state.tokens.flatMap(({ type, children }) =>
      type === "inline" ? (children ?? []).filter((child) => child.type === "footnote_ref").map(placeOf) : [],
    ),
  );
  state.tokens = state.tokens.filter(
    (token) => token.type !== "footnote_anchor" || places.has(placeOf(token)),
  );
}

function placeOf({ meta }: Token): string {
  const { id, subId } = meta as { id: number; subId: number };
  return `${id}:${subId}`;
}
