/**
 * Reads the info string of a code fence: after the language, a title and marked lines.
 *
 *     ```ts title="src/a.ts" {1,4-6} ins={2} del={3} lines wrap
 *
 * The syntax of Pandoc, Material for MkDocs, VitePress, Docusaurus, Hugo and others works too. A block
 * without options is rendered as in CommonMark.
 */

/** First and last line. In a list, ranges are in order and do not overlap. `1-9999` stays one range. */
export type Range = readonly [number, number];

/** The options of a code block. Lines count from 1. */
export interface CodeOptions {
  readonly title?: string;
  readonly marked: readonly Range[];
  readonly inserted: readonly Range[];
  readonly deleted: readonly Range[];
  /** The number of the first line; absent if lines are not numbered. */
  readonly numbers?: number;
  readonly wrap: boolean;
}

/** The info string of a code fence. */
export interface Fence {
  /** The language for classes and colours: `js` of `js{1,3}`, `rust` of `rust,ignore`, `sh` of `{.sh}`. */
  readonly language: string;
  /** The label of the block in a code group, as in VitePress: `[config.js]`. */
  readonly name?: string;
  /** Absent if the info string has no known option. */
  readonly options?: CodeOptions;
  /** Unknown options. Text after a comma is for other programs and is not included. */
  readonly unknown: readonly string[];
  /** The lines that the options name, in order. */
  readonly lines: readonly NamedLines[];
}

/** `4-6` in the option `{1,4-6}`; NaN if it is not a number. */
export interface NamedLines {
  readonly written: string;
  readonly word: string;
  readonly first: number;
  readonly last: number;
}

