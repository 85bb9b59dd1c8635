/** Reads the tags in raw HTML, enough to find addresses and ids. Not a parser: text between tags is left alone. */

export interface HtmlAttribute {
  /** In lower case. */
  readonly name: string;
  /** The value between its quotes, as written; empty when there is none. */
  readonly value: string;
  /** Where the value starts in the text. */
  readonly offset: number;
}

export interface HtmlTag {
  /** In lower case. */
  readonly name: string;
  readonly closing: boolean;
  readonly attributes: readonly HtmlAttribute[];
  readonly start: number;
  readonly end: number;
}

/** A tag as CommonMark §6.6 has it; quoted values may hold `>`. Every part is possessive in effect: no backtracking over the text. */
const TAG = /<!--[\s\S]*?(?:-->|$)|<(\/?)([A-Za-z][A-Za-z0-9-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/g;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;

/** The tags of a piece of HTML, comments left out. */
export function scanTags(html: string): HtmlTag[] {
  const tags: HtmlTag[] = [];
  for (const match of html.matchAll(TAG)) {
    const [whole, slash, name, inside = ""] = match;
    if (name === undefined) continue;
    const insideStart = match.index + whole.length - 1 - inside.length;
    tags.push({ name: name.toLowerCase(), closing: slash === "/", attributes: slash === "/" ? [] : readAttributes(inside, insideStart), start: match.index, end: match.index + whole.length });
  }
  return tags;
}

function readAttributes(inside: string, start: number): HtmlAttribute[] {
  const attributes: HtmlAttribute[] = [];
  for (const match of inside.matchAll(ATTRIBUTE)) {
    const [whole, name = "", double, single, bare] = match;
    const value = double ?? single ?? bare ?? "";
    const quoted = double !== undefined || single !== undefined;
    attributes.push({ name: name.toLowerCase(), value, offset: start + match.index + whole.length - value.length - (quoted ? 1 : 0) });
  }
  return attributes;
}

/** Whether an attribute holds an address that the page depends on. */
export function isAddress(tag: string, attribute: string): boolean {
  if (attribute === "href") return tag === "a" || tag === "area" || tag === "link" || tag === "image" || tag === "use";
  if (attribute === "src") return true;
  return (attribute === "poster" && tag === "video") || (attribute === "action" && tag === "form") || (attribute === "data" && tag === "object");
}
