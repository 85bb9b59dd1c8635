/** Ids of headings, as GitHub makes them. */

import type { Token } from "markdown-it";
import { slug } from "github-slugger";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Diagnostic, Heading } from "../../model/model.js";
import { textOf } from "./plain-text.js";

/** Gives every heading an id (its own `{#id}` first) and lists the headings. Duplicates, also of those `taken`, among which are the headings' own, get -1, -2 … */
export function assignHeadingIds(
  tokens: readonly Token[],
  taken: ReadonlySet<string>,
  decode: (html: string) => string,
): Heading[] {
  /** Of each id, how many have been made of it by adding a number. */
  const given = new Map<string, number>();
  for (const id of taken) given.set(id, 0);
  const headings: Heading[] = [];
  tokens.forEach((token, index) => {
    if (token.type !== "heading_open") return;
    const children = tokens[index + 1]?.children ?? [];
    const text = textOf(children, { decode }).trim();
    const id = token.attrGet("id") ?? unused(idFor(children, text), given);
    token.attrSet("id", id);
    headings.push({ level: Number(token.tag.slice(1)), id, text });
  });
  return headings;
}

/** As on GitHub, images are no text, and the space beside one is a hyphen. Where that leaves nothing, their alt text is all there is. */
function idFor(children: readonly Token[], text: string): string {
  const written = textOf(children, { hasAlt: false });
  return slugOf(written.trim() === "" ? text : written) || "section";
}

/** Headings in which nothing is written. */
export function emptyHeadings(
  tokens: readonly Token[],
  headings: readonly Heading[],
  place: { readonly file: string; readonly bodyLine: number },
): Diagnostic[] {
  if (headings.every(({ text }) => text !== "")) return [];
  return tokens.flatMap((token, index) => {
    const text = tokens[index + 1];
    if (token.type !== "heading_open" || text === undefined || text.content.trim() !== "") return [];
    const { file, bodyLine } = place;
    return diagnostic(
      "heading-text",
      { file, line: bodyLine + (token.map?.[0] ?? 0), column: 1 },
      "This heading has no text.",
      "Write its text, or remove it.",
    );
  });
}

/** The id itself, else with the first number that makes it a new one, as `GithubSlugger` does. */
function unused(id: string, given: Map<string, number>): string {
  let count = given.get(id) ?? 0;
  let made = id;
  while (given.has(made)) {
    count += 1;
    made = `${id}-${count}`;
  }
  given.set(id, count);
  given.set(made, 0);
  return made;
}

/** What GitHub makes of a text. Most headings are ASCII, and need not be held against all of Unicode. */
function slugOf(text: string): string {
  return /^[\0-\x7f]*$/.test(text)
    ? text
        .toLowerCase()
        .replace(/[^\w -]+/g, "")
        .replaceAll(" ", "-")
    : slug(text);
}
