/**
 * Raw HTML of strangers may open and close what it likes, but not the elements around the page: what a browser makes of
 * the HTML here ends with it. Sequences in which an element ends without its own tag (HTML Living Standard, 13.2.6.4) get
 * that tag, so that no later one is left over for an element of the layout.
 */

import { scanTags } from "../html/scan.js";

const VOID = new Set(["br", "col", "hr", "img", "input", "source", "wbr"]);

const ROWS = ["table", "tbody", "tfoot", "thead"];

/** Parts of a table, and what each is in: all that is open in the nearest of these ends where the part starts. */
const TABLE_PARTS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(["caption", "colgroup", "tbody", "tfoot", "thead"].map((name) => [name, ["table"]])),
  col: ["colgroup", "table"],
  tr: ROWS,
  td: ["tr", ...ROWS],
  th: ["tr", ...ROWS],
};

/** Parts, and what they are parts of. Anywhere else they would end a part of the layout's own list or table. */
const WHOLES: Readonly<Record<string, readonly string[]>> = {
  li: ["ul", "ol"],
  dd: ["dl"],
  dt: ["dl"],
  ...Object.fromEntries(Object.keys(TABLE_PARTS).map((name) => [name, ["table"]])),
};

/** "Special" elements, which an entry of a list does not look past for the one before it; it looks past `div` and `p`. */
const SPECIAL = new Set(
  "article aside blockquote button caption dd details dl dt figcaption figure h1 h2 h3 h4 h5 h6 li main nav ol pre section summary table tbody td tfoot th thead tr ul".split(
    " ",
  ),
);

/** What the start of another element ends: the nearest of these names, unless one of those others is nearer. */
const ENDS: Readonly<
  Record<string, { readonly ended: readonly string[]; readonly keeps: ReadonlySet<string> }>
> = {
  li: { ended: ["li"], keeps: SPECIAL },
  dd: { ended: ["dd", "dt"], keeps: SPECIAL },
  dt: { ended: ["dd", "dt"], keeps: SPECIAL },
  table: { ended: ["table"], keeps: new Set(["caption", "td", "th"]) },
};

const HEADING = /^h[1-6]$/;

/** The HTML without closing tags of what it does not open, and with those of all that it does. */
export function balance(html: string): string {
  const open: string[] = [];
  /** How many of each name are open: none need be looked for then. */
  const counts = new Map<string, number>();
  const count = (name: string, more: number) => counts.set(name, (counts.get(name) ?? 0) + more);
  const isOpen = (name: string) => (counts.get(name) ?? 0) > 0;
  const closeFrom = (index: number): string => {
    let out = "";
    for (const name of open.splice(index).reverse()) {
      count(name, -1);
      out += `</${name}>`;
    }
    return out;
  };
  let out = "";
  let at = 0;
  for (const { name, closing, start, end } of scanTags(html)) {
    const written = html.slice(start, end);
    out += html.slice(at, start);
    at = end;
    if (closing) {
      if (isOpen(name)) out += closeFrom(open.lastIndexOf(name));
    } else if (WHOLES[name]?.some(isOpen) !== false) {
      out += closeFrom(endedBy(name, open)) + written;
      if (!VOID.has(name) && !written.endsWith("/>")) {
        open.push(name);
        count(name, 1);
      }
    }
  }
  return out + html.slice(at) + closeFrom(0);
}

/** Index of the outermost open element that ends where one of this name starts; past the last where none does. */
function endedBy(name: string, open: readonly string[]): number {
  const around = TABLE_PARTS[name];
  if (around !== undefined) return open.findLastIndex((one) => around.includes(one)) + 1;
  // A heading ends another that nothing has been opened in.
  if (HEADING.test(name) && HEADING.test(open.at(-1) ?? "")) return open.length - 1;
  const rule = ENDS[name];
  for (let index = open.length - 1; rule !== undefined && index >= 0; index -= 1) {
    const one = open[index] ?? "";
    if (rule.ended.includes(one)) return index;
    if (rule.keeps.has(one)) break;
  }
  return open.length;
}
