/** Links without a URL, and text that looks like a link. */

import { didYouMean } from "../../utils/look-alikes.js";
import type { Token } from "markdown-it";
import type { Position } from "../../model/model.js";
import { nearest } from "../../utils/nearest.js";
import type { Span } from "../markdown/links.js";
import type { Report } from "./report.js";

/** A URL inside the parentheses of a link. */
const ADDRESS = String.raw`(?:https?:\/\/|\.{0,2}\/|#[a-z])[^\s()[\]]+|[^\s()[\]]+\.(?:md|html)(?:#[^\s()[\]#]*)?`;
/** A URL with spaces: it starts like a URL or ends like a file name. */
const URL_WITH_SPACES = String.raw`(?:(?:https?:\/\/|\.{0,2}\/)[^\s()<>"'“„«]+(?: +[^\s()<>"'“„«]+)+|[^\s()<>"'“„«]+(?: +[^\s()<>"'“„«]+)+\.(?:md|html|pdf|png|jpe?g|gif|svg|webp|avif))(?:#[^\s()]*)?`;
/** Excludes patterns such as `[a-z][0-9]+`. */
const LIKE_LINKS = new RegExp(
  String.raw`(?<![\w\]])(?:\[([^[\]]+)\] \((${ADDRESS})\)|\(([^()[\]]+)\)\[(${ADDRESS})\]|\[([^[\]]+)\]\[([^[\]^]*)\](?![*+?{])|(!?\[[^[\]]+\])\((${URL_WITH_SPACES})\))`,
  "g",
);
const IS_ADDRESS = new RegExp(`^(?:${ADDRESS})$`);

/** Each attempt searches the whole block. */
const MAX_UNFOUND = 20;

/**
 * The offset of a text in a block, from `from` on. Occurrences after a letter, in code and after a backslash
 * do not count.
 */
function writtenAt(content: string, text: string, from: number): number {
  let at = content.indexOf(text, from);
  while (at > 0 && /[\w\]\\`]/.test(content.charAt(at - 1))) at = content.indexOf(text, at + 1);
  return at;
}

/** Replaces code and the ends of emphasis, which links may contain. */
const OBJECT = "\ufffc";
const OBJECTS = new Set([
  "code_inline",
  "em_open",
  "em_close",
  "strong_open",
  "strong_close",
  "handbill_mark",
]);

/** The visible text. Everything else becomes a character that no link contains. */
export function visibleText(children: readonly Token[]): string {
  let text = "";
  for (const { type, content, info } of children)
    if (type === "text") text += content;
    else if (type === "softbreak") text += "\n";
    else if (info !== "auto") text += OBJECTS.has(type) ? OBJECT : "[";
  return text;
}

/**
 * Reports links without a URL, and text that is almost a link: with a space before or in its URL, with
 * swapped brackets, or with an undefined label.
 */
export function checkLinks(
  { content, children }: Token,
  labels: readonly string[],
  placeOf: (offset: number) => Position,
  report: Report,
): void {
  checkEmpty(children ?? [], placeOf, report);
  const text = visibleText(children ?? []);
  checkSchemes(content, text, placeOf, report);
  let from = 0;
  let unfound = 0;
  for (const match of text.matchAll(LIKE_LINKS)) {
    const [written, , , , , named, label] = match;
    // Code and emphasis are written differently in the source, so only the label is searched.
    const wanted = named?.includes(OBJECT) === true ? `][${label ?? ""}]` : written;
    const at =
      wanted === written ? writtenAt(content, written, from) : content.indexOf(wanted, from) + 1 || -1;
    if (at === -1 && (unfound += 1) > MAX_UNFOUND) return;
    if (at === -1) continue;
    const length = wanted === written ? written.length : wanted.length - 1;
    from = at + length;
    const here = (message: string, hint: string) => report("link-unread", placeOf(at), length, message, hint);
    const mistake = mistakeIn(match);
    if (mistake !== undefined) here(...mistake);
    else if (named !== undefined && label !== undefined) checkLabel(named, label, labels, here);
  }
}

function checkEmpty(children: readonly Token[], placeOf: (offset: number) => Position, report: Report): void {
  for (const child of children) {
    const span = (child.meta as { span?: Span } | null)?.span;
    if (span !== undefined && (child.attrGet("href") === "" || child.attrGet("src") === ""))
      report(
        "link-empty",
        placeOf(span.start),
        span.end - span.start,
        `This ${child.type === "image" ? "image" : "link"} has no URL.`,
        "Write the URL between the parentheses, or remove the brackets and parentheses.",
      );
  }
}

/** The mistake in a text that is nearly a link; undefined if it has a label instead of a URL. */
function mistakeIn([
  ,
  spaced,
  spacedUrl = "",
  swapped,
  swappedUrl = "",
  ,
  ,
  bracketed,
  urlWithSpaces = "",
]: RegExpExecArray): readonly [message: string, hint: string] | undefined {
  if (spaced !== undefined)
    return [
      `${SHOWN_AS_TEXT} there is a space between the brackets and the parentheses.`,
      `Write \`[${spaced}](${spacedUrl})\`.`,
    ];
  if (bracketed !== undefined)
    return [`${SHOWN_AS_TEXT} its URL contains a space.`, `Write \`${bracketed}(<${urlWithSpaces}>)\`.`];
  if (swapped !== undefined)
    return [
      `${SHOWN_AS_TEXT} the brackets and the parentheses are swapped.`,
      `Write \`[${swapped}](${swappedUrl})\`.`,
    ];
  return undefined;
}

const SHOWN_AS_TEXT = "This is not a link but shown as text, because";

/** Schemes that Markdown does not link to. */
const REFUSED = /(?<![\w\]])!?\[[^[\]]*\]\((javascript|vbscript|file|data):/gi;

/** Links with a scheme that Markdown refuses, so that readers see brackets. */
function checkSchemes(
  content: string,
  text: string,
  placeOf: (offset: number) => Position,
  report: Report,
): void {
  let from = 0;
  for (const [written, scheme = ""] of text.matchAll(REFUSED)) {
    const at = writtenAt(content, written, from);
    if (at === -1) continue;
    from = at + written.length;
    report(
      "link-unread",
      placeOf(at),
      written.length,
      `This is not a link but shown as text, because Markdown does not link to \`${scheme}:\` URLs.`,
      "Link to a page or an https URL.",
    );
  }
}

/** Reports `[named][label]` with an undefined label. `[named][]` is short for `[named][named]`. */
function checkLabel(
  named: string,
  written: string,
  labels: readonly string[],
  here: (message: string, hint: string) => void,
): void {
  const label = written === "" ? named : written;
  // Plain numbers are list indexes, and `[^1]` is a footnote.
  if (named.trim() === "" || named.startsWith("^") || (/^\d+$/.test(named) && /^\d*$/.test(written))) return;
  if (IS_ADDRESS.test(label)) {
    here(
      "This is not a link but shown as text, because its URL is in brackets instead of parentheses.",
      `Write \`[${named.replaceAll(OBJECT, "")}](${label})\`.`,
    );
    return;
  }
  const meant = nearest(
    label,
    labels.map((known) => known.toLowerCase()),
  );
  here(
    `This is not a link but shown as text, because \`[${label.replaceAll(OBJECT, "")}]\` is not ` +
      "defined on this page.",
    meant === undefined
      ? `Define it: \`[${label.replaceAll(OBJECT, "")}]: URL\`.`
      : didYouMean(label, meant, `\`[${meant}]\``),
  );
}
