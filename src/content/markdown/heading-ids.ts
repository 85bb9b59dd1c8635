/** Ids of headings, with GitHub's rules. */

import type { Token } from "markdown-it";
import { slug } from "github-slugger";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Diagnostic, Heading } from "../../model/model.js";
import { textOf } from "./plain-text.js";

/**
 * Gives every heading an id and lists the headings. An explicit `{#id}` wins. Duplicates get -1, -2 …, also
 * duplicates of `taken`, which includes the explicit ids.
 */
export function assignHeadingIds(
  tokens: readonly Token[],
  taken: ReadonlySet<string>,
  decode: (html: string) => string,
): Heading[] {
  /** For each id, the number of duplicates so far. */
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

/**
 * Images are not text and the space next to one becomes a hyphen, as on GitHub. A heading without other text
 * uses the alt text.
 */
function idFor(children: readonly Token[], text: string): string {
  const written = textOf(children, { hasAlt: false });
  return slugOf(written.trim() === "" ? text : written) || "section";
}

/** Reports headings without text. */
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

/** The id, or else the id with the first free number, as in `GithubSlugger`. */
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

/** GitHub's slug of a text. The short path for ASCII avoids matching all of Unicode. */
function slugOf(text: string): string {
  return /^[\0-\x7f]*$/.test(text)
    ? text
        .toLowerCase()
        .replace(/[^\w -]+/g, "")
        .replaceAll(" ", "-")
    : slug(text);
}
