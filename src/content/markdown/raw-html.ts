/** Sanitizes raw HTML in untrusted Markdown (`trust: "text"`). Reports each refused tag and attribute. */

import type { Token } from "markdown-it";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Diagnostic } from "../../model/model.js";
import { ELEMENTS, PLACEHOLDER } from "../lint/elements.js";
import { ATTRIBUTES, sanitize, type Dropped } from "../html/sanitize.js";
import type { Span } from "./links.js";
import { blockAt, createLocator, type BlockText } from "./positions.js";

export interface SafeHtml {
  /** Whether the tokens contain raw HTML, which is sanitized now. */
  readonly hasRaw: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Sanitizes the raw HTML in the tokens of a page. */
export function sanitizeRaw(
  tokens: readonly Token[],
  { body, bodyLine, source }: { readonly body: string; readonly bodyLine: number; readonly source: string },
): SafeHtml {
  const diagnostics: Diagnostic[] = [];
  const locate = createLocator(body, bodyLine);
  let hasRaw = false;
  let line = 0;
  const clean = (token: Token, block: BlockText, start: number): void => {
    hasRaw = true;
    token.content = sanitize(token.content, (dropped) => {
      // Unknown tags have findings of their own.
      if (dropped.attribute === undefined && !ELEMENTS.has(dropped.tag) && !dropped.tag.includes("-")) return;
      const place = locate(block, start + dropped.start);
      diagnostics.push(
        diagnostic(
          "html-refused",
          { file: source, ...place, length: dropped.tag.length + 1 },
          ...says(dropped),
        ),
      );
    });
  };
  /** `around` is the start of the image, if the tokens are its alt text. */
  const cleanInline = (children: readonly Token[], block: BlockText, around?: number): void => {
    for (const child of children) {
      const { span } = (child.meta ?? {}) as { readonly span?: Span };
      const start = around ?? span?.start ?? 0;
      if (child.type === "html_inline") clean(child, block, start);
      cleanInline(child.children ?? [], block, start);
    }
  };
  tokens.forEach((token, index) => {
    if (token.map !== null) [line] = token.map;
    if (token.type === "html_block") clean(token, { content: token.content, firstLine: line }, 0);
    const block = blockAt(tokens, index, line);
    cleanInline(token.children ?? [], block);
  });
  return { hasRaw, diagnostics };
}

function says({ tag, attribute }: Dropped): readonly [message: string, hint: string] {
  if (attribute === undefined)
    return [
      `\`<${tag}>\` is shown as text: untrusted pages cannot use this tag.`,
      `Remove it. ${PLACEHOLDER}`,
    ];
  const { name, value } = attribute;
  return ATTRIBUTES.has(name)
    ? [
        `The URL ${value} of \`<${tag} ${name}>\` is left out: untrusted pages may only use paths ` +
          "and http, https, mailto and tel URLs.",
        "Correct the URL, or remove the tag.",
      ]
    : [`The attribute \`${name}\` of \`<${tag}>\` is left out: untrusted pages cannot set it.`, "Remove it."];
}
