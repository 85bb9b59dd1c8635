/** Where a place in the text that a template printed is in the template itself. */

import type { Position } from "../model/model.js";

/** So many lines of a template that compute something are compared with a printed one. */
const LOOK_AT = 200;

/** A place in the template; `isExact` where it holds the very text of the printed place. */
export interface TemplatePlace extends Position {
  readonly isExact: boolean;
}

/** Tells where printed places are. Both texts begin on the same line of their file. `written`: the text at the place. */
export function createTemplatePlaces(
  template: string,
  printed: string,
  firstLine: number,
): (place: Position, written: string) => TemplatePlace {
  const lines = template.split("\n").map(templateLine);
  const shown = printed.split("\n");
  const rows = matchLines(lines, shown);
  return ({ line, column }, written) => {
    const row = rows[line - firstLine] ?? 0;
    const { text, start } = lines[row] ?? templateLine("");
    const isSame = text === shown[line - firstLine]?.trimEnd();
    const at = isSame || written === "" ? -1 : text.indexOf(written);
    return {
      line: firstLine + row,
      column: isSame ? column : at !== -1 ? at + 1 : Math.min(column, start + 1),
      isExact: isSame || at !== -1,
    };
  };
}

/** A line of a template: what it prints as it is before its first tag, and behind its last. */
interface TemplateLine {
  readonly text: string;
  /** Where its first tag begins; its length where it has none. */
  readonly start: number;
  readonly tail: string;
  readonly isComputed: boolean;
}

function templateLine(written: string): TemplateLine {
  const text = written.trimEnd();
  const start = text.search(/\{[{%#]/);
  if (start === -1) return { text, start: text.length, tail: "", isComputed: false };
  const end = Math.max(text.lastIndexOf("}}"), text.lastIndexOf("%}"), text.lastIndexOf("#}"));
  return { text, start, tail: end < start ? "" : text.slice(end + 2), isComputed: true };
}

/** For each printed line, the line of the template that it is of. Loops print lines again, and a tag may print many. */
function matchLines(lines: readonly TemplateLine[], shown: readonly string[]): readonly number[] {
  const plain = new Map<string, number[]>();
  const computed: number[] = [];
  lines.forEach(({ text, isComputed }, row) => {
    if (isComputed) return void computed.push(row);
    const same = plain.get(text);
    if (same === undefined) plain.set(text, [row]);
    else same.push(row);
  });
  let next = 0;
  return shown.map((text) => {
    const printed = text.trimEnd();
    if (printed === "") return Math.max(0, next - 1);
    const row =
      nextIn(plain.get(printed) ?? [], next) ??
      nextIn(computed, next, (at) => prints(lines[at], printed)) ??
      nextIn(computed, next, (at) => isTagAlone(lines[at]) && !isSilent(lines[at]));
    if (row === undefined) return Math.max(0, next - 1);
    // A line that is nothing but a tag may print more lines.
    next = isTagAlone(lines[row]) ? row : row + 1;
    return row;
  });
}

/** The first of some rows, in order, from `from` on, else the first of all, that is wanted. */
function nextIn(
  rows: readonly number[],
  from: number,
  isWanted: (row: number) => boolean = () => true,
): number | undefined {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return (
    rows.slice(low, low + LOOK_AT).find(isWanted) ?? rows.slice(0, Math.min(low, LOOK_AT)).find(isWanted)
  );
}

/** Whether a line of a template may have printed a text: it begins and ends as the line does. */
function prints(line: TemplateLine | undefined, printed: string): boolean {
  if (line === undefined || isTagAlone(line)) return false;
  const { text, start, tail } = line;
  return (
    printed.length >= start + tail.length &&
    printed.startsWith(text.slice(0, start)) &&
    printed.endsWith(tail)
  );
}

/** Whether a line is nothing but tags, as far as can be seen from its ends. */
function isTagAlone(line: TemplateLine | undefined): boolean {
  return line?.isComputed === true && line.tail === "" && line.text.trimStart().search(/\{[{%#]/) === 0;
}

/** Tags that print nothing themselves. */
const SILENT =
  "end for if el set macro import from block call filter raw async switch case default comment assign capture unless".split(
    " ",
  );

/** Whether a line is one tag, and that prints nothing. */
function isSilent(line: TemplateLine | undefined): boolean {
  const text = line?.text.trimStart() ?? "";
  const name = /^\{%-? *([a-z]+)/i.exec(text)?.[1]?.toLowerCase();
  const isOne = text.slice(0, -2).search(/[%#]\}/) === -1;
  return isOne && (text.startsWith("{#") || SILENT.some((start) => name?.startsWith(start) === true));
}
