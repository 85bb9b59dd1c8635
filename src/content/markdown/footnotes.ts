/** Footnotes as on GitHub, `[^label]` and `[^label]: text`, and inline footnotes as in Pandoc, `^[text]`. */

import type MarkdownIt from "markdown-it";
import type { StateBlock, StateCore, StateInline, Token } from "markdown-it";
import { renderNotes } from "./footnote-html.js";

/** A footnote and the position of its text in the body. Lines count from 0. */
export interface Note {
  /** As written; an inline footnote has none. */
  readonly label?: string;
  readonly line: number;
  readonly column: number;
  tokens: readonly Token[];
  /** The number in reading order, from 0; undefined if nothing visible refers to the footnote. */
  id?: number;
  /** The number of references. */
  count: number;
}

/** The footnotes of a page. `again` holds repeated definitions of a label. */
export interface NotesEnv {
  notes?: {
    readonly defined: Map<string, Note>;
    readonly again: { readonly first: Note; readonly note: Note }[];
  };
}

/** Set on the tokens of footnotes. */
export interface NoteMeta {
  readonly id: number;
  /** The number of this reference among those to the same footnote, from 0. */
  readonly subId: number;
  /** The number of references to the footnote. */
  readonly count: number;
}

/** Set on a reference until footnotes are numbered. */
interface RefMeta {
  readonly note: Note;
  readonly start: number;
}

const LABEL = /\[\^([^\s\]]+)\]/y;

export function useFootnotes(md: MarkdownIt): void {
  md.block.ruler.before("reference", "footnoteDef", definitionRule, { alt: ["paragraph", "reference"] });
  md.inline.ruler.after("image", "footnoteInline", inlineNoteRule);
  md.inline.ruler.after("footnoteInline", "footnote_ref", referenceRule);
  md.core.ruler.after("inline", "footnoteTail", placeNotes);
  renderNotes(md);
}

/** Labels are compared without case (GFM) and in Unicode normalization form C. */
function keyOf(label: string, { utils }: MarkdownIt): string {
  return utils.normalizeReference(label.normalize("NFC"));
}

function definitionRule(state: StateBlock, line: number, end: number, silent: boolean): boolean {
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  LABEL.lastIndex = start;
  const [written, label = ""] = LABEL.exec(state.src) ?? [];
  if (written === undefined || state.src[LABEL.lastIndex] !== ":") return false;
  if (silent) return true;
  const note: Note = {
    label,
    line,
    column: start - (state.src.lastIndexOf("\n", start) + 1),
    tokens: [],
    count: 0,
  };
  const env = state.env as NotesEnv;
  env.notes ??= { defined: new Map(), again: [] };
  const first = env.notes.defined.get(keyOf(label, state.md));
  if (first === undefined) env.notes.defined.set(keyOf(label, state.md), note);
  else env.notes.again.push({ first, note });
  const open = state.push("footnote_reference_open", "", 1);
  Object.assign(open, { meta: note, map: [line, line] satisfies [number, number] });
  readFrom(state, line, end, start + written.length + 1);
  state.push("footnote_reference_close", "", -1);
  return true;
}

/** Reads the blocks that start at a position of a line. Continuation lines are indented by four spaces. */
function readFrom(state: StateBlock, line: number, end: number, from: number): void {
  const { parentType } = state;
  const [mark = 0, shift = 0, indent = 0] = [state.bMarks[line], state.tShift[line], state.sCount[line]];
  const initial = indent + from - (mark + shift);
  let column = initial;
  let at = from;
  for (; at < (state.eMarks[line] ?? 0); at += 1) {
    if (state.src[at] === "\t") column += 4 - (column % 4);
    else if (state.src[at] === " ") column += 1;
    else break;
  }
  state.tShift[line] = at - from;
  state.sCount[line] = column - initial;
  state.bMarks[line] = from;
  state.blkIndent += 4;
  state.parentType = "footnote" as typeof parentType;
  if (column - initial < state.blkIndent) state.sCount[line] = column - initial + state.blkIndent;
  state.md.block.tokenize(state, line, end);
  state.parentType = parentType;
  state.blkIndent -= 4;
  state.tShift[line] = shift;
  state.sCount[line] = indent;
  state.bMarks[line] = mark;
}

