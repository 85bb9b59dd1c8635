/** The plain text of inline Markdown, for titles, the table of contents, ids and alt text. */

import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";
import { scanTags } from "../html/scan.js";

interface TextOptions {
  /** Whether to include the alt text of images. @default true */
  readonly hasAlt?: boolean;
  /** Decodes the entities in raw HTML. */
  decode?(html: string): string;
}

/**
 * The text of tokens that readers see or screen readers read. A line break is a space, and tags are left out.
 */
export function textOf(tokens: readonly Token[], options: TextOptions = {}): string {
  const { hasAlt = true, decode = (html) => html } = options;
  let text = "";
  for (const { type, content, children } of tokens) {
    if (type === "softbreak" || type === "hardbreak") text += " ";
    else if (type === "image") text += hasAlt ? textOf(children ?? [], options) : "";
    else if (type !== "html_inline") text += content;
    else if (/^<br[\s/>]/i.test(content)) text += " ";
    else if (hasAlt && /^<img\s/i.test(content)) text += decode(altIn(content));
  }
  return text;
}

/**
 * Decodes the entities of HTML. Backslashes are doubled because markdown-it's helper removes one, while HTML
 * has no such escapes.
 */
export function decoderOf({ utils }: MarkdownIt): (html: string) => string {
  return (html) => utils.unescapeAll(html.replace(/\\/g, "\\\\"));
}

function altIn(html: string): string {
  const [image] = scanTags(html);
  return image?.attributes.find(({ name }) => name === "alt")?.value ?? "";
}
