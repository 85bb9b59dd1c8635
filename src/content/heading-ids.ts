/** Ids of headings, as GitHub makes them. */

import type { Token } from "markdown-it";
import GithubSlugger from "github-slugger";
import type { Heading } from "../model.js";

/** Gives every heading an id (its own `{#id}` first) and lists the headings. Duplicates, also of those `taken`, get -1, -2 … */
export function assignHeadingIds(tokens: readonly Token[], taken: ReadonlySet<string>): Heading[] {
  const slugger = new GithubSlugger();
  for (const id of taken) slugger.occurrences[id] = 0;
  const headings: Heading[] = [];
  for (const token of tokens) {
    const own = token.type === "heading_open" ? token.attrGet("id") : null;
    if (own !== null) slugger.occurrences[own] = 0;
  }
  tokens.forEach((token, index) => {
    if (token.type !== "heading_open") return;
    const text = plainText(tokens[index + 1]?.children ?? []).trim();
    const id = token.attrGet("id") ?? slugger.slug(text === "" ? "section" : text);
    token.attrSet("id", id);
    headings.push({ level: Number(token.tag.slice(1)), id, text });
  });
  return headings;
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
