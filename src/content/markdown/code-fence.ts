/**
 * What stands behind a code fence: after the language, a title and what is marked.
 *
 *     ```ts title="src/a.ts" {1,4-6} ins={2} del={3} lines wrap
 *
 * What Pandoc, Material, VitePress, Docusaurus, Hugo and others write for the same is read, too. A block that says none
 * of this stays what CommonMark makes of it.
 */

/** The first and the last of some lines; in a list, in order and apart from each other. A few letters may name thousands: no list has each. */
export type Range = readonly [number, number];

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
  /** As classes and colours name it: `js` of `js{1,3}`, `rust` of `rust,ignore`, `sh` of `{.sh}`. */
  readonly language: string;
  /** What the block is called in a group, as VitePress has it: `[config.js]`. */
  readonly name?: string;
  /** Undefined where nothing is said that is known. */
  readonly options?: CodeOptions;
  /** Words that mean nothing here. What follows a comma is for other programs, and none of them. */
  readonly unknown: readonly string[];
  /** The lines that words name, in their order. */
  readonly lines: readonly NamedLines[];
}

/** `4-6` in the word `{1,4-6}`; NaN where it is no number. */
export interface NamedLines {
  readonly written: string;
  readonly word: string;
  readonly first: number;
  readonly last: number;
}

/** A language; what follows it at once is said of the block. */
const LANGUAGE = /^([^\s{,:]*)(?:,[^\s{]*)?(.*)$/s;
/** All in braces: a class of Pandoc, the language of R Markdown, or a directive of MyST. What follows a comma is for R. */
const BRACED = /^\{(?![\d\s,-]*\})\s*(?!\s)(\.?[^\s{},=]*)(?![^\s{},])([^{},]*)(?:,[^{}]*)?\}(.*)$/s;
/** Directives whose language stands behind them. */
const DIRECTIVES = new Set(["code", "code-block", "code-cell", "sourcecode"]);

const WORD =
  /\{([^{}]*)\}|([^\s=,{}[\]"']+)(?:=(?:"([^"]*)"|'([^']*)'|\{([^{}]*)\}|\[([^[\]]*)\]|([^\s,{}]+))|\{([\d\s,-]+)\})?|\[([^[\]]+)\]|[^\s,{}]+/g;

/** What is said so far. */
interface Said {
  readonly marked: NamedLines[];
  readonly inserted: NamedLines[];
  readonly deleted: NamedLines[];
  readonly unknown: string[];
  name?: string;
  title?: string;
  numbers?: number | false;
  wrap: boolean;
}

/** Reads the words behind a fence. One that is not known does not take the others with it. */
export function readFence(info: string): Fence {
  const { language, rest } = languageOf(info.trim());
  const said: Said = { marked: [], inserted: [], deleted: [], unknown: [], wrap: false };
  readWords(rest, said);
  const { marked, inserted, deleted, unknown, name, title, numbers, wrap } = said;
  const saysMore =
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
    ...(saysMore && { options }),
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

function readWords(text: string, said: Said): void {
  for (const match of text.matchAll(WORD)) {
    const [word, group, key, double, single, braced, bracketed, bare, lines, called] = match;
    if (group !== undefined && isLines(group)) said.marked.push(...linesIn(group, word));
    else if (group !== undefined) readWords(group, said);
    else if (called !== undefined) said.name = called;
    else if (
      key === undefined ||
      !readWord(key, double ?? single ?? braced ?? bracketed ?? bare ?? lines, word, said)
    )
      said.unknown.push(word);
  }
}

const TITLE = new Set(["title", "filename", "file", "caption"]);
const NUMBERS = new Set(["lines", "linenums", "linenos", "linenumbers", "showlinenumbers", "numberlines"]);
const FIRST = new Set(["startfrom", "linenostart", "startlinenumber"]);
const MARKED = new Set(["hllines", "highlight", "mark", "emphasizelines"]);
const INSERTED = new Set(["ins", "add"]);
const DELETED = new Set(["del", "remove"]);
const NO = new Set(["false", "off", "no"]);

/** Whether a word is known: `title="a"`, `lines`, `:line-numbers=5`, `.numberLines`, `hl_lines="1 3-4"`. */
function readWord(written: string, value: string | undefined, word: string, said: Said): boolean {
  const key = written.toLowerCase().replace(/^[.:]|[_-]/g, "");
  const lists = MARKED.has(key)
    ? said.marked
    : INSERTED.has(key)
      ? said.inserted
      : DELETED.has(key)
        ? said.deleted
        : undefined;
  if (lists !== undefined && value !== undefined && isLines(value)) lists.push(...linesIn(value, word));
  else if (TITLE.has(key) && value !== undefined) said.title = value;
  else if (NUMBERS.has(key))
    said.numbers =
      value !== undefined && NO.has(value)
        ? false
        : /^\d+$/.test(value ?? "")
          ? Number(value)
          : (said.numbers ?? 1);
  else if (FIRST.has(key) && /^\d+$/.test(value ?? ""))
    said.numbers = said.numbers === false ? false : Number(value);
  else if (key === "nolinenumbers") said.numbers = false;
  else if (key === "wrap") said.wrap = value === undefined || !NO.has(value);
  else return false;
  return true;
}

/** Whether a list is one of lines: `1,4-6`, `1 4-6`, `1,"4-6"`. */
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

/** A range of lines longer than this is a slip of the hand. */
const LONGEST_RANGE = 10_000;

function inOrder(lines: readonly NamedLines[]): readonly Range[] {
  const ranges = lines.flatMap(({ first, last }): [number, number][] =>
    first <= last ? [[first, Math.min(last, first + LONGEST_RANGE)]] : [],
  );
  const apart: [number, number][] = [];
  for (const [from, to] of ranges.sort(([a], [b]) => a - b)) {
    const before = apart.at(-1);
    if (before === undefined || before[1] < from) apart.push([from, to]);
    else before[1] = Math.max(before[1], to);
  }
  return apart;
}