function inlineNoteRule(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax, md } = state;
  if (!src.startsWith("^[", pos)) return false;
  const end = md.helpers.parseLinkLabel(state, pos + 1);
  if (end < 0) return false;
  if (!silent) {
    const content = src.slice(pos + 2, end);
    const children: Token[] = [];
    md.inline.parse(content, md, state.env, children);
    const [open, text, close] = [
      new state.Token("paragraph_open", "p", 1),
      new state.Token("inline", "", 0),
      new state.Token("paragraph_close", "p", -1),
    ];
    open.block = close.block = true;
    Object.assign(text, { content, children });
    const note: Note = { line: 0, column: 0, tokens: [open, text, close], count: 0 };
    state.push("footnote_ref", "", 0).meta = { note, start: pos } satisfies RefMeta;
  }
  state.pos = end + 1;
  state.posMax = posMax;
  return true;
}

function referenceRule(state: StateInline, silent: boolean): boolean {
  const { notes } = state.env as NotesEnv;
  if (notes === undefined) return false;
  LABEL.lastIndex = state.pos;
  const [written, label = ""] = LABEL.exec(state.src) ?? [];
  const note = written === undefined ? undefined : notes.defined.get(keyOf(label, state.md));
  if (written === undefined || note === undefined || state.pos + written.length > state.posMax) return false;
  if (!silent) state.push("footnote_ref", "", 0).meta = { note, start: state.pos } satisfies RefMeta;
  state.pos += written.length;
  return true;
}

/** Moves the footnotes to the end of the page, in the order of their references. */
function placeNotes(state: StateCore): void {
  const body = takeDefinitions(state);
  const order: Note[] = [];
  numberReferences(body, order);
  // A footnote may refer to others.
  for (let index = 0; index < order.length; index += 1) numberReferences(order[index]?.tokens ?? [], order);
  state.tokens = body;
  if (order.length === 0) return;
  const add = (type: string, nesting: -1 | 0 | 1, meta?: NoteMeta): void =>
    void body.push(Object.assign(new state.Token(type, "", nesting), { meta: meta ?? null }));
  add("footnote_block_open", 1);
  order.forEach(({ tokens, count }, id) => {
    add("footnote_open", 1, { id, subId: 0, count });
    const last = tokens.at(-1)?.type === "paragraph_close" ? tokens.at(-1) : undefined;
    for (const token of last === undefined ? tokens : tokens.slice(0, -1)) body.push(token);
    for (let subId = 0; subId < count; subId += 1) add("footnote_anchor", 0, { id, subId, count });
    if (last !== undefined) body.push(last);
    add("footnote_close", -1);
  });
  add("footnote_block_close", -1);
}

/** The tokens of the page without definitions, which become the tokens of their footnotes. */
function takeDefinitions({ tokens }: StateCore): Token[] {
  if (!tokens.some(({ type }) => type === "footnote_reference_open")) return tokens;
  const body: Token[] = [];
  /** The definitions that contain the current token. */
  const around: { readonly note: Note; readonly tokens: Token[] }[] = [];
  for (const token of tokens) {
    if (token.type === "footnote_reference_open") around.push({ note: token.meta as Note, tokens: [] });
    else if (token.type === "footnote_reference_close") {
      const taken = around.pop();
      if (taken !== undefined) taken.note.tokens = taken.tokens;
      token.meta = null;
    } else (around.at(-1)?.tokens ?? body).push(token);
  }
  return body;
}

/**
 * Numbers the references in some blocks. A reference in the alt text of an image does not count, because it
 * cannot be a link.
 */
function numberReferences(tokens: readonly Token[], order: Note[]): void {
  let blockLine = 0;
  for (const { type, map, content, children } of tokens) {
    if (map !== null) [blockLine] = map;
    const references = type === "inline" ? (children ?? []).filter((one) => one.type === "footnote_ref") : [];
    let line = blockLine;
    let from = 0;
    for (const child of references) {
      const { note, start } = child.meta as RefMeta;
      if (note.id === undefined) note.id = order.push(note) - 1;
      child.meta = { id: note.id, subId: note.count, count: 0 } satisfies NoteMeta;
      note.count += 1;
      if (note.label !== undefined) continue;
      // Problems in an inline footnote are reported at this line.
      for (; from < start; from += 1) if (content.charCodeAt(from) === 0x0a) line += 1;
      const text = note.tokens[1];
      if (text !== undefined) text.map = [line, line + 1];
    }
  }
}
