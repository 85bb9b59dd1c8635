/**
 * Sanitizes raw HTML of untrusted authors (`trust: "text"`). Tags and attributes outside the allow lists
 * become text or are dropped.
 */

import { isAllowedUrl } from "./urls.js";
import { replaceCandidates, scanTags, type HtmlTag } from "./scan.js";

/** Tags with meaning that run nothing, mostly those that GitHub allows. */
const TAGS = new Set(
  "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp section small source span strike strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr".split(
    " ",
  ),
);

/**
 * Attributes that run nothing. Markdown attributes in braces use the list too. URLs get an additional check.
 */
export const ATTRIBUTES: ReadonlySet<string> = new Set(
  "abbr align alt cite colspan datetime dir height href id lang name open reversed rowspan scope span src srcset start summary title type value valign width".split(
    " ",
  ),
);

/** Escapes each tag and drops each attribute that is not on the lists. */
export function sanitize(html: string, onDrop: (dropped: Dropped) => void = () => undefined): string {
  let out = "";
  let at = 0;
  for (const tag of scanTags(html)) {
    out += escapeText(html.slice(at, tag.start)) + safeTag(tag, html.slice(tag.start, tag.end), onDrop);
    at = tag.end;
  }
  return out + escapeText(html.slice(at));
}

/** A tag that becomes text, or one of whose attributes is dropped. */
export interface Dropped {
  readonly tag: string;
  /** The dropped attribute. */
  readonly attribute?: { readonly name: string; readonly value: string };
  /** The offset of the tag in the HTML. */
  readonly start: number;
}

/**
 * Browsers ignore spaces and decode entities in a scheme, so a URL that has them before its first slash is
 * unsafe.
 */
function isSafeUrl(value: string): boolean {
  const head = value.split(/[/?#]/, 1)[0] ?? "";
  return !/[&\s\u0000-\u001f]/.test(head) && isAllowedUrl(value);
}

function isSafeSrcset(value: string): boolean {
  let isSafe = true;
  replaceCandidates(value, (address) => {
    isSafe &&= isSafeUrl(address);
    return address;
  });
  return isSafe;
}

function escapeText(text: string): string {
  return text.replace(/<!--[\s\S]*?(?:-->|$)/g, "").replace(/</g, "&lt;");
}

function safeTag(tag: HtmlTag, written: string, onDrop: (dropped: Dropped) => void): string {
  if (!TAGS.has(tag.name)) {
    if (!tag.closing) onDrop({ tag: tag.name, start: tag.start });
    return written.replace(/</g, "&lt;").replace(/>/g, "&gt;");
  }
  if (tag.closing) return `</${tag.name}>`;
  const kept = tag.attributes
    .filter(({ name, value }) => {
      const isKept =
        ATTRIBUTES.has(name) &&
        (!["href", "src", "cite"].includes(name) || isSafeUrl(value)) &&
        (name !== "srcset" || isSafeSrcset(value));
      if (!isKept) onDrop({ tag: tag.name, attribute: { name, value }, start: tag.start });
      return isKept;
    })
    .map(({ name, value }) => ` ${name}="${value.replace(/"/g, "&quot;").replace(/</g, "&lt;")}"`);
  return `<${tag.name}${kept.join("")}>`;
}
