/** Collects the URLs of a page with their positions, and replaces those that may change with placeholders. */

import type { Token } from "markdown-it";
import { diagnostic, type Place } from "../../diagnostics/catalogue.js";
import { LINK_MARK } from "../../model/placeholders.js";
import type { Diagnostic, Link, Position } from "../../model/model.js";
import type { Trust } from "../../config/options.js";
import { staysAsItIs } from "../html/urls.js";
import { createHtmlCheck, type HtmlCheck } from "../lint/html.js";
import { createEmptyLinks } from "../lint/empty-links.js";
import { unsafeUrl } from "../lint/unsafe-url.js";
import type { ExplicitId } from "./explicit-ids.js";
import { idsOf, isUrlAttribute, replaceCandidates, scanTags, type HtmlTag } from "../html/scan.js";
import { textOf } from "./plain-text.js";
import { blockAt, createLocator, type BlockText } from "./positions.js";

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

/** The placeholder for the URL of this number. */
export function markOf(index: number): string {
  return `${LINK_MARK}${index}${LINK_MARK}`;
}

/** Finds the URLs in a page's tokens and puts placeholders in their place. */
export function collectUrls(tokens: readonly Token[], page: Page): CollectedUrls {
  return new AddressCollector(page).collect(tokens);
}

class AddressCollector {
  private readonly links: Link[] = [];
  private readonly ids: ExplicitId[] = [];
  private readonly diagnostics: Diagnostic[] = [];
  private readonly locate: ReturnType<typeof createLocator>;
  private readonly check: HtmlCheck;
  private readonly rawLinks: ReturnType<typeof createEmptyLinks>;

  constructor(private readonly page: Page) {
    this.locate = createLocator(page.body, page.bodyLine);
    this.check = createHtmlCheck(page.source);
    this.rawLinks = createEmptyLinks(page.source, (found) => this.diagnostics.push(found));
  }

  collect(tokens: readonly Token[]): CollectedUrls {
    let line = 0;
    for (const [index, token] of tokens.entries()) {
      if (token.map !== null) line = token.map[0];
      this.check.around(token);
      if (token.type !== "html_block" && token.type !== "inline") continue;
      const block = blockAt(tokens, index, line);
      if (token.type === "html_block") token.content = this.rawHtml(token.content, block, 0);
      else this.inline(token.children ?? [], block);
    }
    return {
      links: this.links,
      ids: this.ids,
      diagnostics: [...this.diagnostics, ...this.check.findings()],
    };
  }

  /** Text of a paragraph, heading or cell. */
  private inline(children: readonly Token[], block: BlockText): void {
    let searchFrom = 0;
    /** The open link, as long as it has no text. */
    let empty: Token | undefined;
    for (const child of children) {
      // A link without a URL is reported as such (`lint/links.ts`).
      if (child.type === "link_open") empty = child.attrGet("href") === "" ? undefined : child;
      else if (empty !== undefined && child.type === "link_close")
        this.diagnostics.push(withoutText(spanOf(empty), (offset) => this.placeAt(block, offset)));
      else if (!isSpace(child)) empty = undefined;
      if (child.type !== "html_inline" && !isSpace(child)) this.rawLinks.show();
      if (child.type === "html_inline") {
        const start = spanOf(child)?.start ?? block.content.indexOf(child.content, searchFrom);
        searchFrom = start + child.content.length;
        child.content = this.rawHtml(child.content, block, start);
      } else if (child.type === "link_open" || child.type === "image")
        searchFrom = this.linkOrImage(child, block, searchFrom);
    }
  }

  /** A link or image of Markdown; gives where the next one is looked for. */
  private linkOrImage(token: Token, block: BlockText, searchFrom: number): number {
    const span = spanOf(token);
    const [kind, attribute] =
      token.type === "image" ? (["image", "src"] as const) : (["link", "href"] as const);
    const href = token.attrGet(attribute) ?? "";
    const offset = urlOffset(block.content, href, span, searchFrom);
    const place = () => this.locate(block, offset);
    if (kind === "image" && textOf(token.children ?? [], this.page).trim() === "")
      this.diagnostics.push(withoutAlt(this.placeAt(block, span?.start ?? offset), span));
    token.attrSet(attribute, this.record(kind, safeDecode(href), href, place));
    if (kind === "image") this.srcset(token, block, span, place);
    return Math.max(searchFrom, span?.start ?? offset + 1);
  }

