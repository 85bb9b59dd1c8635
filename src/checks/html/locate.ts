/** Finds the source of a tag in a finished page: in the page's file, or in a template. */

import { readAttributes, type HtmlAttribute } from "../../content/html/scan.js";
import type { Fault } from "../../model/fault.js";

/**
 * The start of a tag in a text; undefined if the text does not contain it. `used`: positions of tags that
 * were located before.
 */
export function locateTag(
  { code, text, after }: Fault,
  source: string,
  used: ReadonlySet<number>,
): number | undefined {
  const exact = occurrences(source, text).filter((at) => !used.has(at));
  if (exact.length > 0) {
    const wanted = letters(after);
    const scores = exact.map((at) =>
      alike(wanted, letters(source.slice(at + text.length, at + text.length + 500))),
    );
    const best = Math.max(...scores);
    // The first element can keep its id.
    return exact[code === "id-duplicate" ? scores.lastIndexOf(best) : scores.indexOf(best)];
  }
  return locateAlike(text, source, used);
}

/**
 * The start of a heading in Markdown, after a number of others with its level and title. If there are
 * fewer, the last of them.
 */
export function locateHeading(
  level: number,
  title: string,
  before: number,
  source: string,
): number | undefined {
  const wanted = letters(title);
  const found: number[] = [];
  for (const { index, 1: indent = "", 2: marks = "", 3: words = "" } of withoutCode(source).matchAll(ATX))
    if (marks.length === level && letters(words.replace(TARGET, "]")) === wanted)
      found.push(index + indent.length);
  return found[before] ?? found.at(-1);
}

/** The source with spaces in place of its code blocks. */
function withoutCode(source: string): string {
  let fence = "";
  const blank = (line: string) => line.replace(/./g, " ");
  return source
    .split("\n")
    .map((line) => {
      const marks = /^[ \t>]*(`{3,}|~{3,})/.exec(line)?.[1] ?? "";
      if (fence === "") fence = marks;
      else if (!marks.startsWith(fence)) return blank(line);
      else fence = "";
      return marks === "" ? line : blank(line);
    })
    .join("\n");
}

const ATX = /^((?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*)(#{1,6})[ \t]+(.*)$/gm;
/** Link targets and attributes are not part of a heading's text. */
const TARGET = /\]\([^()]*\)|\{[^{}]*\}[ \t]*$/g;

function occurrences(source: string, text: string): readonly number[] {
  const found: number[] = [];
  for (let at = source.indexOf(text); at !== -1; at = source.indexOf(text, at + 1)) found.push(at);
  return found;
}

/** Finds a tag whose attributes a template computes, or whose URL was resolved. */
function locateAlike(text: string, source: string, used: ReadonlySet<number>): number | undefined {
  const [, name = ""] = /^<([a-z][^\s/>]*)/i.exec(text) ?? [];
  if (name === "") return undefined;
  const made = attributesAt(text, name.length + 1) ?? [];
  let best: { readonly at: number; readonly score: number } | undefined;
  for (const at of occurrences(source, `<${name}`)) {
    const written =
      used.has(at) || !/[\s/>]/.test(source.charAt(at + name.length + 1))
        ? undefined
        : attributesAt(source, at + name.length + 1);
    if (written === undefined) continue;
    const score = scoreOf(written, made);
    if (score !== undefined && score > (best?.score ?? 0)) best = { at, score };
  }
  return best?.at;
}

function attributesAt(source: string, at: number): readonly HtmlAttribute[] | undefined {
  const attributes: HtmlAttribute[] = [];
  return readAttributes(source, at, attributes) === undefined ? undefined : attributes;
}

/** How much of the source tag is in the finished tag; undefined if a part of it is missing. */
function scoreOf(written: readonly HtmlAttribute[], made: readonly HtmlAttribute[]): number | undefined {
  // Handbill adds attributes to source tags, but no class.
  const has = (attributes: readonly HtmlAttribute[], wanted: RegExp) =>
    attributes.some(({ name }) => wanted.test(name));
  if (has(made, /^class$/) && !has(written, /^class$|[{}%]/)) return undefined;
  let score = 1;
  for (const { name, value } of written) {
    if (/[{}%]/.test(name)) continue;
    const other = made.find((one) => one.name === name);
    const isComputed = /\{[{%]/.test(value) || /^(?:href|src|srcset|action|poster|data)$/.test(name);
    if (other === undefined || (other.value !== value && !isComputed)) return undefined;
    score += other.value === value ? 2 : 1;
  }
  return score;
}

function letters(text: string): string {
  return text.replace(/<[^<>]*(?:>|$)/g, "").replace(/&[a-z]+;|[^\p{L}\p{N}]/gu, "");
}

function alike(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
