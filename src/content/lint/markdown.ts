/** Reports text that looks like Markdown but contains a small mistake, and would be published as text. */

import type { Token } from "markdown-it";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Diagnostic, Position } from "../../model/model.js";
import { nearest } from "../../utils/nearest.js";
import { checkTabs } from "./tabs.js";
import { checkColons, checkContainers } from "./containers.js";
import { checkEmphasis } from "./emphasis.js";
import { checkNotes, checkReferences } from "./footnotes.js";
import type { NotesEnv } from "../markdown/footnotes.js";
import { checkLinks } from "./links.js";
import { blockAt, createLocator } from "../markdown/positions.js";
import { checkTableCells } from "./table-cells.js";
import type { Report } from "./report.js";

interface Page {
  readonly body: string;
  readonly bodyLine: number;
  readonly source: string;
  /** The labels of link reference definitions (`[label]: URL`), normalized by markdown-it. */
  readonly labels: readonly string[];
  readonly notes: NotesEnv;
}

/**
 * Every malformed link contains one of these, and few pages do. They are searched one by one, because a
 * combined expression takes seven times as long.
 */
const SIGNS_OF_LINKS = ["] (", "][", ")[", "]()", "](<>)"];
/** Emphasis that cannot end: `*Note:*text`. */
const EMPHASIS_BEFORE_LETTER = /[.:!?,;)"”]\*\p{L}/u;
const REFUSED_SCHEME = /\]\((?:javascript|vbscript|file|data):/i;
/** A URL with a space that no title follows. */
const SPACED_ADDRESS = /\]\([^\s()<>"']+ +[^\s()"']/;

/** Findings about a page's tokens. Most pages contain none of the signs and are skipped. */
export function lintMarkdown(tokens: readonly Token[], page: Page): Diagnostic[] {
  const { body, bodyLine, source } = page;
  const has = {
    alert: body.includes("[!"),
    stars: body.includes("**") || EMPHASIS_BEFORE_LETTER.test(body),
    note: body.includes("[^"),
    braces: body.includes("{#") || body.includes("{:#"),
    colons: body.includes(":::"),
    table: body.includes("|"),
    link:
      SIGNS_OF_LINKS.some((sign) => body.includes(sign)) ||
      SPACED_ADDRESS.test(body) ||
      REFUSED_SCHEME.test(body),
  };
  if (Object.values(has).every((isThere) => !isThere)) return [];
  const found: Diagnostic[] = [];
  const report: Report = (code, place, length, message, hint) =>
    void found.push(diagnostic(code, { file: source, ...place, length }, message, hint));
  const locate = createLocator(body, bodyLine);
  const notes = [...(page.notes.notes?.defined.values() ?? [])].map(({ label = "" }) => label);
  if (has.note) checkNotes(page.notes, bodyLine, report);
  if (has.colons) {
    checkContainers(tokens, body, bodyLine, report);
    found.push(...checkTabs(tokens, page));
  }
  if (has.table) checkTableCells(tokens, body, bodyLine, report);
  let line = 0;
  tokens.forEach((token, index) => {
    if (token.map !== null) [line] = token.map;
    if (token.type !== "inline") return;
    const block = blockAt(tokens, index, line);
    const placeOf = (offset: number) => locate(block, offset);
    const quote = tokens[index - 2];
    if (has.alert && quote?.type === "blockquote_open" && token.content.startsWith("[!"))
      checkAlert(token, quote.level, placeOf, report);
    if (has.alert && tokens[index - 1]?.type === "paragraph_open" && quote?.type !== "blockquote_open")
      checkStrayAlert(token, placeOf, report);
    if (has.stars) checkEmphasis(token, placeOf, report);
    if (has.colons && tokens[index - 1]?.type === "paragraph_open") checkColons(token, placeOf, report);
    if (has.braces && tokens[index - 1]?.type === "heading_open") checkBraces(token, placeOf, report);
    if (has.note) checkReferences(token, notes, placeOf, report);
    if (has.link) checkLinks(token, page.labels, placeOf, report);
  });
  return found;
}

const ALERTS: readonly string[] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];
/** Alert names of other programs, with their equivalents. */
const FOREIGN_ALERTS: ReadonlyMap<string, string> = new Map([
  ["INFO", "NOTE"],
  ["HINT", "TIP"],
  ["SUCCESS", "TIP"],
  ["ATTENTION", "WARNING"],
  ["DANGER", "CAUTION"],
  ["ERROR", "CAUTION"],
  ["BUG", "CAUTION"],
  ["FAILURE", "CAUTION"],
]);

/** Reports a quote that starts like an alert but is not one, here and on GitHub. */
function checkAlert(
  { content, children }: Token,
  level: number,
  placeOf: (offset: number) => Position,
  report: Report,
): void {
  const [head, name = "", behind = ""] = /^\[!([a-z]+)\]([^\n]*)/i.exec(content) ?? [];
  if (head === undefined || children?.[0]?.type !== "text") return;
  const written = `[!${name}]`;
  const known = name.toUpperCase();
  const [message, hint] = !ALERTS.includes(known)
    ? [
        `Unknown alert \`${written}\`. It is shown as text.`,
        didYouMean(FOREIGN_ALERTS.get(known) ?? nearest(known, ALERTS)) ?? `Alerts are ${ALERTS.join(", ")}.`,
      ]
    : level > 0
      ? [
          `\`${written}\` is shown as text, because alerts do not work in a list, a quote or a container.`,
          `Use a container instead: \`::: ${name.toLowerCase()}\`.`,
        ]
      : behind.trim() !== ""
        ? [
            `\`${written}\` is shown as text, because an alert must be alone on its line, as on GitHub.`,
            `Start the text on the next line. For a custom title, write \`::: ${name.toLowerCase()} Title\`.`,
          ]
        : [
            `\`${written}\` is shown as text, because there is no text below it.`,
            "Write the text on the next line, after `>`.",
          ];
  report("alert-unread", placeOf(0), written.length, message, hint);
}

/** Reports the first line of an alert in a paragraph that does not begin a quote. */
function checkStrayAlert(
  { content, children }: Token,
  placeOf: (offset: number) => Position,
  report: Report,
): void {
  const [written, name = ""] = /^\[!([a-z]+)\](?=[ \t]*(?:\n|$))/i.exec(content) ?? [];
  if (written === undefined || children?.[0]?.type !== "text") return;
  if (!ALERTS.includes(name.toUpperCase()) && !FOREIGN_ALERTS.has(name.toUpperCase())) return;
  report(
    "alert-unread",
    placeOf(0),
    written.length,
    `\`${written}\` is shown as text, because an alert must begin a quote.`,
    `Start each of its lines with \`>\`, as in \`> ${written}\`.`,
  );
}

const didYouMean = (name: string | undefined) =>
  name === undefined ? undefined : `Did you mean \`[!${name}]\`?`;

/**
 * Reports braces after a heading that look like an id but are not one. `{# note #}` is a template comment.
 */
function checkBraces({ content }: Token, placeOf: (offset: number) => Position, report: Report): void {
  const [written = "", id = ""] = /(?<!\\)\{:?#([^{}]*)\}$/.exec(content) ?? [];
  if (written === "" || (id !== "" && id.endsWith("#"))) return;
  report(
    "attributes-unread",
    placeOf(content.length - written.length),
    written.length,
    `\`${written}\` is not an id, so it is shown as text.`,
    `Write \`{#${
      id
        .trim()
        .split(/[\s\\`,]+/)
        .join("-") || "id"
    }}\`. Ids cannot contain spaces.`,
  );
}
