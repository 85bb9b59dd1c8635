/** The text of a line of Markdown: for titles, the table of contents, ids, and alt text. */

import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";
import { scanTags } from "../html/scan.js";

interface TextOptions {
  /** Whether the alt text of an image is text. @default true */
  readonly hasAlt?: boolean;
  /** Decodes the entities in raw HTML. */
  decode?(html: string): string;
}

/** What readers see of these tokens, or hear. Tags are none of it, and a break is a space. */
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

/** Decodes entities as HTML has them: there, a backslash escapes nothing, and markdown-it's helper takes one away. */
export function decoderOf({ utils }: MarkdownIt): (html: string) => string {
  return (html) => utils.unescapeAll(html.replace(/\\/g, "\\\\"));
}

function altIn(html: string): string {
  const [image] = scanTags(html);
  return image?.attributes.find(({ name }) => name === "alt")?.value ?? "";
}
