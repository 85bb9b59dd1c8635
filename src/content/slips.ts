/** What looks like Markdown, is none for a letter or a sign, and would be published as text without a word. */

import type { Token } from "markdown-it";
import { diagnostic, type DiagnosticCode } from "../diagnostics.js";
import type { Diagnostic, Position } from "../model.js";
import { nearest, slips } from "../nearest.js";
import { isLiteral, type ContainerMeta } from "./container-rule.js";
import { KNOWN_CONTAINERS, containerName, isContainer } from "./containers.js";
import { isCell, type Span } from "./links.js";
import { createLocator, type BlockText } from "./positions.js";

interface Page {
  readonly body: string;
  readonly bodyLine: number;
  readonly source: string;
  /** The labels that addresses are defined for (`[label]: address`), as markdown-it keeps them. */
  readonly labels: readonly string[];
}

/** One of them is in whatever is told of a link, and they are in few pages. One after the other: an expression for all takes seven times as long. */
const SIGNS_OF_LINKS = ["] (", "][", ")[", "]()", "](<>)"];
/** And an address with a space, which no title follows. */
const SPACED_ADDRESS = /\]\([^\s()<>"']+ +[^\s()"']/;

type Tell = (code: DiagnosticCode, place: Position, length: number, message: string, hint: string) => void;

/** Findings about a page's tokens. Most pages hold none of the signs, and are not looked at. */
export function findSlips(tokens: readonly Token[], page: Page): Diagnostic[] {
  const { body, bodyLine, source } = page;
  const has = {
    alert: body.includes("[!"),
    colons: body.includes(":::"),
    link: SIGNS_OF_LINKS.some((sign) => body.includes(sign)) || SPACED_ADDRESS.test(body),
  };
  if (!has.alert && !has.colons && !has.link) return [];
  const found: Diagnostic[] = [];
  const tell: Tell = (code, place, length, message, hint) =>
    void found.push(diagnostic(code, { file: source, ...place, length }, message, hint));
  const locate = createLocator(body, bodyLine);
  if (has.colons) checkContainers(tokens, body, bodyLine, tell);
  let line = 0;
  tokens.forEach((token, index) => {
    if (token.map !== null) [line] = token.map;
    if (token.type !== "inline") return;
    const block: BlockText = { content: token.content, firstLine: line, isCell: isCell(tokens[index - 1]) };
    const placeOf = (offset: number) => locate(block, offset);
    const quote = tokens[index - 2];
    if (has.alert && quote?.type === "blockquote_open" && token.content.startsWith("[!"))
      checkAlert(token, quote.level, placeOf, tell);
    if (has.colons && tokens[index - 1]?.type === "paragraph_open") checkColons(token, placeOf, tell);
    if (has.link) checkLinks(token, page.labels, placeOf, tell);
  });
  return found;
}

const ALERTS: readonly string[] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];
/** Names that other programs have, and the alert that says the same. */
const ALERTS_ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ["INFO", "NOTE"],
  ["HINT", "TIP"],
  ["SUCCESS", "TIP"],
  ["ATTENTION", "WARNING"],
  ["DANGER", "CAUTION"],
  ["ERROR", "CAUTION"],
  ["BUG", "CAUTION"],
  ["FAILURE", "CAUTION"],
]);

