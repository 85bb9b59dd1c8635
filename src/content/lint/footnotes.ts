/** Footnotes without references, and references without footnotes. */

import { didYouMean } from "../../utils/look-alikes.js";
import type { Token } from "markdown-it";
import type { Position } from "../../model/model.js";
import { nearest } from "../../utils/nearest.js";
import type { NotesEnv } from "../markdown/footnotes.js";
import { visibleText } from "./links.js";
import type { Report } from "./report.js";

/** Character ranges: `[^a-z]` is a pattern and not a reference. */
const RANGES = /^(?:\w-\w)+$/;
const REFERENCE = /\[\^([\p{L}\p{M}\p{N}_][^[\]\n\ufffc]*)\](?![*+{])/gu;

/** Text with entities is not found in the source. Each attempt searches the whole block. */
const MAX_UNFOUND = 20;

/** Reports references to undefined footnotes, which are shown as text. */
export function checkReferences(
  { content, children }: Token,
  labels: readonly string[],
  placeOf: (offset: number) => Position,
  report: Report,
): void {
  let from = 0;
  let unfound = 0;
  for (const [written, label = ""] of visibleText(children ?? []).matchAll(REFERENCE)) {
    let at = content.indexOf(written, from);
    while (at > 0 && /[\\`]/.test(content.charAt(at - 1))) at = content.indexOf(written, at + 1);
    if (at === -1 && (unfound += 1) > MAX_UNFOUND) return;
    if (at === -1 || RANGES.test(label)) continue;
    from = at + written.length;
    const meant = nearest(label, labels);
    const [message, hint] = /\s/.test(label)
      ? [
          `\`${written}\` is shown as text, because footnote labels cannot contain spaces.`,
          `Write \`[^${label.trim().split(/\s+/).join("-")}]\`.`,
        ]
      : [
          `The footnote \`${written}\` does not exist, so the brackets are shown as text.`,
          meant === undefined
            ? `Define it: \`${written}: text\`.`
            : didYouMean(label, meant, `\`[^${meant}]\``),
        ];
    report("footnote-undefined", placeOf(at), written.length, message, hint);
  }
}

/** Reports footnotes that are not shown, and empty ones. */
export function checkNotes({ notes }: NotesEnv, bodyLine: number, report: Report): void {
  if (notes === undefined) return;
  const place = ({ line, column }: Position): Position => ({ line: bodyLine + line, column: column + 1 });
  for (const { first, note } of notes.again)
    report(
      "footnote-unused",
      place(note),
      (note.label ?? "").length + 3,
      `Line ${bodyLine + first.line} already defines the footnote \`[^${note.label}]\`, so this ` +
        "text is not shown.",
      "Change the label of one of them.",
    );
  for (const note of notes.defined.values()) {
    const written = `[^${note.label}]`;
    if (note.id === undefined)
      report(
        "footnote-unused",
        place(note),
        written.length,
        `Nothing on this page refers to the footnote \`${written}\`, so it is not shown.`,
        `Write \`${written}\` in the text, or remove the footnote. References in code, HTML and ` +
          "alt text do not count.",
      );
    else if (note.tokens.length === 0)
      report(
        "footnote-unused",
        place(note),
        written.length,
        `The footnote \`${written}\` has no text.`,
        "Write it after the colon, and indent further paragraphs by four spaces.",
      );
  }
}
