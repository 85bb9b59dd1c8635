/** Reports syntax of other generators, which would be published as text, with its replacement. */

import type { Token } from "markdown-it";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Diagnostic } from "../../model/model.js";
import { blankCode } from "../markdown/blank-code.js";
import type { Cause } from "./foreign-cause.js";
import { CAUSES, CHUNKS, DIAGRAM, DIRECTIVE, DRAWN, LIST_ALONE } from "./foreign-causes.js";
import { blockAt, createLocator, type BlockText } from "../markdown/positions.js";

interface Page {
  readonly body: string;
  readonly bodyLine: number;
  readonly source: string;
  /** The labels of link reference definitions, normalized by markdown-it. */
  readonly labels: readonly string[];
  /** Whether templates have already run. Template tags that are left are then meant to be shown. */
  readonly isPrinted?: boolean;
}

const TEMPLATE_TAG = /^\{[{%]/;

/** Findings about a page's tokens, before attributes are removed from them. */
export function findForeign(tokens: readonly Token[], page: Page): Diagnostic[] {
  const { body } = page;
  const causes = CAUSES.filter(
    ({ signs }) =>
      signs.some((sign) => body.includes(sign)) &&
      !(page.isPrinted === true && signs.some((sign) => TEMPLATE_TAG.test(sign))),
  );
  const hasFence = body.includes("```") || body.includes("~~~");
  const hasList = body.includes("{:") || body.includes("{ .") || body.includes("{.");
  if (causes.length === 0 && !hasFence && !hasList) return [];
  const found: Diagnostic[] = [];
  const locate = createLocator(body, page.bodyLine);
  const report = (block: BlockText, offset: number, length: number, { message, hint }: Says): void =>
    void found.push(
      diagnostic(
        "foreign-syntax",
        { file: page.source, ...locate(block, offset), length: Math.max(1, length) },
        message,
        hint,
      ),
    );
  const inHtml = causes.filter((cause) => cause.inHtml === true);
  let line = 0;
  tokens.forEach((token, index) => {
    if (token.map !== null) [line] = token.map;
    if (token.type === "fence") checkFence(token, line, report);
    if (token.type === "inline" && token.content === "" && isListAlone(tokens[index - 1]))
      report({ content: "{:", firstLine: line }, 0, 1, LIST_ALONE);
    const candidates = token.type === "inline" ? causes : token.type === "html_block" ? inHtml : [];
    if (
      candidates.length === 0 ||
      !candidates.some(({ signs }) => signs.some((sign) => token.content.includes(sign)))
    )
      return;
    const block = blockAt(tokens, index, line);
    const text = blankCode(token.content);
    const isRead = ({ readAs, isText, signs }: Cause): boolean =>
      (readAs !== undefined && token.children?.some(({ type }) => type === readAs) === true) ||
      (isText === true && !showsOne(token, signs));
    for (const cause of candidates.filter((one) => !isRead(one)))
      for (const { 0: written, index: at } of occurrences(cause, text))
        if (!isDefined(written, page.labels)) {
          const indent = written.length - written.trimStart().length;
          report(block, at + indent, written.trim().split("\n", 1)[0]?.length ?? 1, cause);
        }
  });
  return found;
}

/** Whether readers see one of the signs as text. */
function showsOne({ children, content }: Token, signs: readonly string[]): boolean {
  const text = children === null ? content : joinText(children);
  return signs.some((sign) => text.includes(sign));
}

/** Markdown's rules divide text at their characters. */
function joinText(children: readonly Token[]): string {
  return children.map(({ type, content }) => (type === "text" ? content : "\ufffc")).join("");
}

/** How much text after a sign is searched. */
const MAX_LENGTH = 2000;

type Occurrence = Pick<RegExpExecArray, 0 | "index">;

/** The matches of a cause in a text, in order. */
function occurrences(cause: Cause, text: string): Iterable<Occurrence> {
  if (cause.pattern.global) return text.matchAll(cause.pattern);
  return cause.signs.flatMap((sign) => [...atSigns(cause, text, sign)]);
}

function* atSigns(
  { pattern, atLineStart, notAfter }: Cause,
  text: string,
  sign: string,
): Generator<Occurrence, void> {
  let next = 0;
  for (let at = text.indexOf(sign); at !== -1; at = text.indexOf(sign, next)) {
    next = at + sign.length;
    const before = text[at - 1];
    if (
      (atLineStart === true && at > 0 && before !== "\n") ||
      (before !== undefined && notAfter?.includes(before) === true)
    )
      continue;
    const written = pattern.exec(text.slice(at, at + MAX_LENGTH))?.[0];
    if (written === undefined) continue;
    yield { 0: written, index: at };
    next = at + Math.max(written.length, sign.length);
  }
}

/** Whether a paragraph was only a list of attributes, `{: .x }`. */
function isListAlone(opener: Token | undefined): boolean {
  return (
    opener?.type === "paragraph_open" &&
    (opener.meta as { readonly attributes?: unknown } | null)?.attributes !== undefined
  );
}

type Says = Pick<Cause, "message" | "hint">;

/** Whether a match is a defined reference link: `[toc]: #contents`. */
function isDefined(written: string, labels: readonly string[]): boolean {
  const label = /^\[?\[([^[\]]+)\]\]?\s*$/.exec(written)?.[1];
  return label !== undefined && labels.includes(label.toUpperCase());
}

function checkFence(
  token: Token,
  firstLine: number,
  report: (block: BlockText, offset: number, length: number, says: Says) => void,
): void {
  const [, directive, language = ""] = /^(?:\{([a-z][\w:.+-]*)\}|([\w-]+))/i.exec(token.info.trim()) ?? [];
  const block: BlockText = { content: token.markup + token.info, firstLine };
  if (DRAWN.has((directive ?? language).toLowerCase())) report(block, 0, block.content.length, DIAGRAM);
  else if (directive !== undefined && !CHUNKS.has(directive.toLowerCase()))
    report(block, 0, block.content.length, DIRECTIVE);
}
