/** Maps positions in the output of a template to positions in the template. */

import type { Position } from "../model/model.js";

/** The most template lines with tags that are compared with an output line. */
const MAX_COMPARED = 200;

/** A position in the template. `isExact` means that the template has the same text there. */
export interface TemplatePlace extends Position {
  readonly isExact: boolean;
}

/**
 * Returns a function that finds the template position of an output position. Both texts start on the same
 * line of their file. `written` is the text at the position.
 */
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

/** A line of a template with its fixed text before the first tag and after the last. */
interface TemplateLine {
  readonly text: string;
  /** The offset of its first tag, or its length if it has none. */
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

/** The template line of each output line. Loops repeat lines, and a tag may print several. */
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
    // A line with only a tag may print several lines.
    next = isTagAlone(lines[row]) ? row : row + 1;
    return row;
  });
}

/** The first wanted row at or after `from`, or else the first wanted row. */
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
    rows.slice(low, low + MAX_COMPARED).find(isWanted) ??
    rows.slice(0, Math.min(low, MAX_COMPARED)).find(isWanted)
  );
}

/** Whether a template line may have printed a text: the text has the same start and end. */
function prints(line: TemplateLine | undefined, printed: string): boolean {
  if (line === undefined || isTagAlone(line)) return false;
  const { text, start, tail } = line;
  return (
    printed.length >= start + tail.length &&
    printed.startsWith(text.slice(0, start)) &&
    printed.endsWith(tail)
  );
}

/** Whether a line consists only of tags, judged by its ends. */
function isTagAlone(line: TemplateLine | undefined): boolean {
  return line?.isComputed === true && line.tail === "" && line.text.trimStart().search(/\{[{%#]/) === 0;
}

/** Tags that print nothing themselves. */
const SILENT =
  "end for if el set macro import from block call filter raw async switch case default comment assign capture unless".split(
    " ",
  );

/** Whether a line is a single tag that prints nothing. */
function isSilent(line: TemplateLine | undefined): boolean {
  const text = line?.text.trimStart() ?? "";
  const name = /^\{%-? *([a-z]+)/i.exec(text)?.[1]?.toLowerCase();
  const isOne = text.slice(0, -2).search(/[%#]\}/) === -1;
  return isOne && (text.startsWith("{#") || SILENT.some((start) => name?.startsWith(start) === true));
}
