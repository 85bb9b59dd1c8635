/** The line tables that markdown-it's block rules use. */

import type MarkdownIt from "markdown-it";
import type { StateBlock, Token } from "markdown-it";

const NEWLINE = "\n";
const TAB = 0x09;
const SPACE = 0x20;

/**
 * A block state that finds lines by their line feeds and reads only their indentation. markdown-it's own
 * state reads every character.
 */
export function withLines(State: typeof StateBlock): typeof StateBlock {
  return class extends State {
    constructor(src: string, md: MarkdownIt, env: unknown, tokens: Token[]) {
      super("", md, env, tokens);
      this.src = src;
      const bMarks: number[] = [];
      const eMarks: number[] = [];
      const tShift: number[] = [];
      const sCount: number[] = [];
      const bsCount: number[] = [];
      for (let start = 0, end = 0; start < src.length; start = end + 1) {
        const newline = src.indexOf(NEWLINE, start);
        end = newline === -1 ? src.length : newline;
        let first = start;
        let indent = 0;
        for (; first < end; first += 1) {
          const code = src.charCodeAt(first);
          if (code === SPACE) indent += 1;
          else if (code === TAB) indent += 4 - (indent % 4);
          else break;
        }
        // Spaces at the end of the text are not a line.
        if (newline === -1 && first === end) break;
        bMarks.push(start);
        eMarks.push(end);
        tShift.push(first - start);
        sCount.push(indent);
        bsCount.push(0);
      }
      this.lineMax = bMarks.length;
      // markdown-it expects an entry after the last line.
      bMarks.push(src.length);
      eMarks.push(src.length);
      tShift.push(0);
      sCount.push(0);
      bsCount.push(0);
      Object.assign(this, { bMarks, eMarks, tShift, sCount, bsCount });
    }
  };
}
