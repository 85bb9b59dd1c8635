/** Adds an explicit id to a heading of a Markdown file. */

import type { Heading, Page, TextEdit } from "../model/model.js";

const FENCE = /^[ \t>*+\-\d.)]*(?:```|~~~)/;

/**
 * The edit that writes `{#id}` after a heading; undefined if its line is not certain or already has an id.
 */
export function addHeadingId(
  { page, heading, id }: { readonly page: Page; readonly heading: Heading; readonly id: string },
  lines: readonly string[],
): TextEdit | undefined {
  if (!/^[^\s{}\\]+$/.test(id)) return undefined;
  const marks = "#".repeat(heading.level);
  let isCode = false;
  const found: TextEdit[] = [];
  for (const [index, text] of lines.entries()) {
    if (index < page.bodyLine - 1) continue;
    if (FENCE.test(text)) isCode = !isCode;
    if (isCode || !text.startsWith(`${marks} `)) continue;
    const was = text
      .slice(marks.length)
      .trimEnd()
      .replace(/(?<!\s)\s+#+$/, "")
      .trim();
    if (was.includes("{") || plainText(was) !== heading.text) continue;
    found.push({ line: index + 1, column: text.trimEnd().length + 1, was: "", text: ` {#${id}}` });
  }
  return found.length === 1 ? found[0] : undefined;
}

/** The text of a heading without marks for code and emphasis. */
function plainText(markdown: string): string {
  return markdown.replace(/[`*]/g, "");
}