  /** An image has one only from the list of attributes behind it. */
  private srcset(token: Token, block: BlockText, span: Span | undefined, place: () => Position): void {
    const srcset = token.attrGet("srcset");
    if (srcset === null) return;
    const start = block.content.indexOf(srcset, span?.end);
    const placeOf = (index: number) => (start === -1 ? place() : this.locate(block, start + index));
    token.attrSet(
      "srcset",
      replaceCandidates(srcset, (url, index) => this.record("image", url, url, () => placeOf(index))),
    );
  }

  /** HTML with placeholders for its URLs. */
  private rawHtml(html: string, block: BlockText, offset: number): string {
    let out = "";
    let at = 0;
    let checkedTo = 0;
    for (const tag of scanTags(html)) {
      if (html.slice(checkedTo, tag.start).trim() !== "") this.rawLinks.show();
      checkedTo = tag.end;
      const placeOfTag = () => this.locate(block, offset + tag.start);
      this.rawLinks.tag(tag, html.slice(tag.start, tag.end), placeOfTag);
      this.check.tag(tag, html.slice(tag.start, tag.end), placeOfTag);
      this.idsOfTag(tag, block, offset);
      for (const attribute of tag.attributes) {
        const resolved = this.attribute(tag.name, attribute, block, offset);
        if (resolved === undefined) continue;
        out += html.slice(at, attribute.offset) + resolved;
        at = attribute.offset + attribute.value.length;
      }
    }
    if (html.slice(checkedTo).trim() !== "") this.rawLinks.show();
    return out + html.slice(at);
  }

  private idsOfTag(tag: HtmlTag, block: BlockText, offset: number): void {
    // An old-style anchor may have the same text as `id` and `name`.
    const own = new Map(idsOf(tag).map(({ value, offset: start }) => [this.page.decode(value), start]));
    for (const [id, start] of own) this.ids.push({ id, place: () => this.locate(block, offset + start) });
  }

  /** The value of an attribute with placeholders; undefined where it holds no URL. */
  private attribute(
    element: string,
    { name, value, offset: start }: HtmlTag["attributes"][number],
    block: BlockText,
    offset: number,
  ): string | undefined {
    const place = (extra: number) => () => this.locate(block, offset + start + extra);
    const { decode } = this.page;
    if (name === "srcset")
      return replaceCandidates(value, (url, index) => this.record("image", decode(url), url, place(index)));
    if (!isUrlAttribute(element, name) || value === "") return undefined;
    return this.record(name === "href" ? "link" : "image", decode(value.trim()), value, place(0));
  }

  /** Records a URL; gives what is in the HTML in its place. */
  private record(kind: Link["kind"], href: string, written: string, place: () => Position): string {
    const { source, trust } = this.page;
    const at = () => ({ file: source, ...place(), length: written.length });
    const unsafe = unsafeUrl(kind, href, at, trust);
    if (unsafe !== undefined) {
      this.diagnostics.push(unsafe);
      return "";
    }
    const { line, column } = place();
    this.links.push({ kind, href, line, column });
    return staysAsItIs(href) ? written : markOf(this.links.length - 1);
  }

  private placeAt(block: BlockText, offset: number): Place {
    return { file: this.page.source, ...this.locate(block, offset) };
  }
}

/** Where a token of a link or image, or of inline HTML, is in its block's text. */
function spanOf({ meta }: Token): Span | undefined {
  return (meta as { readonly span?: Span } | null)?.span;
}

function isSpace({ type, content }: Token): boolean {
  return type === "text" && content.trim() === "";
}

function withoutAlt(place: Place, span: Span | undefined): Diagnostic {
  return diagnostic(
    "image-alt",
    { ...place, length: (span?.end ?? 1) - (span?.start ?? 0) },
    "The image has no alt text.",
    'Describe it between the brackets. If it only decorates, write `<img alt="" …>`.',
  );
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
