/**
 * `~~text~~` and `~text~`: one or two tildes on both sides (GFM §6.5, and GitHub's own cmark-gfm).
 * markdown-it only has two.
 */

import type MarkdownIt from "markdown-it";
import type { StateInline } from "markdown-it";

const TILDE = 0x7e;
/**
 * The marker number of a single tilde, which is no character's. Delimiters match if their numbers are equal.
 */
const ALONE = -TILDE;

type Delimiters = StateInline["delimiters"];

export function useStrikethrough(md: MarkdownIt): void {
  md.inline.ruler.at("strikethrough", (state, silent) => {
    if (silent || state.src.charCodeAt(state.pos) !== TILDE) return false;
    const { length, can_open: open, can_close: close } = state.scanDelims(state.pos, true);
    state.push("text", "", 0).content = "~".repeat(length);
    if (length <= 2)
      state.delimiters.push({
        marker: length === 2 ? TILDE : ALONE,
        length: 0,
        token: state.tokens.length - 1,
        end: -1,
        open,
        close,
      });
    state.pos += length;
    return true;
  });
  md.inline.ruler2.at("strikethrough", (state) => {
    strike(state, state.delimiters);
    for (const inner of state.tokens_meta) if (inner !== null) strike(state, inner.delimiters);
    return false;
  });
}

/** Turns matched delimiters into elements. */
function strike({ tokens }: StateInline, delimiters: Delimiters): void {
  for (const { marker, end, token } of delimiters) {
    if ((marker !== TILDE && marker !== ALONE) || end === -1) continue;
    [token, delimiters[end]?.token ?? token].forEach((at, index) => {
      const made = tokens[at];
      if (made !== undefined)
        Object.assign(made, {
          type: index === 0 ? "s_open" : "s_close",
          tag: "s",
          nesting: index === 0 ? 1 : -1,
          markup: made.content,
          content: "",
        });
    });
  }
}
