/** Raw HTML of strangers (`trust: "text"`): what is not on the lists is shown as text or dropped. */

import { isAllowedUrl } from "./urls.js";
import { replaceCandidates, scanTags, type HtmlTag } from "./scan.js";

/** Tags that carry meaning and run nothing: those that GitHub's own pipeline keeps, in essence. */
const TAGS = new Set(
  "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp section small source span strike strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr".split(
    " ",
  ),
);

/** Those that run nothing, here and in the braces of Markdown; an address is checked beside. */
export const ATTRIBUTES: ReadonlySet<string> = new Set(
  "abbr align alt cite colspan datetime dir height href id lang name open reversed rowspan scope span src srcset start summary title type value valign width".split(
    " ",
  ),
);

/** The HTML with every tag that is not on the list escaped, and every attribute that is not on the list dropped. */
export function sanitize(html: string, onDrop: (dropped: Dropped) => void = () => undefined): string {
  let out = "";
  let at = 0;
  for (const tag of scanTags(html)) {
    out += escapeText(html.slice(at, tag.start)) + safeTag(tag, html.slice(tag.start, tag.end), onDrop);
    at = tag.end;
  }
  return out + escapeText(html.slice(at));
}

/** An attribute that is left out. */
export interface Dropped {
  readonly tag: string;
  readonly name: string;
  readonly value: string;
  /** Where its tag begins in the HTML. */
  readonly start: number;
}

/** A scheme may be hidden by entities and spaces, which a browser takes away: an address that has them before its first slash is refused. */
function isSafeAddress(value: string): boolean {
  const head = value.split(/[/?#]/, 1)[0] ?? "";
  return !/[&\s\u0000-\u001f]/.test(head) && isAllowedUrl(value);
}

function isSafeSrcset(value: string): boolean {
  let isSafe = true;
  replaceCandidates(value, (address) => {
    isSafe &&= isSafeAddress(address);
    return address;
  });
  return isSafe;
}

function escapeText(text: string): string {
  return text.replace(/<!--[\s\S]*?(?:-->|$)/g, "").replace(/</g, "&lt;");
}

function safeTag(tag: HtmlTag, written: string, onDrop: (dropped: Dropped) => void): string {
  if (!TAGS.has(tag.name)) return written.replace(/</g, "&lt;").replace(/>/g, "&gt;");
  if (tag.closing) return `</${tag.name}>`;
  const kept = tag.attributes
    .filter(({ name, value }) => {
      const isKept =
        ATTRIBUTES.has(name) &&
        (!["href", "src", "cite"].includes(name) || isSafeAddress(value)) &&
        (name !== "srcset" || isSafeSrcset(value));
      if (!isKept) onDrop({ tag: tag.name, name, value, start: tag.start });
      return isKept;
    })
    .map(({ name, value }) => ` ${name}="${value.replace(/"/g, "&quot;").replace(/</g, "&lt;")}"`);
  return `<${tag.name}${kept.join("")}>`;
}
