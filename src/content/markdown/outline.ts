/** The headings of a Markdown body, without rendering it. */

import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";
import { applyAttributes } from "./attributes.js";
import { assignHeadingIds } from "./heading-ids.js";
import { decoderOf } from "./plain-text.js";

/** What a page's place in the site may depend on of its body. */
export interface Outline {
  /** Text of the first heading of level 1, else of the first heading; absent when there is none, or it has no text. */
  readonly firstHeading?: string;
  /** Whether there is a heading of level 1. */
  readonly titleInContent: boolean;
}

/**
 * Lines of text and of lists, then a heading: it is the first of the page, as at the margin nothing before it can hold it.
 * References to links may be defined below it.
 */
const OPENING = /^(?:(?:[ \t]*|(?:[*+-] )?\p{L}[^\n]*)\n)* {0,3}(#{1,6} [^\n[]*)(?:\n|$)/u;

/** What a heading of level 1 looks like, in quotes, lists and notes too: not all that looks so is one. */
const LEVEL_1 = /^(?:[ \t>*+\d.):~-]|\[\^[^\]\n]*\]:)*(?:#(?:[ \t]|$)|=+[ \t]*$)/m;

/** A heading in which no rule of Markdown, of HTML or for addresses finds anything to do. */
const PLAIN = /^#+ +([\p{L}\p{M}\p{N},.'’"()?/–—-](?:[\p{L}\p{M}\p{N} ,.'’"()?/+%–—-]|[:&](?= ))*)$/u;

/** Whether the first heading of a body is of level 1: then that is its outline, whatever comes after. */
export function opensWithTitle(body: string): boolean {
  return OPENING.exec(body)?.[1]?.startsWith("# ") === true;
}

/**
 * The outline that rendering would find, told by the blocks of the body alone; undefined where only rendering can tell.
 * Where nobody asks for the text of the first heading (`isTitled`), it may be missing.
 */
export function outlineOf(md: MarkdownIt, body: string, isTitled: boolean): Outline | undefined {
  const opening = OPENING.exec(body)?.[1];
  const hasNoLevel1 = opening?.startsWith("# ") !== true && !LEVEL_1.test(body);
  if (hasNoLevel1 && isTitled) return { titleInContent: false };
  // What opens the page decides, unless a heading of level 1 comes after one of another level.
  const start = opening !== undefined && (opening.startsWith("# ") || hasNoLevel1) ? opening : undefined;
  const plain = start !== undefined && !/www\./i.test(start) ? PLAIN.exec(start)?.[1]?.trimEnd() : undefined;
  if (plain !== undefined) return { firstHeading: plain, titleInContent: start?.startsWith("# ") === true };
  const tokens: Token[] = [];
  const env = {};
  md.block.parse(start ?? body, md, env, tokens);
  const headings = tokens.flatMap((token, index) =>
    token.type === "heading_open" ? [{ level: token.tag, index }] : [],
  );
  const first = headings.find(({ level }) => level === "h1") ?? headings[0];
  if (first === undefined) return { titleInContent: false };
  // The text of footnotes moves to the end of the page, with the headings in it.
  if (
    tokens.some(({ type }) => type === "footnote_reference_open") ||
    tokens[first.index + 1]?.content.includes("[^") === true
  )
    return undefined;
  const state = new md.core.State("", md, env);
  state.tokens = tokens.slice(first.index, first.index + 3);
  md.core.process(state);
  applyAttributes(state.tokens, { allowed: () => true });
  const text = assignHeadingIds(state.tokens, new Set(), decoderOf(md))[0]?.text ?? "";
  return { ...(text !== "" && { firstHeading: text }), titleInContent: first.level === "h1" };
}
