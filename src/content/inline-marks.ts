/** `:badge[New]{tip}` and `:kbd[Ctrl+K]`: a word in a coloured box, and keys to press. */

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
  const names = keys.split(/(?<=[^+\s])\s*\+\s*/).map((key) => key.trim());
  return { html: names.map((key) => `<kbd>${escape(key)}</kbd>`).join("+"), text: names.join("+"), length };
}
