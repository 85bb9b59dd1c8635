/**
 * Checks how a file starts: text before its front matter, and text that was meant as front matter but is not.
 */

import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Diagnostic } from "../../model/model.js";
import { codePoint, INVISIBLE } from "../../utils/invisible.js";
import { createPlaces } from "../markdown/positions.js";
import { knownKeys } from "./known-keys.js";

/** A line with a key, quoted or not, and an optional value. */
const KEY_LINE =
  /^[ \t]*(?:"([^"\n]{1,80})"|'([^'\n]{1,80})'|([\p{L}_][\p{L}\p{N}_ .-]{0,80}?))[ \t]*:(?:[ \t]|$)/u;

/**
 * Keys that often start the front matter of other generators. A word of prose before a colon, such as
 * `Note:`, is not one.
 */
const USUAL_KEYS: ReadonlySet<string> = new Set([
  ...Object.keys(knownKeys.shape).map((key) => key.toLowerCase()),
  ..."author authors categories category slug weight aliases lastmod type id keywords image summary toc".split(
    " ",
  ),
  ..."nav_order parent sidebar_position sidebar_label excerpt cover status drafts unpublished".split(" "),
]);

/** A line that marks the page as a draft, in YAML or TOML. */
const DRAFT_LINE =
  /^[ \t]*["']?(?:draft["']?[ \t]*[:=][ \t]*["']?(?:true|yes|on)|published["']?[ \t]*[:=][ \t]*["']?(?:false|no|off))\b/im;

/** How many characters of a file are checked. */
const MAX_START = 4000;

/** Invisible characters: whitespace, zero-width characters, and the replacement of control characters. */
const INVISIBLE_CHARACTER = new RegExp(`[\\s\u0085\ufffd]|${INVISIBLE.source}`, "u");

/** The offset of the first visible text that is not in a comment. */
export function leadOf(text: string): number {
  let at = 0;
  for (;;) {
    while (at < text.length && INVISIBLE_CHARACTER.test(text.charAt(at))) at += 1;
    const end = text.startsWith("<!--", at) ? text.indexOf("-->", at + 4) : -1;
    if (end === -1) return at;
    at = end + 3;
  }
}

const ALL_INVISIBLE = new RegExp(INVISIBLE.source, "gu");

/** A line without invisible characters. `---` with a zero-width space in it looks like `---`. */
export function visibleLine(line: string): string {
  return line.replace(ALL_INVISIBLE, "").replace(/(?<![\s\u0085\ufffd])[\s\u0085\ufffd]+$/, "");
}

/** The line that starts at an offset. */
export function lineAt(text: string, offset: number): string {
  const end = text.indexOf("\n", offset);
  return text.slice(offset, end === -1 ? text.length : end);
}

/** The key at the start of a line. */
export function keyOf(line: string): string | undefined {
  const found = KEY_LINE.exec(line);
  return found === null ? undefined : (found[1] ?? found[2] ?? found[3]);
}

function isUsual(key: string | undefined): boolean {
  return key !== undefined && USUAL_KEYS.has(key.toLowerCase());
}

/**
 * Whether a block between two `---` is data although it starts with an empty line. If it contains a
 * paragraph, it is Markdown.
 */
export function isData(block: string): boolean {
  const lines = block.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
  if (lines.length === 0) return block.trim() === "";
  const keys = lines.filter((line) => !/^[ \t-]/.test(line)).map(keyOf);
  return (
    /^\{\s*["'\w]/.test(lines[0] ?? "") ||
    keys.some(isUsual) ||
    (keys.length > 0 && !keys.includes(undefined))
  );
}

/** Whether the first line of text after an offset is a key, so that the line before it opens front matter. */
export function opensData(text: string, offset: number): boolean {
  for (let at = offset; at < text.length; at += lineAt(text, at).length + 1) {
    const line = lineAt(text, at);
    if (line.trim() === "" || /^\s*#/.test(line)) continue;
    return keyOf(line) !== undefined || /^\{\s*["'\w]/.test(line);
  }
  return false;
}

/** A line that ends front matter or was meant to. */
const END = /^(?:[\p{Pd}\u2212\u2500\u2501]{2,}|\.\.\.|\+\+\+)$/u;

/** Whether lines are keys with values, including continuation lines. */
function areKeys(lines: readonly string[]): boolean {
  return lines.every((line) => keyOf(line) !== undefined || /^(?:\s+\S|\s*- |#|\s*$)/.test(line));
}

/**
 * The same for lines that may be prose: the key must be a usual one, or the lines of keys must have a closing
 * line.
 */
export function opensUsualData(text: string, offset: number): boolean {
  const lines = text.slice(offset, offset + MAX_START).split("\n");
  const first = lines.findIndex((line) => line.trim() !== "" && !/^\s*#/.test(line));
  if (isUsual(keyOf(lines[first] ?? "")) || /^\{\s*["'\w]/.test(lines[first] ?? "")) return true;
  const end = lines.findIndex((line, index) => index > first && END.test(visibleLine(line)));
  return first !== -1 && end !== -1 && areKeys(lines.slice(first, end));
}

/**
 * A line of dashes that is not `---`: two, four, en dashes, a word processor's replacement for three hyphens,
 * or another sign three times.
 */
const DASHES =
  /^(?!---$)(?:\*{3}|_{3}|={3}|[\p{Pd}\u2212\u00ad\u2500\u2501\u2014](?:[ \t]?[\p{Pd}\u2212\u2500\u2501]){0,9})$/u;

/** Front matter in TOML, as in Hugo. */
const TOML = /^\+\+\+[ \t]*\n(?:[ \t]*(?:#.*)?\n)*[ \t]*(?:[\w."'-]+[ \t]*=|\[|\+\+\+)/;

/** A map in JSON or JavaScript. */
const JSON_MAP = /^(?:;;;\s*)?\{\s*(?:"[^"\n]*"|'[^'\n]*'|[A-Za-z_]\w*)\s*:/;

/**
 * Reports text that was meant as front matter, because it would be published as text, even if it marks a
 * draft. `lead` is the offset of the first visible text.
 */
export function findMisread(text: string, lead: number, source: string): Diagnostic | undefined {
  const start = text.slice(lead, lead + MAX_START);
  const first = lineAt(start, 0);
  const after = first.length + 1;
  const mark = visibleLine(first);
  const report = (offset: number, length: number, message: string, hint: string): Diagnostic =>
    diagnostic(
      "front-matter-misplaced",
      { file: source, ...createPlaces(text)(offset), length: Math.max(1, length) },
      message,
      hint,
    );
  const open = "Start the file with a line of exactly `---`.";
  if (TOML.test(`${visibleLine(first)}\n${start.slice(after)}`))
    return refused(text, lead, source, "+++", "TOML");
  if (JSON_MAP.test(start)) return refused(text, lead, source, first.charAt(0), "JSON");
  if (DASHES.test(mark) && lineAt(start, after).trim() !== "" && opensUsualData(start, after)) {
    const odd = [...mark].find((character) => character !== "-" && character !== " ");
    return report(
      lead,
      first.length,
      odd === undefined
        ? `Front matter starts with \`${mark.slice(0, 20)}\` instead of \`---\`.`
        : `Front matter starts with \`${mark.slice(0, 20)}\`, in which ${codePoint(odd)} is not a hyphen.`,
      open,
    );
  }
  const rest = /^---+(.+)$/s.exec(mark)?.[1];
  if (rest !== undefined && (isUsual(keyOf(rest)) || opensUsualData(start, after)))
    return report(lead, mark.length, `The first line of front matter contains more than \`---\`.`, open);
  if (
    /^(?:`{3,}|~{3,})[ \t]*(?:markdown|md|mdx)[ \t]*$/.test(mark) &&
    /^---[ \t]*$/.test(lineAt(start, after))
  )
    return report(
      lead,
      mark.length,
      "The front matter is inside a code block.",
      "Remove this line and the end of the code block.",
    );
  const paragraph = /^(?:[ \t]*\S.*(?:\n|$))+/.exec(start)?.[0] ?? "";
  if (isUsual(keyOf(first)) && isUnopened(paragraph))
    return report(lead, first.length, "This looks like front matter without a first line of `---`.", open);
  return inComment(text.slice(0, lead), report);
}

/** Whether lines of keys have a closing `---`, mark the page as a draft, or are several usual keys. */
function isUnopened(paragraph: string): boolean {
  const lines = paragraph.trimEnd().split("\n");
  const end = lines.findIndex((line) => END.test(visibleLine(line)));
  const data = end === -1 ? lines : lines.slice(0, end);
  if (!areKeys(data)) return false;
  if (end !== -1) return data.every((line) => /^[^A-Z]/.test(line) || isUsual(keyOf(line)));
  const areUsual = data.length > 1 && data.every((line) => /^[a-z]/.test(line) && isUsual(keyOf(line)));
  return areUsual || DRAFT_LINE.test(paragraph);
}

/** Front matter in a comment at the start of the file. */
function inComment(
  lead: string,
  report: (offset: number, length: number, message: string, hint: string) => Diagnostic,
): Diagnostic | undefined {
  for (let at = lead.indexOf("<!--"); at !== -1; at = lead.indexOf("<!--", at + 4)) {
    const inner = lead.slice(at + 4, lead.indexOf("-->", at));
    const isFront = /^\s*---[ \t]*\n/.test(inner) && opensUsualData(inner.trimStart(), 4);
    if (isFront || (opensUsualData(inner, 0) && DRAFT_LINE.test(inner)))
      return report(
        at,
        4,
        "Handbill does not read front matter in a comment.",
        "Remove the comment. Readers never see front matter.",
      );
  }
  return undefined;
}

/** Reports front matter in an unsupported format. */
export function refused(
  text: string,
  offset: number,
  source: string,
  written: string,
  language = written,
): Diagnostic {
  const place = { file: source, ...createPlaces(text)(offset), length: written.length };
  if (language === "TOML")
    return diagnostic(
      "front-matter-language",
      place,
      "Handbill does not read front matter in TOML, only in YAML.",
      'Write it between two lines of `---`, with `title: My page` instead of `title = "My page"`.',
    );
  if (language === "JSON")
    return diagnostic(
      "front-matter-language",
      place,
      "Handbill does not read front matter in JSON without `---`.",
      "Put a line of `---` before and after it. YAML can read JSON.",
    );
  return diagnostic(
    "front-matter-language",
    place,
    `Handbill does not read front matter in \`${written}\`, only in YAML, because a page must not run code.`,
    "Write it as YAML between two lines of `---`, and compute values in a data file.",
  );
}
