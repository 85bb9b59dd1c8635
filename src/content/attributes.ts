/**
 * Attributes in Markdown: `{#id .class key="value"}` after a heading, at the end of a paragraph or list item, and
 * directly after a link, an image, code or emphasis. Only what is unmistakably a list of attributes is one,
 * with the colon of kramdown or without: `/users/{id}`, `{{ title }}`, `{% if %}` and `{# note #}` stay text.
 */

import type { Token } from "markdown-it";

export interface AttributeOptions {
  /** Whether a page may set this attribute. */
  allowed(name: string): boolean;
}

const LIST =
  /\{:?\s*((?:[#.][\w:-]+|[A-Za-z_][\w:.-]*=(?:"[^"{}]*"|'[^'{}]*'|[^\s"'{}=<>`]+))(?:\s+(?:[#.][\w:-]+|[A-Za-z_][\w:.-]*=(?:"[^"{}]*"|'[^'{}]*'|[^\s"'{}=<>`]+)))*)\s*\}/y;
const ITEM = /([#.])([\w:-]+)|([A-Za-z_][\w:.-]*)=(?:"([^"]*)"|'([^']*)'|(\S+))/g;

/** Applies the attributes in a page's tokens and takes them out of the text. */
export function applyAttributes(tokens: readonly Token[], options: AttributeOptions): void {
  tokens.forEach((token, index) => {
    if (token.type !== "inline" || token.children === null || !token.content.includes("{")) return;
    applyToBlock(tokens, index, options);
    applyToInline(token.children, options);
  });
}

/** `# Title {#id}`, `A paragraph. {.lead}`: the last text of a block. */
function applyToBlock(tokens: readonly Token[], index: number, options: AttributeOptions): void {
  const inline = tokens[index];
  const last = inline?.children?.at(-1);
  if (last?.type !== "text" || !last.content.endsWith("}")) return;
  const start = last.content.lastIndexOf("{");
  if (start > 0 && !/\s/.test(last.content[start - 1] ?? "")) return;
  if (start === 0 && (inline?.children?.length ?? 0) > 1 && inline?.children?.at(-2)?.type !== "softbreak")
    return;
  const list = readList(last.content, start);
  const owner = openerOf(tokens, index);
  if (list === undefined || owner === undefined || start + list.length !== last.content.length) return;
  last.content = last.content.slice(0, start).trimEnd();
  assign(owner, list.items, options);
}

/** The token that opens the block of an inline token; the list item rather than the paragraph of a tight list. */
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

/** `[text](url){.button}`: text that follows an element at once. */
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
    ([, sign, plain = "", name = "", double, single, bare]) =>
      sign === "#"
        ? { name: "id", value: plain }
        : sign === "."
          ? { name: "class", value: plain }
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
