/** Finds the headings of a Markdown body without rendering it. */

import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";
import { applyAttributes } from "./attributes.js";
import { assignHeadingIds } from "./heading-ids.js";
import { decoderOf } from "./plain-text.js";

/** The parts of a body that a page's place in the site may depend on. */
export interface Outline {
  /**
   * Text of the first heading of level 1, or else of the first heading. Absent if there is no heading, or if
   * it is empty.
   */
  readonly firstHeading?: string;
  /** Whether there is a heading of level 1. */
  readonly titleInContent: boolean;
}

/**
 * Lines of text and lists, and then a heading at the margin. It is the first heading of the page, because
 * nothing before it can contain one. A heading with `[` does not match, since link references may be defined
 * below.
 */
const OPENING = /^(?:(?:[ \t]*|(?:[*+-] )?\p{L}[^\n]*)\n)* {0,3}(#{1,6} [^\n[]*)(?:\n|$)/u;

/**
 * Text that looks like a heading of level 1, also in quotes, lists and footnotes. It may match other text.
 */
const LEVEL_1 = /^(?:[ \t>*+\d.):~-]|\[\^[^\]\n]*\]:)*(?:#(?:[ \t]|$)|=+[ \t]*$)/m;

/** A heading without Markdown, HTML or URLs. */
const PLAIN = /^#+ +([\p{L}\p{M}\p{N},.'’"()?/–—-](?:[\p{L}\p{M}\p{N} ,.'’"()?/+%–—-]|[:&](?= ))*)$/u;

/** Whether the first heading of a body has level 1. Later headings then do not change the outline. */
export function opensWithTitle(body: string): boolean {
  return OPENING.exec(body)?.[1]?.startsWith("# ") === true;
}

/**
 * The outline from the body's blocks alone; undefined if only rendering can find it. With `isTitled`, the
 * text of the first heading may be absent.
 */
export function outlineOf(md: MarkdownIt, body: string, isTitled: boolean): Outline | undefined {
  const opening = OPENING.exec(body)?.[1];
  const hasNoLevel1 = opening?.startsWith("# ") !== true && !LEVEL_1.test(body);
  if (hasNoLevel1 && isTitled) return { titleInContent: false };
  // The first heading decides, unless it has another level and one of level 1 follows.
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
  // Footnotes move to the end of the page with their headings.
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
