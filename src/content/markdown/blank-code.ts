/** Replaces code, comments and literal elements in the text of a block with spaces. */

const ELEMENT = /<(code|pre|script|style|kbd|samp|tt|textarea|template)\b[^<>]*>|<!--(?! *@include:)/gi;

/** The text with spaces instead of code spans and literal elements. Its length and lines stay the same. */
export function blankCode(text: string): string {
  const spans = text.includes("`") ? blankSpans(text) : text;
  return spans.includes("<") ? blankElements(spans) : spans;
}

const blanks = (text: string): string => text.replace(/[^\n]/g, " ");

/**
 * A code span ends at the next run of as many backticks (CommonMark 6.1). Otherwise the backticks are text.
 */
function blankSpans(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map(({ 0: run, index }) => ({ index, length: run.length }));
  /** The index of the next run of the same length, for each run. */
  const next: number[] = [];
  const last = new Map<number, number>();
  for (let at = runs.length - 1; at >= 0; at -= 1) {
    const { length = 0 } = runs[at] ?? {};
    next[at] = last.get(length) ?? -1;
    last.set(length, at);
  }
  let out = "";
  let copied = 0;
  for (let at = 0; at < runs.length; at += 1) {
    const open = runs[at];
    const close = runs[next[at] ?? -1];
    if (open === undefined || close === undefined || text[open.index - 1] === "\\") continue;
    const start = open.index + open.length;
    out += text.slice(copied, start) + blanks(text.slice(start, close.index));
    copied = close.index;
    at = next[at] ?? at;
  }
  return out + text.slice(copied);
}

/** An unclosed element extends to the end of the block. */
function blankElements(text: string): string {
  let out = "";
  let copied = 0;
  ELEMENT.lastIndex = 0;
  const lower = text.toLowerCase();
  for (let open = ELEMENT.exec(text); open !== null; open = ELEMENT.exec(text)) {
    const start = open.index + open[0].length;
    const found = lower.indexOf(open[1] === undefined ? "-->" : `</${open[1].toLowerCase()}`, start);
    const end = found === -1 ? text.length : found;
    out += text.slice(copied, start) + blanks(text.slice(start, end));
    ELEMENT.lastIndex = copied = end;
  }
  return out + text.slice(copied);
}
