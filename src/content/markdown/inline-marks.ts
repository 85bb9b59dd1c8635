/** `:badge[New]{tip}` and `:kbd[Ctrl+K]`: a word in a coloured box, and keys to press; and what MkDocs has for keys and marked text. */

const MARK = /:(?:badge\[([^\]\n]+)\](?:\{(note|tip|important|warning|caution)\})?|kbd\[([^\]\n]+)\])/y;

export interface InlineMark {
  readonly html: string;
  /** What readers see of it. */
  readonly text: string;
  /** How many characters of the text it is. */
  readonly length: number;
}

/** The mark that starts at a position of a text. */
export function inlineMark(
  text: string,
  at: number,
  escape: (text: string) => string,
): InlineMark | undefined {
  MARK.lastIndex = at;
  const match = MARK.exec(text);
  if (match === null) return undefined;
  const [whole, badge, kind = "note", keys = ""] = match;
  const { length } = whole;
  if (badge !== undefined)
    return { html: `<span class="badge badge-${kind}">${escape(badge)}</span>`, text: badge, length };
  return keysMark(
    keys.split(/(?<=[^+\s])\s*\+\s*/).map((key) => key.trim()),
    length,
    escape,
  );
}

function keysMark(names: readonly string[], length: number, escape: (text: string) => string): InlineMark {
  return { html: names.map((key) => `<kbd>${escape(key)}</kbd>`).join("+"), text: names.join("+"), length };
}

/** `++ctrl+page-up++`, as MkDocs has keys. */
const KEYS = /\+\+([a-z0-9]+(?:-[a-z0-9]+)*(?:\+[a-z0-9]+(?:-[a-z0-9]+)*)*)\+\+(?![\w+])/iy;

/** The keys that MkDocs has at a position of a text. */
export function foreignKeys(
  text: string,
  at: number,
  escape: (text: string) => string,
): InlineMark | undefined {
  KEYS.lastIndex = at;
  const [whole, keys = ""] = /[\w+]/.test(text.charAt(at - 1)) ? [] : (KEYS.exec(text) ?? []);
  if (whole === undefined) return undefined;
  const named = (key: string) =>
    key.replace(/(?:^|-)[a-z0-9]/gi, (start) => start.toUpperCase().replace("-", " "));
  return keysMark(keys.split("+").map(named), whole.length, escape);
}

/** `==marked text==`, as MkDocs, Obsidian and Pandoc have it; `a==b` is none. */
const MARKED = /==(?![\s=])[^=\n]*(?<!\s)==(?![\w=])/y;

/** How many characters the marked text at a position takes, with the signs around it; 0 where there is none. */
export function markedLength(text: string, at: number): number {
  MARKED.lastIndex = at;
  return /[\w=]/.test(text.charAt(at - 1)) ? 0 : (MARKED.exec(text)?.[0].length ?? 0);
}
