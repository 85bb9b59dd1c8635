/**
 * Code blocks with more than a language: after it, a title and what is marked.
 *
 *     ```ts title="src/a.ts" {1,4-6} ins={2} del={3} lines wrap
 *
 * A block that says none of this stays what CommonMark makes of it.
 */

/** What a block says after its language. Lines count from 1. */
export interface CodeOptions {
  readonly title?: string;
  readonly marked: ReadonlySet<number>;
  readonly inserted: ReadonlySet<number>;
  readonly deleted: ReadonlySet<number>;
  /** Whether lines have numbers, and the first one's. */
  readonly numbers?: number;
  readonly wrap: boolean;
}

const OPTION = /\{([\d,\s-]+)\}|(ins|del)=\{([\d,\s-]+)\}|title=(?:"([^"]*)"|'([^']*)')|lines(?:=(\d+))?(?=\s|$)|(wrap)(?=\s|$)/gy;

/** The options in the words after a language; undefined when they are something else, or there are none. */
export function parseCodeOptions(text: string): CodeOptions | undefined {
  const words = text.trim();
  if (words === "") return undefined;
  const marked = new Set<number>();
  const inserted = new Set<number>();
  const deleted = new Set<number>();
  let title: string | undefined;
  let numbers: number | undefined;
  let wrap = false;
  let end = 0;
  OPTION.lastIndex = 0;
  for (let match = OPTION.exec(words); match !== null; match = OPTION.exec(words)) {
    const [whole, lines, kind, kindLines, double, single, first, wraps] = match;
    if (lines !== undefined) addLines(marked, lines);
    else if (kindLines !== undefined) addLines(kind === "ins" ? inserted : deleted, kindLines);
    else if (double !== undefined || single !== undefined) title = double ?? single;
    else if (wraps !== undefined) wrap = true;
    else numbers = Number(first ?? 1);
    end = match.index + whole.length;
    while (/\s/.test(words.charAt(end))) end += 1;
    OPTION.lastIndex = end;
  }
  if (end < words.length) return undefined;
  return { marked, inserted, deleted, wrap, ...(title !== undefined && { title }), ...(numbers !== undefined && { numbers }) };
}

/** A list of lines longer than this is a slip of the hand. */
const MOST = 10_000;

function addLines(lines: Set<number>, list: string): void {
  for (const part of list.split(",")) {
    const [from = NaN, to = from] = part.split("-").map(Number);
    for (let line = from; line <= Math.min(to, from + MOST); line += 1) lines.add(line);
  }
}

/** The HTML of a block. `code` is its text as HTML, in which no element goes over the end of a line. */
export function renderCode(code: string, language: string, options: CodeOptions, escape: (text: string) => string): string {
  const lines = code.replace(/\n$/, "").split("\n");
  const hasLines = options.numbers !== undefined || options.marked.size + options.inserted.size + options.deleted.size > 0;
  const classes = [options.numbers === undefined ? "" : "numbered", options.wrap ? "wrap" : ""].filter((name) => name !== "").join(" ");
  const width = String((options.numbers ?? 1) + lines.length).length;
  const body = hasLines ? lines.map((line, index) => renderLine(line, index, options, width)).join("") : code;
  const pre = `<pre${classes === "" ? "" : ` class="${classes}"`}><code${language === "" ? "" : ` class="language-${escape(language)}"`}>${body}</code></pre>\n`;
  if (options.title === undefined || options.title === "") return pre;
  return `<figure class="code-block"><figcaption>${escape(options.title)}</figcaption>\n${pre}</figure>\n`;
}

function renderLine(line: string, index: number, options: CodeOptions, width: number): string {
  const at = index + 1;
  const kind = options.inserted.has(at) ? " inserted" : options.deleted.has(at) ? " deleted" : options.marked.has(at) ? " marked" : "";
  const number = options.numbers === undefined ? "" : `<span class="line-number" aria-hidden="true">${String(options.numbers + index).padStart(width)}</span>`;
  return `<span class="line${kind}">${number}${line}\n</span>`;
}
