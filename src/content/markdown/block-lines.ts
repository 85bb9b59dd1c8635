/** The lines of a text, as markdown-it's block rules want them. */

import type MarkdownIt from "markdown-it";
import type { StateBlock, Token } from "markdown-it";

const NEWLINE = "\n";
const TAB = 0x09;
const SPACE = 0x20;

/** A block state that finds its lines by their ends and looks at no character beyond a line's indent; markdown-it's own looks at every one. */
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
        // Spaces alone at the end of the text are no line.
        if (newline === -1 && first === end) break;
        bMarks.push(start);
        eMarks.push(end);
        tShift.push(first - start);
        sCount.push(indent);
        bsCount.push(0);
      }
      this.lineMax = bMarks.length;
      // After the last line comes one that is none, as in markdown-it.
      bMarks.push(src.length);
      eMarks.push(src.length);
      tShift.push(0);
      sCount.push(0);
      bsCount.push(0);
      Object.assign(this, { bMarks, eMarks, tShift, sCount, bsCount });
    }
  };
}
