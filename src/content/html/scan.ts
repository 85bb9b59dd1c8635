/** Finds tags in HTML with the tokenization rules of browsers (HTML Living Standard, 13.2.5). */

export interface HtmlAttribute {
  /** In lower case. */
  readonly name: string;
  /** The value without quotes; empty if there is none. Entities are not decoded. */
  readonly value: string;
  /** The offset of the value in the text. */
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

/** A comment, anything that browsers treat as one, or the start of a tag. */
const NEXT =
  /<!--(?:-?>|[^]*?(?:--!?>|$))|<(?:[!?]|\/[^A-Za-z>])[^>]*(?:>|$)|<(\/?)([A-Za-z][^\t\n\f\r />]*)/g;
const ATTRIBUTE =
  /[\t\n\f\r /]*([^\t\n\f\r />][^\t\n\f\r />=]*)(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:"([^"]*)"|'([^']*)'|([^\t\n\f\r >"'][^\t\n\f\r >]*)|(?=>)))?/y;
const OPEN_VALUE = /[\t\n\f\r ]*=[\t\n\f\r ]*["']/y;
const END = /[\t\n\f\r /]*>/y;

/** Elements whose content is only text. */
const TEXT_ONLY = new Set(["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"]);

/** The tags of a piece of HTML, without comments. An unfinished tag ends the list. */
export function scanTags(html: string): HtmlTag[] {
  const tags: HtmlTag[] = [];
  const next = new RegExp(NEXT);
  for (let match = next.exec(html); match !== null; match = next.exec(html)) {
    const [, slash, written] = match;
    if (written === undefined) continue;
    const attributes: HtmlAttribute[] = [];
    const end = readAttributes(html, next.lastIndex, attributes);
    if (end === undefined) break;
    const name = written.toLowerCase();
    const closing = slash === "/";
    tags.push({ name, closing, attributes: closing ? [] : attributes, start: match.index, end });
    next.lastIndex = !closing && TEXT_ONLY.has(name) ? endOfText(html, name, end) : end;
  }
  return tags;
}

/**
 * Reads a tag's attributes into `attributes`, starting at `at`. Returns the end of the tag, or undefined if
 * it never ends.
 */
export function readAttributes(html: string, at: number, attributes: HtmlAttribute[]): number | undefined {
  for (;;) {
    END.lastIndex = at;
    if (END.test(html)) return END.lastIndex;
    ATTRIBUTE.lastIndex = at;
    const match = ATTRIBUTE.exec(html);
    if (match === null) return undefined;
    const [, name = "", double, single, bare] = match;
    at = ATTRIBUTE.lastIndex;
    const quoted = double ?? single;
    // The closing quote is missing.
    OPEN_VALUE.lastIndex = at;
    if (quoted === undefined && bare === undefined && OPEN_VALUE.test(html)) return undefined;
    const value = quoted ?? bare ?? "";
    attributes.push({
      name: name.toLowerCase(),
      value,
      offset: at - value.length - (quoted === undefined ? 0 : 1),
    });
  }
}

/** The parts that decide where a script ends: comments and script tags. */
const SCRIPT_MARK = /<!--|-->|<(\/?)script(?=[\t\n\f\r />])/gi;

/**
 * The end of a script's text. A script inside a comment of the script has an end tag of its own (13.2.5.18 to
 * 13.2.5.31).
 */
function endOfScript(html: string, from: number): number {
  const next = new RegExp(SCRIPT_MARK);
  next.lastIndex = from;
  let inside: "script" | "comment" | "inner script" = "script";
  for (let match = next.exec(html); match !== null; match = next.exec(html)) {
    const [mark, slash] = match;
    if (mark === "-->") inside = "script";
    else if (slash === undefined) {
      if (inside === "script") inside = "comment";
      // `<!-->` ends the comment: the same hyphens can start and end it.
      next.lastIndex = match.index + 2;
    } else if (slash === "") {
      if (inside === "comment") inside = "inner script";
    } else if (inside === "inner script") inside = "comment";
    else return match.index;
  }
  return html.length;
}

/** The end of the text of an element that starts at `from`: its closing tag, or else the end of the HTML. */
function endOfText(html: string, name: string, from: number): number {
  if (name === "script") return endOfScript(html, from);
  const closing = new RegExp(`</${name}(?=[\\t\\n\\f\\r />])`, "gi");
  closing.lastIndex = from;
  return closing.exec(html)?.index ?? html.length;
}

/** The ids of a tag, and the `name` of an old-style anchor. */
export function idsOf({ name: tag, attributes }: HtmlTag): readonly HtmlAttribute[] {
  return attributes.filter(
    ({ name, value }) => value !== "" && (name === "id" || (name === "name" && tag === "a")),
  );
}

const IDS =
  /(?:[\s"'/]id|<a\s(?:[^<>]*[\s"'/])?name)\s*=\s*(?=(?:"([^"]+)"|'([^']+)'|([^\t\n\f\r >"'][^\t\n\f\r >]*)))/gi;

/**
 * The ids of a finished page, also those in scripts and comments. It takes a tenth of the time of reading the
 * tags.
 */
export function idsIn(html: string): readonly string[] {
  return Array.from(html.matchAll(IDS), ([, double, single, bare]) => double ?? single ?? bare ?? "");
}

/** Whether an attribute holds a URL that the page depends on. */
export function isUrlAttribute(tag: string, attribute: string): boolean {
  if (attribute === "href")
    return tag === "a" || tag === "area" || tag === "link" || tag === "image" || tag === "use";
  if (attribute === "src") return true;
  return (
    (attribute === "poster" && tag === "video") ||
    (attribute === "action" && tag === "form") ||
    (attribute === "data" && tag === "object")
  );
}

/**
 * The URL of a `srcset` candidate with the commas after it, and the descriptors after a URL without a comma.
 */
const CANDIDATE = /[^\t\n\f\r ,][^\t\n\f\r ]*/g;
const DESCRIPTORS = /(?:\([^)]*(?:\)|$)|[^,(])*/y;

/**
 * A `srcset` value (4.8.4.2.1) with each URL replaced. `replace` gets the URL and its offset in the value.
 */
export function replaceCandidates(
  value: string,
  replace: (address: string, offset: number) => string,
): string {
  const next = new RegExp(CANDIDATE);
  let out = "";
  let at = 0;
  for (let match = next.exec(value); match !== null; match = next.exec(value)) {
    let end = next.lastIndex;
    while (value[end - 1] === ",") end -= 1;
    out += value.slice(at, match.index) + replace(value.slice(match.index, end), match.index);
    at = end;
    if (end < next.lastIndex) continue;
    DESCRIPTORS.lastIndex = end;
    DESCRIPTORS.test(value);
    next.lastIndex = DESCRIPTORS.lastIndex;
  }
  return out + value.slice(at);
}
