/**
 * `:badge[New]{tip}` and `:kbd[Ctrl+K]`: labels in a coloured box, and keyboard keys. Also the syntax of
 * MkDocs for keys and highlighted text.
 */

const MARK = /:(?:badge\[([^\]\n]+)\](?:\{(note|tip|important|warning|caution)\})?|kbd\[([^\]\n]+)\])/y;

export interface InlineMark {
  readonly html: string;
  /** The visible text. */
  readonly text: string;
  /** The number of source characters. */
  readonly length: number;
}

/** The mark that starts at a position of the text. */
export function inlineMark(
  text: string,
  at: number,
  escape: (text: string) => string,
): InlineMark | undefined {
  MARK.lastIndex = at;
  const match = MARK.exec(text);
  if (match === null) return undefined;
  const [written, badge, kind = "note", keys = ""] = match;
  const { length } = written;
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

/** `++ctrl+page-up++`: keys in MkDocs. */
const KEYS = /\+\+([a-z0-9]+(?:-[a-z0-9]+)*(?:\+[a-z0-9]+(?:-[a-z0-9]+)*)*)\+\+(?![\w+])/iy;

/** The MkDocs keys that start at a position of the text. */
export function foreignKeys(
  text: string,
  at: number,
  escape: (text: string) => string,
): InlineMark | undefined {
  KEYS.lastIndex = at;
  const [written, keys = ""] = /[\w+]/.test(text.charAt(at - 1)) ? [] : (KEYS.exec(text) ?? []);
  if (written === undefined) return undefined;
  const named = (key: string) =>
    key.replace(/(?:^|-)[a-z0-9]/gi, (start) => start.toUpperCase().replace("-", " "));
  return keysMark(keys.split("+").map(named), written.length, escape);
}

/** `==highlighted text==`, as in MkDocs, Obsidian and Pandoc. `a==b` is not a match. */
const MARKED = /==(?![\s=])[^=\n]*(?<!\s)==(?![\w=])/y;

/** The length of the highlighted text at a position, including its signs; 0 if there is none. */
export function markedLength(text: string, at: number): number {
  MARKED.lastIndex = at;
  return /[\w=]/.test(text.charAt(at - 1)) ? 0 : (MARKED.exec(text)?.[0].length ?? 0);
}
