/** Ids of headings, as GitHub makes them. */

import type { Token } from "markdown-it";
import { slug } from "github-slugger";
import type { Heading } from "../model.js";

/** Gives every heading an id (its own `{#id}` first) and lists the headings. Duplicates, also of those `taken`, among which are the headings' own, get -1, -2 … */
export function assignHeadingIds(tokens: readonly Token[], taken: ReadonlySet<string>): Heading[] {
  /** Of each id, how many have been made of it by adding a number. */
  const given = new Map<string, number>();
  for (const id of taken) given.set(id, 0);
  const headings: Heading[] = [];
  tokens.forEach((token, index) => {
    if (token.type !== "heading_open") return;
    const text = plainText(tokens[index + 1]?.children ?? []).trim();
    const id = token.attrGet("id") ?? unused(slugOf(text === "" ? "section" : text), given);
    token.attrSet("id", id);
    headings.push({ level: Number(token.tag.slice(1)), id, text });
  });
  return headings;
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

function plainText(children: readonly Token[]): string {
  let text = "";
  for (const child of children) {
    if (child.type === "text" || child.type === "code_inline") text += child.content;
    else if (child.type === "softbreak" || child.type === "hardbreak") text += " ";
    else if (child.type === "image") text += child.content;
  }
  return text;
}
