/** Links without an address, and text that is nearly a link. */

import { didYouMean } from "../../utils/look-alikes.js";
import type { Token } from "markdown-it";
import type { Position } from "../../model/model.js";
import { nearest } from "../../utils/nearest.js";
import type { Span } from "../markdown/links.js";
import type { Tell } from "./tell.js";

/** An address, as the parentheses of a link hold it. */
const ADDRESS = String.raw`(?:https?:\/\/|\.{0,2}\/|#[a-z])[^\s()[\]]+|[^\s()[\]]+\.(?:md|html)(?:#[^\s()[\]#]*)?`;
/** One that holds spaces: it starts as addresses do, or ends as names of files do. */
const WITH_SPACES = String.raw`(?:(?:https?:\/\/|\.{0,2}\/)[^\s()<>"'“„«]+(?: +[^\s()<>"'“„«]+)+|[^\s()<>"'“„«]+(?: +[^\s()<>"'“„«]+)+\.(?:md|html|pdf|png|jpe?g|gif|svg|webp|avif))(?:#[^\s()]*)?`;
/** A pattern, `[a-z][0-9]+`, is none. */
const LIKE_LINKS = new RegExp(
  String.raw`(?<![\w\]])(?:\[([^[\]]+)\] \((${ADDRESS})\)|\(([^()[\]]+)\)\[(${ADDRESS})\]|\[([^[\]]+)\]\[([^[\]^]*)\](?![*+?{])|(!?\[[^[\]]+\])\((${WITH_SPACES})\))`,
  "g",
);
const IS_ADDRESS = new RegExp(`^(?:${ADDRESS})$`);

/** Each is looked for in all of its block. */
const MOST_UNFOUND = 20;

/** Where text stands in a block, from a place on; not behind a letter, in code, or where its author says that it is text. */
function writtenAt(content: string, text: string, from: number): number {
  let at = content.indexOf(text, from);
  while (at > 0 && /[\w\]\\`]/.test(content.charAt(at - 1))) at = content.indexOf(text, at + 1);
  return at;
}

/** Stands for code and for the ends of emphasis, which links may hold. */
const OBJECT = "\ufffc";
const OBJECTS = new Set([
  "code_inline",
  "em_open",
  "em_close",
  "strong_open",
  "strong_close",
  "handbill_mark",
]);

/** What readers see as text; whatever else a rule has read is a character that no link holds. */
export function visibleText(children: readonly Token[]): string {
  let text = "";
  for (const { type, content, info } of children)
    if (type === "text") text += content;
    else if (type === "softbreak") text += "\n";
    else if (info !== "auto") text += OBJECTS.has(type) ? OBJECT : "[";
  return text;
}

/** Links without an address, and what is a link but for a space, there or in its address, for brackets in the other order, or for a label that nothing defines. */
export function checkLinks(
  { content, children }: Token,
  labels: readonly string[],
  placeOf: (offset: number) => Position,
  tell: Tell,
): void {
  for (const child of children ?? []) {
    const span = (child.meta as { span?: Span } | null)?.span;
    if (span !== undefined && (child.attrGet("href") === "" || child.attrGet("src") === ""))
      tell(
        "link-empty",
        placeOf(span.start),
        span.end - span.start,
        `This ${child.type === "image" ? "image" : "link"} has no URL.`,
        "Write the URL between the parentheses, or remove the brackets and parentheses.",
      );
  }
  const text = visibleText(children ?? []);
  let from = 0;
  let unfound = 0;
  for (const [
    written,
    spaced,
    spacedAddress,
    turned,
    turnedAddress,
    named,
    label,
    bracketed,
    addressWithSpaces,
  ] of text.matchAll(LIKE_LINKS)) {
    // Code and emphasis in the brackets are written otherwise: the label alone is looked for.
    const sought = named?.includes(OBJECT) === true ? `][${label ?? ""}]` : written;
    const at =
      sought === written ? writtenAt(content, written, from) : content.indexOf(sought, from) + 1 || -1;
    if (at === -1 && (unfound += 1) > MOST_UNFOUND) return;
    if (at === -1) continue;
    const length = sought === written ? written.length : sought.length - 1;
    from = at + length;
    const here = (message: string, hint: string) => tell("link-unread", placeOf(at), length, message, hint);
    if (spaced !== undefined)
      here(
        "This is not a link but shown as text, because there is a space between the brackets and the parentheses.",
        `Write \`[${spaced}](${spacedAddress ?? ""})\`.`,
      );
    else if (bracketed !== undefined)
      here(
        "This is not a link but shown as text, because its URL contains a space.",
        `Write \`${bracketed}(<${addressWithSpaces ?? ""}>)\`.`,
      );
    else if (turned !== undefined)
      here(
        "This is not a link but shown as text, because the brackets and the parentheses are swapped.",
        `Write \`[${turned}](${turnedAddress ?? ""})\`.`,
      );
    else if (named !== undefined && label !== undefined) checkLabel(named, label, labels, here);
  }
}

/** `[named][label]`, of which nothing defines the label: `[named][]` is short for `[named][named]`. */
function checkLabel(
  named: string,
  written: string,
  labels: readonly string[],
  here: (message: string, hint: string) => void,
): void {
  const label = written === "" ? named : written;
  // Numbers alone are places in lists, and `[^1]` is a footnote.
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
    `This is not a link but shown as text, because \`[${label.replaceAll(OBJECT, "")}]\` is not defined on this page.`,
    meant === undefined
      ? `Define it: \`[${label.replaceAll(OBJECT, "")}]: URL\`.`
      : didYouMean(label, meant, `\`[${meant}]\``),
  );
}
