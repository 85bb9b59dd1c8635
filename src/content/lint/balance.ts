/**
 * Balances raw HTML of untrusted authors, so that it cannot close elements around the page. Elements that
 * browsers close implicitly (HTML Living Standard, 13.2.6.4) get an explicit end tag. Otherwise a later end
 * tag could close an element of the layout.
 */

import { scanTags } from "../html/scan.js";

const VOID = new Set(["br", "col", "hr", "img", "input", "source", "wbr"]);

const ROWS = ["table", "tbody", "tfoot", "thead"];

/**
 * Parts of a table with their possible parents. The start of a part closes everything open in the closest
 * parent.
 */
const TABLE_PARTS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(["caption", "colgroup", "tbody", "tfoot", "thead"].map((name) => [name, ["table"]])),
  col: ["colgroup", "table"],
  tr: ROWS,
  td: ["tr", ...ROWS],
  th: ["tr", ...ROWS],
};

/**
 * Elements with their required parents. Elsewhere they would close a part of the layout's own list or table.
 */
const PARENTS: Readonly<Record<string, readonly string[]>> = {
  li: ["ul", "ol"],
  dd: ["dl"],
  dt: ["dl"],
  ...Object.fromEntries(Object.keys(TABLE_PARTS).map((name) => [name, ["table"]])),
};

/**
 * "Special" elements, at which a list item stops searching for the item before it. It searches past `div` and
 * `p`.
 */
const SPECIAL = new Set(
  "article aside blockquote button caption dd details dl dt figcaption figure h1 h2 h3 h4 h5 h6 li main nav ol pre section summary table tbody td tfoot th thead tr ul".split(
    " ",
  ),
);

/** The elements that a start tag closes: the closest one of `ended`, unless one of `keeps` is closer. */
const ENDS: Readonly<
  Record<string, { readonly ended: readonly string[]; readonly keeps: ReadonlySet<string> }>
> = {
  li: { ended: ["li"], keeps: SPECIAL },
  dd: { ended: ["dd", "dt"], keeps: SPECIAL },
  dt: { ended: ["dd", "dt"], keeps: SPECIAL },
  table: { ended: ["table"], keeps: new Set(["caption", "td", "th"]) },
};

const HEADING = /^h[1-6]$/;

/** The HTML without stray end tags, and with end tags for all open elements. */
export function balance(html: string): string {
  const open: string[] = [];
  /** The number of open elements of each name, so that stray end tags need no search. */
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
    } else if (PARENTS[name]?.some(isOpen) !== false) {
      out += closeFrom(endedBy(name, open)) + written;
      if (!VOID.has(name) && !written.endsWith("/>")) {
        open.push(name);
        count(name, 1);
      }
    }
  }
  return out + html.slice(at) + closeFrom(0);
}

/** The index of the outermost open element that a start tag closes; the length of `open` if there is none. */
function endedBy(name: string, open: readonly string[]): number {
  const around = TABLE_PARTS[name];
  if (around !== undefined) return open.findLastIndex((one) => around.includes(one)) + 1;
  // A heading closes another heading if that is the innermost open element.
  if (HEADING.test(name) && HEADING.test(open.at(-1) ?? "")) return open.length - 1;
  const rule = ENDS[name];
  for (let index = open.length - 1; rule !== undefined && index >= 0; index -= 1) {
    const one = open[index] ?? "";
    if (rule.ended.includes(one)) return index;
    if (rule.keeps.has(one)) break;
  }
  return open.length;
}
