/**
 * Code blocks with more than a language: after it, a title and what is marked.
 *
 *     ```ts title="src/a.ts" {1,4-6} ins={2} del={3} lines wrap
 *
 * A block that says none of this stays what CommonMark makes of it.
 */

import { diagnostic } from "../diagnostics.js";
import type { Diagnostic } from "../model.js";

/** The first and the last of some lines; in a list, in order and apart from each other. A few letters may name thousands: no list has each. */
type Range = readonly [number, number];

/** What a block says after its language. Lines count from 1. */
export interface CodeOptions {
  readonly title?: string;
  readonly marked: readonly Range[];
  readonly inserted: readonly Range[];
  readonly deleted: readonly Range[];
  /** Whether lines have numbers, and the first one's. */
  readonly numbers?: number;
  readonly wrap: boolean;
}

/** What the words behind a fence say. */
export interface Fence {
  /** As classes and colours name it: `js` of `js{1,3}`, `rust` of `rust,ignore`. */
  readonly language: string;
  /** What the block is called in a group, as VitePress has it: `[config.js]`. */
  readonly name?: string;
  /** Undefined where nothing is said that is known. */
  readonly options?: CodeOptions;
  /** Words that mean nothing here. What follows a comma is for other programs, and none of them. */
  readonly unknown: readonly string[];
}

/** A language; what follows it at once is said of the block. A block of R Markdown, `{r}`, has no other word. */
const LANGUAGE = /^(\{\S*|[^\s{,:]*)(?:,[^\s{]*)?(.*)$/s;
const WORD =
  /\{([\d,\s-]+)\}|(ins|del)=\{([\d,\s-]+)\}|title=(?:"([^"]*)"|'([^']*)')|(lines)(?:=(\d+))?(?=\s|$)|(wrap)(?=\s|$)|\[([^\]]+)\]|[^\s=]+=(?:"[^"]*"|'[^']*'|\{[^}]*\})|\S+/g;

/** Reads the words behind a fence. One that is not known does not take the others with it. */
export function readFence(info: string): Fence {
  const [, language = "", rest = ""] = LANGUAGE.exec(info.trim()) ?? [];
  const marked: Range[] = [];
  const inserted: Range[] = [];
  const deleted: Range[] = [];
  const unknown: string[] = [];
  let name: string | undefined;
  let title: string | undefined;
  let numbers: number | undefined;
  let wrap = false;
  for (const [word, lines, kind, kindLines, double, single, numbered, first, wraps, called] of rest.matchAll(
    WORD,
  )) {
    if (lines !== undefined) addLines(marked, lines);
    else if (kindLines !== undefined) addLines(kind === "ins" ? inserted : deleted, kindLines);
    else if (double !== undefined || single !== undefined) title = double ?? single;
    else if (numbered !== undefined) numbers = Number(first ?? 1);
    else if (wraps !== undefined) wrap = true;
    else if (called !== undefined) name = called;
    else unknown.push(word);
  }
  const saysMore =
    title !== undefined ||
    numbers !== undefined ||
    wrap ||
    marked.length + inserted.length + deleted.length > 0;
  const options = {
    marked: inOrder(marked),
    inserted: inOrder(inserted),
    deleted: inOrder(deleted),
    wrap,
    ...(title !== undefined && { title }),
    ...(numbers !== undefined && { numbers }),
  };
  return { language, unknown, ...(name !== undefined && { name }), ...(saysMore && { options }) };
}

/** What words of other programs are here. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ["showLineNumbers", "lines"],
  [":line-numbers", "lines"],
  ["linenums", "lines"],
  ["linenos", "lines"],
  ["hl_lines", "{1,3}"],
  ["filename", "title"],
  ["file", "title"],
]);

/** Findings about words behind a fence; `written` is its line in the file. */
export function checkFence(
  info: string,
  written: () => string,
  place: { readonly file: string; readonly line: number },
): Diagnostic[] {
  // Most blocks name their language and no more.
  if (!/[\s:{]/.test(info.trim())) return [];
  const { unknown, options, name } = readFence(info);
  const meantBy = (word: string): string | undefined => ELSEWHERE.get(word.replace(/=.*$/s, ""));
  // Words alone may be a name: `shell script` is one of GitHub's.
  const told =
    options !== undefined || name !== undefined
      ? unknown
      : unknown.filter((word) => /[={]|^:\w/.test(word) || meantBy(word) !== undefined);
  return told.map((word) => {
    const meant = meantBy(word);
    return diagnostic(
      "code-option-unknown",
      { ...place, column: Math.max(0, written().lastIndexOf(word)) + 1, length: word.length },
      `A block of code knows no \`${word}\`.`,
      meant === undefined
        ? 'It knows `title="…"`, `{1,3}`, `ins={1}`, `del={1}`, `lines` and `wrap`; remove what has no effect.'
        : `Write \`${meant}\`.`,
    );
  });
}

/** A range of lines longer than this is a slip of the hand. */
const MOST = 10_000;

function addLines(lines: Range[], list: string): void {
  for (const part of list.split(",")) {
    const [from = NaN, to = from] = part.split("-").map(Number);
    const last = Math.min(to, from + MOST);
    if (from <= last) lines.push([from, last]);
  }
}

function inOrder(lines: readonly Range[]): readonly Range[] {
  const apart: [number, number][] = [];
  for (const [from, to] of [...lines].sort(([a], [b]) => a - b)) {
    const before = apart.at(-1);
    if (before === undefined || before[1] < from) apart.push([from, to]);
    else before[1] = Math.max(before[1], to);
  }
  return apart;
}

function holds(lines: readonly Range[], line: number): boolean {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.[1] ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return (lines[low]?.[0] ?? Infinity) <= line;
}

/** The HTML of a block. `code` is its text as HTML, in which no element goes over the end of a line. */
export function renderCode(
  code: string,
  language: string,
  options: CodeOptions,
  escape: (text: string) => string,
): string {
  const lines = code.replace(/\n$/, "").split("\n");
  const hasLines =
    options.numbers !== undefined ||
    options.marked.length + options.inserted.length + options.deleted.length > 0;
  const classes = [options.numbers === undefined ? "" : "numbered", options.wrap ? "wrap" : ""]
    .filter((name) => name !== "")
    .join(" ");
  const width = String((options.numbers ?? 1) + lines.length).length;
  const body = hasLines ? lines.map((line, index) => renderLine(line, index, options, width)).join("") : code;
  const pre = `<pre${classes === "" ? "" : ` class="${classes}"`}><code${language === "" ? "" : ` class="language-${escape(language)}"`}>${body}</code></pre>\n`;
  if (options.title === undefined || options.title === "") return pre;
  return `<figure class="code-block"><figcaption>${escape(options.title)}</figcaption>\n${pre}</figure>\n`;
}

function renderLine(line: string, index: number, options: CodeOptions, width: number): string {
  const at = index + 1;
  const kind = holds(options.inserted, at)
    ? " inserted"
    : holds(options.deleted, at)
      ? " deleted"
      : holds(options.marked, at)
        ? " marked"
        : "";
  const number =
    options.numbers === undefined
      ? ""
      : `<span class="line-number" aria-hidden="true">${String(options.numbers + index).padStart(width)}</span>`;
  return `<span class="line${kind}">${number}${line}\n</span>`;
}
