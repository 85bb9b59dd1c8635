/**
 * Attributes in Markdown: `{#id .class key="value"}` after a heading, at the end of a paragraph or list item,
 * or directly after a link, an image, code or emphasis.
 *
 * The colon of kramdown and the percent signs of VitePress (`%{#id}%`) work too. Only an unambiguous list is
 * read: `/users/{id}`, `{{ title }}`, `{% if %}` and `{# note #}` stay text.
 */

import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";

export interface AttributeOptions {
  /** Whether a page may set this attribute. */
  allowed(name: string): boolean;
}

/** Any id that HTML allows, without braces, backslashes and backticks. */
const ID = String.raw`#[^\s{}\\\x60]+`;
const CLASS = String.raw`\.[\p{L}\p{M}\p{N}_:-]+`;
const VALUE = String.raw`[A-Za-z_][\w:.-]*=(?:"[^"{}]*"|'[^'{}]*'|[^\s"'{}=<>\x60]+)`;
const LIST = new RegExp(
  String.raw`%?\{:?\s*((?:${ID}|${CLASS}|${VALUE})(?:\s+(?:${ID}|${CLASS}|${VALUE}))*)\s*\}%?`,
  "uy",
);
const ITEM = /#(\S+)|\.(\S+)|([A-Za-z_][\w:.-]*)=(?:"([^"]*)"|'([^']*)'|(\S+))/g;

/** Attributes at the end of a block, kept in the token that opens it. */
interface BlockMeta {
  readonly attributes?: readonly Item[];
}

/**
 * Attributes at the end of a block: `# Title {#id}`, `A paragraph. {.lead}`. They are removed from the text
 * before its inline rules run, which would read `{#__init__}` as emphasis.
 */
export function useBlockAttributes(md: MarkdownIt): void {
  md.core.ruler.before("inline", "handbill-attributes", ({ tokens }) => {
    tokens.forEach((token, index) => {
      const { type, content } = token;
      if (type !== "inline" || !(content.endsWith("}") || content.endsWith("}%"))) return;
      const brace = content.lastIndexOf("{");
      const start = content[brace - 1] === "%" ? brace - 1 : brace;
      const owner = openerOf(tokens, index);
      const isHeading = owner?.type === "heading_open";
      // `## Title{#id}` counts as `## Title {#id}`. Directly after code or a link, a list belongs to that
      // element.
      if (start > 0 && !(isHeading ? /[\s\p{L}\p{N}?!.]/u : /\s/).test(content[start - 1] ?? "")) return;
      const list = readList(content, start);
      if (list === undefined || owner === undefined || start + list.length !== content.length) return;
      // `{#note#}` is a template comment, except in a heading such as `## C# {#c#}`.
      if (/^\{#.*#\}$/.test(content.slice(start)) && !isHeading) return;
      token.content = content.slice(0, start).trimEnd();
      owner.meta = { ...(owner.meta as object | null), attributes: list.items } satisfies BlockMeta;
    });
  });
}

/** Applies the attributes in a page's tokens and removes them from the text. */
export function applyAttributes(tokens: readonly Token[], options: AttributeOptions): void {
  for (const token of tokens) {
    const { attributes } = (token.meta ?? {}) as BlockMeta;
    if (attributes !== undefined) assign(token, attributes, options);
    if (token.type === "inline" && token.children !== null && token.content.includes("{"))
      applyToInline(token.children, options);
  }
}

/**
 * The token that opens the block of an inline token. In a tight list, this is the list item and not its
 * paragraph.
 */
function openerOf(tokens: readonly Token[], index: number): Token | undefined {
  const opener = tokens[index - 1];
  if (
    opener?.type !== "paragraph_open" &&
    opener?.type !== "heading_open" &&
    opener?.type !== "td_open" &&
    opener?.type !== "th_open"
  )
    return undefined;
  return opener.hidden ? tokens[index - 2] : opener;
}

const CLOSERS = new Set(["link_close", "strong_close", "em_close", "s_close", "image", "code_inline"]);

/** Attributes directly after an inline element: `[text](url){.button}`. */
function applyToInline(children: readonly Token[], options: AttributeOptions): void {
  children.forEach((child, index) => {
    const before = children[index - 1];
    if (child.type !== "text" || before === undefined || !CLOSERS.has(before.type)) return;
    const list = readList(child.content, 0);
    if (list === undefined) return;
    child.content = child.content.slice(list.length);
    const owner = before.nesting === -1 ? openOf(children, index - 1) : before;
    if (owner !== undefined) assign(owner, list.items, options);
  });
}

function openOf(children: readonly Token[], close: number): Token | undefined {
  const level = children[close]?.level;
  for (let index = close - 1; index >= 0; index -= 1) {
    const token = children[index];
    if (token?.nesting === 1 && token.level === level) return token;
  }
  return undefined;
}

interface Item {
  readonly name: string;
  readonly value: string;
}

function readList(
  text: string,
  start: number,
): { readonly items: readonly Item[]; readonly length: number } | undefined {
  LIST.lastIndex = start;
  const match = LIST.exec(text);
  if (match === null) return undefined;
  const items = [...(match[1] ?? "").matchAll(ITEM)].map(
    ([, id, className, name = "", double, single, bare]) =>
      id !== undefined
        ? { name: "id", value: id }
        : className !== undefined
          ? { name: "class", value: className }
          : { name: name.toLowerCase(), value: double ?? single ?? bare ?? "" },
  );
  return { items, length: match[0].length };
}

function assign(token: Token, items: readonly Item[], options: AttributeOptions): void {
  for (const { name, value } of items) {
    if (!options.allowed(name)) continue;
    if (name === "class") token.attrJoin("class", value);
    else token.attrSet(name, value);
  }
}
