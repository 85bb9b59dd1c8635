/** Collects the URLs of a page with their positions, and replaces those that may change with placeholders. */

import type { Token } from "markdown-it";
import { diagnostic, type Place } from "../../diagnostics/catalogue.js";
import { LINK_MARK } from "../../model/placeholders.js";
import type { Diagnostic, Link, Position } from "../../model/model.js";
import type { Trust } from "../../config/options.js";
import { isAllowedUrl, schemeOf, staysAsItIs } from "../html/urls.js";
import { createHtmlCheck } from "../lint/html.js";
import { createEmptyLinks } from "../lint/empty-links.js";
import type { ExplicitId } from "./explicit-ids.js";
import { idsOf, isUrlAttribute, replaceCandidates, scanTags } from "../html/scan.js";
import { textOf } from "./plain-text.js";
import { createLocator, type BlockText } from "./positions.js";

export interface CollectedUrls {
  readonly links: readonly Link[];
  /** The ids in raw HTML. */
  readonly ids: readonly ExplicitId[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The range of a link or image token in its block's text. Set while the inline rules run. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface Page {
  readonly body: string;
  readonly bodyLine: number;
  readonly source: string;
  readonly trust: Trust;
  decode(entities: string): string;
}

const UNSAFE = /^(?:javascript|vbscript|data|file):/i;

/** Reports a URL that would run code or read a visitor's files. */
export function unsafeUrl(
  kind: Link["kind"],
  href: string,
  place: () => Place,
  trust: Trust = "author",
): Diagnostic | undefined {
  if (trust === "text")
    return isAllowedUrl(href)
      ? undefined
      : diagnostic(
          "unsafe-url",
          place(),
          `With \`trust: "text"\`, URLs cannot start with \`${schemeOf(href) ?? ""}:\`.`,
          "Use a page of the site, or a URL that starts with `https:`, `mailto:` or `tel:`.",
        );
  // Most URLs are rejected by their first letter.
  if (!/^[\u0000-\u0020]*[jvdf]/i.test(href)) return undefined;
  const bare = href.replace(/[\u0000-\u0020]/g, "");
  if (!UNSAFE.test(bare) || (kind === "image" && /^data:image\//i.test(bare))) return undefined;
  const scheme = /^[a-z]+/i.exec(bare)?.[0] ?? "";
  return diagnostic(
    "unsafe-url",
    place(),
    `The URL starts with \`${scheme}:\`, which can run code or read the visitor's files.`,
    "Link to a page or an https URL.",
  );
}

/** The placeholder for the URL of this number. */
export function markOf(index: number): string {
  return `${LINK_MARK}${index}${LINK_MARK}`;
}

/** Collects the URLs in a page's tokens and replaces them with placeholders. */
export function collectUrls(tokens: readonly Token[], page: Page): CollectedUrls {
  const links: Link[] = [];
  const ids: ExplicitId[] = [];
  const diagnostics: Diagnostic[] = [];
  const locate = createLocator(page.body, page.bodyLine);
  const check = createHtmlCheck(page.source);

  /** Records a URL and returns its text in the HTML. */
  const record = (kind: Link["kind"], href: string, written: string, place: () => Position): string => {
    const at = () => ({ file: page.source, ...place(), length: written.length });
    const unsafe = unsafeUrl(kind, href, at, page.trust);
    if (unsafe !== undefined) {
      diagnostics.push(unsafe);
      return "";
    }
    const { line, column } = place();
    links.push({ kind, href, line, column });
    return staysAsItIs(href) ? written : markOf(links.length - 1);
  };

  const rawLinks = createEmptyLinks(page.source, (found) => diagnostics.push(found));
  const raw = (html: string, block: BlockText, offset: number): string => {
    let out = "";
    let at = 0;
    let checkedTo = 0;
    for (const tag of scanTags(html)) {
      if (html.slice(checkedTo, tag.start).trim() !== "") rawLinks.show();
      checkedTo = tag.end;
      rawLinks.tag(tag, html.slice(tag.start, tag.end), () => locate(block, offset + tag.start));
      check.tag(tag, html.slice(tag.start, tag.end), () => locate(block, offset + tag.start));
      // An old-style anchor may have the same text as `id` and `name`.
      const own = new Map(idsOf(tag).map(({ value, offset: start }) => [page.decode(value), start]));
      for (const [id, start] of own) ids.push({ id, place: () => locate(block, offset + start) });
      for (const { name, value, offset: start } of tag.attributes) {
        const place = (extra: number) => () => locate(block, offset + start + extra);
        if (name === "srcset") {
          out +=
            html.slice(at, start) +
            replaceCandidates(value, (url, index) => record("image", page.decode(url), url, place(index)));
        } else if (isUrlAttribute(tag.name, name) && value !== "") {
          const kind = name === "href" ? "link" : "image";
          out += html.slice(at, start) + record(kind, page.decode(value.trim()), value, place(0));
        } else continue;
        at = start + value.length;
      }
    }
    if (html.slice(checkedTo).trim() !== "") rawLinks.show();
    return out + html.slice(at);
  };

  let line = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.map !== null) line = token.map[0];
    check.around(token);
    if (token.type !== "html_block" && token.type !== "inline") continue;
    const block: BlockText = { content: token.content, firstLine: line, isCell: isCell(tokens[index - 1]) };
    if (token.type === "html_block") token.content = raw(token.content, block, 0);
    let searchFrom = 0;
    /** The open link, as long as it has no text. */
    let empty: Token | undefined;
    for (const child of token.children ?? []) {
      // A link without a URL is reported by `lint/links.ts` instead.
      if (child.type === "link_open") empty = child.attrGet("href") === "" ? undefined : child;
      else if (empty !== undefined && child.type === "link_close")
        diagnostics.push(
          withoutText((empty.meta as { span?: Span } | null)?.span, (offset) => ({
            file: page.source,
            ...locate(block, offset),
          })),
        );
      else if (child.type !== "text" || child.content.trim() !== "") empty = undefined;
      if (child.type !== "html_inline" && (child.type !== "text" || child.content.trim() !== ""))
        rawLinks.show();
      const span = (child.meta as { span?: Span } | null)?.span;
      if (child.type === "html_inline") {
        const start = span?.start ?? block.content.indexOf(child.content, searchFrom);
        searchFrom = start + child.content.length;
        child.content = raw(child.content, block, start);
      } else if (child.type === "link_open" || child.type === "image") {
        const attribute = child.type === "image" ? "src" : "href";
        const href = child.attrGet(attribute) ?? "";
        const offset = urlOffset(block.content, href, span, searchFrom);
        searchFrom = Math.max(searchFrom, span?.start ?? offset + 1);
        const place = () => locate(block, offset);
        if (child.type === "image" && textOf(child.children ?? [], page).trim() === "")
          diagnostics.push(
            diagnostic(
              "image-alt",
              {
                file: page.source,
                ...locate(block, span?.start ?? offset),
                length: (span?.end ?? 1) - (span?.start ?? 0),
              },
              "The image has no alt text.",
              'Describe it between the brackets. If it only decorates, write `<img alt="" …>`.',
            ),
          );
        child.attrSet(
          attribute,
          record(child.type === "image" ? "image" : "link", safeDecode(href), href, place),
        );
        // Only attributes in braces can give an image a `srcset`.
        const srcset = child.attrGet("srcset");
        if (child.type !== "image" || srcset === null) continue;
        const start = block.content.indexOf(srcset, span?.end);
        const placeOf = (index: number) => (start === -1 ? place() : locate(block, start + index));
        child.attrSet(
          "srcset",
          replaceCandidates(srcset, (url, index) => record("image", url, url, () => placeOf(index))),
        );
      }
    }
  }
  return { links, ids, diagnostics: [...diagnostics, ...check.findings()] };
}

function withoutText(span: Span | undefined, placeOf: (offset: number) => Place): Diagnostic {
  const { start, end } = span ?? { start: 0, end: 1 };
  return diagnostic(
    "link-text",
    { ...placeOf(start), length: end - start },
    "The link has no text, so readers cannot see it.",
    "Write its text between the brackets.",
  );
}

/** Whether a token opens a cell of a table. */
export function isCell(token: Token | undefined): boolean {
  return token?.type === "td_open" || token?.type === "th_open";
}

/** How far to search for a bare URL after the previous link, in characters. */
const NEAR = 10_000;

/**
 * The offset of the URL in the block: after the last `](` of the link, or for a bare URL its first occurrence
 * after `from`.
 */
function urlOffset(content: string, href: string, span: Span | undefined, from: number): number {
  if (span === undefined) {
    const near = content.slice(from, from + NEAR);
    const bare = href.replace(/^(?:http:\/\/|mailto:)/, "");
    const at = near.indexOf(bare);
    const fullStart = at - (href.length - bare.length);
    return at === -1 ? 0 : from + (fullStart >= 0 && near.startsWith(href, fullStart) ? fullStart : at);
  }
  const text = content.slice(span.start, span.end);
  const paren = text.lastIndexOf("](");
  if (paren === -1 || !text.endsWith(")")) return text.startsWith("<") ? span.start + 1 : span.start;
  const gap = /^\s*<?/.exec(text.slice(paren + 2))?.[0].length ?? 0;
  return span.start + paren + 2 + gap;
}

/**
 * Decodes a URL that markdown-it percent-encoded, because sources and file systems use plain text. `%25`
 * stays encoded if the result would look like an escape.
 */
function safeDecode(href: string): string {
  if (!href.includes("%")) return href;
  try {
    return decodeURI(href.replace(/%25(?=[\da-f]{2})/gi, "%2525"));
  } catch {
    return href;
  }
}
