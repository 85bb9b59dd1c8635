/** The headings of a Markdown body, without rendering it. */

import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";
import { applyAttributes } from "./attributes.js";
import { assignHeadingIds } from "./heading-ids.js";

/** What a page's place in the site may depend on of its body. */
export interface Outline {
  /** Text of the first heading of level 1, else of the first heading; absent when there is none, or it has no text. */
  readonly firstHeading?: string;
  /** Whether there is a heading of level 1. */
  readonly titleInContent: boolean;
}

/** A heading that opens a page ends the search: no other can come before it. References to links may be defined below it. */
const OPENING = /^(?:[ \t]*\n)* {0,3}(# [^\n[]*)(?:\n|$)/;

/** A heading in which no rule of Markdown, of HTML or for addresses finds anything to do. */
const PLAIN = /^# +([\p{L}\p{M}\p{N},.'’"()?/–—-][\p{L}\p{M}\p{N} ,.'’"()?/–—-]*)$/u;

/** Whether a body begins with a heading that its outline is, whatever comes after. */
export function opensWithHeading(body: string): boolean {
  return OPENING.test(body);
}

/** The outline that rendering would find, told by the blocks of the body alone; undefined where only rendering can tell. */
export function outlineOf(md: MarkdownIt, body: string): Outline | undefined {
  const opening = OPENING.exec(body)?.[1];
  const plain = opening !== undefined && !/www\./i.test(opening) ? PLAIN.exec(opening)?.[1]?.trimEnd() : undefined;
  if (plain !== undefined) return { firstHeading: plain, titleInContent: true };
  const tokens: Token[] = [];
  const env = {};
  md.block.parse(opening ?? body, md, env, tokens);
  const headings = tokens.flatMap((token, index) => (token.type === "heading_open" ? [{ level: token.tag, index }] : []));
  const first = headings.find(({ level }) => level === "h1") ?? headings[0];
  if (first === undefined) return { titleInContent: false };
  // The text of footnotes moves to the end of the page, with the headings in it.
  if (tokens.some(({ type }) => type === "footnote_reference_open") || tokens[first.index + 1]?.content.includes("[^") === true) return undefined;
  const state = new md.core.State("", md, env);
  state.tokens = tokens.slice(first.index, first.index + 3);
  md.core.process(state);
  applyAttributes(state.tokens, { allowed: () => true });
  const text = assignHeadingIds(state.tokens, new Set())[0]?.text ?? "";
  return { ...(text !== "" && { firstHeading: text }), titleInContent: first.level === "h1" };
}