/** A quote that begins as alerts do and is none, here as on GitHub. */
function checkAlert(
  { content, children }: Token,
  level: number,
  placeOf: (offset: number) => Position,
  tell: Tell,
): void {
  const [head, name = "", behind = ""] = /^\[!([a-z]+)\]([^\n]*)/i.exec(content) ?? [];
  if (head === undefined || children?.[0]?.type !== "text") return;
  const written = `[!${name}]`;
  const known = name.toUpperCase();
  const [message, hint] = !ALERTS.includes(known)
    ? [
        `There is no alert \`${written}\`: it is shown as text.`,
        didYouMean(ALERTS_ELSEWHERE.get(known) ?? nearest(known, ALERTS)) ??
          `Alerts are ${ALERTS.join(", ")}.`,
      ]
    : level > 0
      ? [
          `\`${written}\` opens no alert in a list, a quote or a container: it is shown as text.`,
          `A container may stand there: \`::: ${name.toLowerCase()}\`.`,
        ]
      : behind.trim() !== ""
        ? [
            `\`${written}\` has text behind it: so it opens no alert, here as on GitHub, and is shown as text.`,
            `Begin the text on the next line; a box with a title of its own is \`::: ${name.toLowerCase()} Title\`.`,
          ]
        : [
            `\`${written}\` has no text below it, and is shown as text itself.`,
            "Write the text on the next line, after `>`.",
          ];
  tell("alert-unread", placeOf(0), written.length, message, hint);
}

const didYouMean = (name: string | undefined) =>
  name === undefined ? undefined : `Did you mean \`[!${name}]\`?`;

/** Containers that nothing closes, and those whose name is one slip away from one that does more than a class. */
function checkContainers(tokens: readonly Token[], body: string, bodyLine: number, tell: Tell): void {
  const lines = body.split("\n");
  for (const token of tokens) {
    if (token.type === "html_block" && token.map !== null && !isLiteral(token.content))
      checkColonsInHtml(token.content, bodyLine + token.map[0], tell);
    if (token.type !== "container_handbill_open" || token.map === null) continue;
    const [line] = token.map;
    const name = containerName(token);
    const colons = token.markup;
    const at = (text: string): Position => ({
      line: bodyLine + line,
      column: Math.max(0, (lines[line] ?? "").toLowerCase().indexOf(text)) + 1,
    });
    if (!(token.meta as ContainerMeta).isClosed)
      tell(
        "container-unclosed",
        at(colons),
        colons.length,
        `The container \`${name}\` is never closed: all that follows it here is in it.`,
        `Close it with a line of \`${colons}\`.`,
      );
    const meant =
      name.length < 4 || KNOWN_CONTAINERS.has(name)
        ? undefined
        : [...KNOWN_CONTAINERS].find((known) => slips(name, known, 2) === 1);
    if (meant !== undefined)
      tell(
        "container-unknown",
        at(name),
        name.length,
        `The container \`${name}\` is none of Handbill's: its name becomes a class, \`container-${name}\`.`,
        `Did you mean \`${meant}\`?`,
      );
  }
}

/** A container that starts within HTML. */
function checkColonsInHtml(html: string, line: number, tell: Tell): void {
  html.split("\n").forEach((text, index) => {
    const [, indent = "", colons = "", words = ""] = /^( {0,3})(:{3,})(.*)$/.exec(text) ?? [];
    if (isContainer(words))
      tell(
        "container-unknown",
        { line: line + index, column: indent.length + 1 },
        colons.length,
        `\`${colons}${words}\` opens no container within HTML: it is shown as text.`,
        "Leave a blank line before it.",
      );
  });
}

/** Colons that open and close nothing. */
function checkColons({ content }: Token, placeOf: (offset: number) => Position, tell: Tell): void {
  for (const { 0: written, 1: colons = "", 2: words = "", index } of content.matchAll(/^(:{3,})([^\n]*)/gm)) {
    if (words.trim() === "")
      tell(
        "container-unclosed",
        placeOf(index),
        written.length,
        `\`${colons}\` closes no container here: it is shown as text.`,
        "Remove it, or open a container before it. One that holds others has more colons than they have.",
      );
    else if (!isContainer(words))
      tell(
        "container-unknown",
        placeOf(index),
        written.length,
        `\`${written}\` opens no container: it is shown as text.`,
        words.trimEnd().endsWith(":::")
          ? "A container ends on a line of its own: `:::`."
          : "A name comes first, then a title: `::: tip Title`.",
      );
  }
}

