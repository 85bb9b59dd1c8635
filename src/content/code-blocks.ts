/**
 * Code blocks with more than a language: after it, a title and what is marked.
 *
 *     ```ts title="src/a.ts" {1,4-6} ins={2} del={3} lines wrap
 *
 * A block that says none of this stays what CommonMark makes of it.
 */

import { diagnostic } from "../diagnostics.js";
import type { Diagnostic } from "../model.js";

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
const WORD = /\{([\d,\s-]+)\}|(ins|del)=\{([\d,\s-]+)\}|title=(?:"([^"]*)"|'([^']*)')|(lines)(?:=(\d+))?(?=\s|$)|(wrap)(?=\s|$)|\[([^\]]+)\]|[^\s=]+=(?:"[^"]*"|'[^']*'|\{[^}]*\})|\S+/g;

/** Reads the words behind a fence. One that is not known does not take the others with it. */
export function readFence(info: string): Fence {
  const [, language = "", rest = ""] = LANGUAGE.exec(info.trim()) ?? [];
  const marked = new Set<number>();
  const inserted = new Set<number>();
  const deleted = new Set<number>();
  const unknown: string[] = [];
  let name: string | undefined;
  let title: string | undefined;
  let numbers: number | undefined;
  let wrap = false;
  for (const [word, lines, kind, kindLines, double, single, numbered, first, wraps, called] of rest.matchAll(WORD)) {
    if (lines !== undefined) addLines(marked, lines);
    else if (kindLines !== undefined) addLines(kind === "ins" ? inserted : deleted, kindLines);
    else if (double !== undefined || single !== undefined) title = double ?? single;
    else if (numbered !== undefined) numbers = Number(first ?? 1);
    else if (wraps !== undefined) wrap = true;
    else if (called !== undefined) name = called;
    else unknown.push(word);
  }
  const saysMore = title !== undefined || numbers !== undefined || wrap || marked.size + inserted.size + deleted.size > 0;
  const options = { marked, inserted, deleted, wrap, ...(title !== undefined && { title }), ...(numbers !== undefined && { numbers }) };
  return { language, unknown, ...(name !== undefined && { name }), ...(saysMore && { options }) };
}

/** What words of other programs are here. */
const ELSEWHERE: Readonly<Record<string, string>> = { showLineNumbers: "lines", ":line-numbers": "lines", linenums: "lines", linenos: "lines", hl_lines: "{1,3}", filename: "title", file: "title" };

/** Findings about words behind a fence; `written` is its line in the file. */
export function checkFence(info: string, written: () => string, place: { readonly file: string; readonly line: number }): Diagnostic[] {
  // Most blocks name their language and no more.
  if (!/[\s:{]/.test(info.trim())) return [];
  const { unknown, options } = readFence(info);
  return unknown.flatMap((word) => {
    const meant = ELSEWHERE[word.replace(/=.*$/s, "")];
    // A second word alone, as in `shell script`, is how many write the language.
    if (meant === undefined && options === undefined && !word.includes("=")) return [];
    return diagnostic("code-option-unknown", { ...place, column: Math.max(0, written().lastIndexOf(word)) + 1, length: word.length }, `A block of code knows no \`${word}\`.`, meant === undefined ? "It knows `title=\"…\"`, `{1,3}`, `ins={1}`, `del={1}`, `lines` and `wrap`; remove what has no effect." : `Write \`${meant}\`.`);
  });
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