/** A language, and the options directly after it. */
const LANGUAGE = /^([^\s{,:]*)(?:,[^\s{]*)?(.*)$/s;
/**
 * Everything in braces: a class of Pandoc, a language of R Markdown, or a directive of MyST. The part after a
 * comma is for R.
 */
const BRACED = /^\{(?![\d\s,-]*\})\s*(?!\s)(\.?[^\s{},=]*)(?![^\s{},])([^{},]*)(?:,[^{}]*)?\}(.*)$/s;
/** MyST directives that name the language after the braces. */
const DIRECTIVES = new Set(["code", "code-block", "code-cell", "sourcecode"]);

const WORD =
  /\{([^{}]*)\}|([^\s=,{}[\]"']+)(?:=(?:"([^"]*)"|'([^']*)'|\{([^{}]*)\}|\[([^[\]]*)\]|([^\s,{}]+))|\{([\d\s,-]+)\})?|\[([^[\]]+)\]|[^\s,{}]+/g;

/** The options read so far. */
interface ParsedOptions {
  readonly marked: NamedLines[];
  readonly inserted: NamedLines[];
  readonly deleted: NamedLines[];
  readonly unknown: string[];
  name?: string;
  title?: string;
  numbers?: number | false;
  wrap: boolean;
}

/** Reads the info string of a code fence. An unknown option does not invalidate the others. */
export function readFence(info: string): Fence {
  const { language, rest } = languageOf(info.trim());
  const parsed: ParsedOptions = { marked: [], inserted: [], deleted: [], unknown: [], wrap: false };
  readWords(rest, parsed);
  const { marked, inserted, deleted, unknown, name, title, numbers, wrap } = parsed;
  const hasOptions =
    title !== undefined ||
    typeof numbers === "number" ||
    wrap ||
    marked.length + inserted.length + deleted.length > 0;
  const options = {
    marked: inOrder(marked),
    inserted: inOrder(inserted),
    deleted: inOrder(deleted),
    wrap,
    ...(title !== undefined && { title }),
    ...(typeof numbers === "number" && { numbers }),
  };
  return {
    language,
    unknown,
    lines: [...marked, ...inserted, ...deleted],
    ...(name !== undefined && { name }),
    ...(hasOptions && { options }),
  };
}

function languageOf(info: string): { readonly language: string; readonly rest: string } {
  const [, word, words = "", behind = ""] = BRACED.exec(info) ?? [];
  if (word === undefined) {
    const [, language = "", rest = ""] = LANGUAGE.exec(info) ?? [];
    return { language, rest };
  }
  if (!DIRECTIVES.has(word)) return { language: word.replace(/^\.(?:language-)?/, ""), rest: words + behind };
  const [, language = "", rest = ""] = /^\s*(\S*)(.*)$/s.exec(behind) ?? [];
  return { language, rest: words + rest };
}

function readWords(text: string, parsed: ParsedOptions): void {
  for (const match of text.matchAll(WORD)) {
    const [word, group, key, double, single, braced, bracketed, bare, lines, label] = match;
    if (group !== undefined && isLines(group)) parsed.marked.push(...linesIn(group, word));
    else if (group !== undefined) readWords(group, parsed);
    else if (label !== undefined) parsed.name = label;
    else if (
      key === undefined ||
      !readWord(key, double ?? single ?? braced ?? bracketed ?? bare ?? lines, word, parsed)
    )
      parsed.unknown.push(word);
  }
}

const TITLE = new Set(["title", "filename", "file", "caption"]);
const NUMBERS = new Set(["lines", "linenums", "linenos", "linenumbers", "showlinenumbers", "numberlines"]);
const FIRST = new Set(["startfrom", "linenostart", "startlinenumber"]);
const MARKED = new Set(["hllines", "highlight", "mark", "emphasizelines"]);
const INSERTED = new Set(["ins", "add"]);
const DELETED = new Set(["del", "remove"]);
const NO = new Set(["false", "off", "no"]);

/**
 * Reads an option and returns whether it is known: `title="a"`, `lines`, `:line-numbers=5`, `.numberLines`,
 * `hl_lines="1 3-4"`.
 */
function readWord(written: string, value: string | undefined, word: string, parsed: ParsedOptions): boolean {
  const key = written.toLowerCase().replace(/^[.:]|[_-]/g, "");
  const lists = linesNamedBy(key, parsed);
  if (lists !== undefined && value !== undefined && isLines(value)) lists.push(...linesIn(value, word));
  else if (TITLE.has(key) && value !== undefined) parsed.title = value;
  else if (NUMBERS.has(key)) parsed.numbers = numbersFrom(value, parsed.numbers);
  else if (FIRST.has(key) && /^\d+$/.test(value ?? ""))
    parsed.numbers = parsed.numbers === false ? false : Number(value);
  else if (key === "nolinenumbers") parsed.numbers = false;
  else if (key === "wrap") parsed.wrap = value === undefined || !NO.has(value);
  else return false;
  return true;
}

function linesNamedBy(key: string, parsed: ParsedOptions): NamedLines[] | undefined {
  if (MARKED.has(key)) return parsed.marked;
  if (INSERTED.has(key)) return parsed.inserted;
  return DELETED.has(key) ? parsed.deleted : undefined;
}

/** The number of the first line; false for no numbers. */
function numbersFrom(value: string | undefined, before: ParsedOptions["numbers"]): ParsedOptions["numbers"] {
  if (value !== undefined && NO.has(value)) return false;
  return /^\d+$/.test(value ?? "") ? Number(value) : (before ?? 1);
}

/** Whether a list contains line numbers: `1,4-6`, `1 4-6`, `1,"4-6"`. */
function isLines(list: string): boolean {
  return /\d/.test(list) && /^[\d\s,"'-]*$/.test(list);
}

function linesIn(list: string, word: string): NamedLines[] {
  return list
    .replace(/["']/g, "")
    .replace(/(?<!\s)\s*-\s*/g, "-")
    .split(/[\s,]+/)
    .filter((written) => written !== "")
    .map((written) => {
      const [first = NaN, last = first, more] = written.split("-").map(Number);
      return { written, word, first, last: more === undefined ? last : NaN };
    });
}

/** A longer range is a typo. */
const MAX_RANGE = 10_000;

function inOrder(lines: readonly NamedLines[]): readonly Range[] {
  const ranges = lines.flatMap(({ first, last }): [number, number][] =>
    first <= last ? [[first, Math.min(last, first + MAX_RANGE)]] : [],
  );
  const apart: [number, number][] = [];
  for (const [from, to] of ranges.sort(([a], [b]) => a - b)) {
    const before = apart.at(-1);
    if (before === undefined || before[1] < from) apart.push([from, to]);
    else before[1] = Math.max(before[1], to);
  }
  return apart;
}