/** An address, as the parentheses of a link hold it. */
const ADDRESS = String.raw`(?:https?:\/\/|\.{0,2}\/|#[a-z])[^\s()[\]]+|[^\s()[\]]+\.(?:md|html)(?:#[^\s()[\]#]*)?`;
/** One that holds spaces: it starts as addresses do, or ends as names of files do. */
const WITH_SPACES = String.raw`(?:(?:https?:\/\/|\.{0,2}\/)[^\s()<>"'“„«]+(?: +[^\s()<>"'“„«]+)+|[^\s()<>"'“„«]+(?: +[^\s()<>"'“„«]+)+\.(?:md|html|pdf|png|jpe?g|gif|svg|webp|avif))(?:#[^\s()]*)?`;
/** A pattern, `[a-z][0-9]+`, is none. */
const LIKE_LINKS = new RegExp(
  String.raw`(?<![\w\]])(?:\[([^[\]]+)\] \((${ADDRESS})\)|\(([^()[\]]+)\)\[(${ADDRESS})\]|\[([^[\]]+)\]\[([^[\]^]+)\](?![*+?{])|(!?\[[^[\]]+\])\((${WITH_SPACES})\))`,
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

/** Links without an address, and what is a link but for a space, there or in its address, for brackets in the other order, or for a label that nothing defines. */
function checkLinks(
  { content, children }: Token,
  labels: readonly string[],
  placeOf: (offset: number) => Position,
  tell: Tell,
): void {
  /** What readers see as text; what a rule has read, code and escaped signs too, is a character that no link holds. */
  let text = "";
  for (const child of children ?? []) {
    const span = (child.meta as { span?: Span } | null)?.span;
    if (span !== undefined && (child.attrGet("href") === "" || child.attrGet("src") === "")) {
      tell(
        "link-empty",
        placeOf(span.start),
        span.end - span.start,
        `This ${child.type === "image" ? "picture" : "link"} has no address.`,
        "Write it between the parentheses, or remove them and the brackets.",
      );
    }
    text +=
      child.type === "text"
        ? child.content
        : child.type === "softbreak"
          ? "\n"
          : child.info === "auto"
            ? ""
            : "[";
  }
  let from = 0;
  let unfound = 0;
  for (const [
    written,
    spaced,
    spacedAddress,
    turned,
    turnedAddress,
    named,
    label = "",
    bracketed,
    addressWithSpaces,
  ] of text.matchAll(LIKE_LINKS)) {
    const at = writtenAt(content, written, from);
    if (at === -1 && (unfound += 1) > MOST_UNFOUND) return;
    if (at === -1) continue;
    from = at + written.length;
    const here = (message: string, hint: string) =>
      tell("link-unread", placeOf(at), written.length, message, hint);
    if (spaced !== undefined)
      here(
        "A space stands between these brackets and parentheses: they are no link, and are shown as text.",
        `Write \`[${spaced}](${spacedAddress ?? ""})\`.`,
      );
    else if (bracketed !== undefined)
      here(
        "This address holds a space: so it is no link, and is shown as text.",
        `Write \`${bracketed}(<${addressWithSpaces ?? ""}>)\`.`,
      );
    else if (turned !== undefined)
      here(
        "These parentheses and brackets stand the wrong way round: they are no link, and are shown as text.",
        `Write \`[${turned}](${turnedAddress ?? ""})\`.`,
      );
    else if (IS_ADDRESS.test(label))
      here(
        "An address stands in brackets here, not in parentheses: this is no link, and is shown as text.",
        `Write \`[${named ?? ""}](${label})\`.`,
      );
    else if (labels.length > 0) {
      const meant = nearest(
        label,
        labels.map((known) => known.toLowerCase()),
      );
      here(
        `Nothing on this page defines \`[${label}]\`: this is no link, and is shown as text.`,
        meant === undefined ? `Define it: \`[${label}]: address\`.` : `Did you mean \`[${meant}]\`?`,
      );
    }
  }
}
