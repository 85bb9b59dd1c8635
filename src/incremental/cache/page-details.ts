/**
 * The details of a page that only rendering and link checks need. They are packed into columns: a site has
 * millions of links, and reading and writing one object for each would take as long as parsing.
 */

import type { Link, Page } from "../../model/model.js";
import { once } from "../../utils/once.js";

export type PageDetails = Pick<Page, "headings" | "ids" | "links">;

/** Columns as JSON. */
export interface PackedDetails {
  /** Details that other pages can see. */
  readonly public: string;
  /** Headings, and the positions of links. */
  readonly rest: string;
}

type PublicColumns = readonly [ids: readonly string[], kinds: string, hrefs: readonly string[]];
type RestColumns = readonly [
  levels: readonly number[],
  ids: readonly string[],
  texts: readonly string[],
  lines: readonly number[],
  columns: readonly number[],
];

/** One character for each kind of link, and one for images whose size is needed. */
const KINDS = { link: "l", image: "i" } satisfies Record<Link["kind"], string>;
const LACKS_SIZE = "s";

/** Separates the two texts: JSON on one line has no line break. */
const BETWEEN = "\n";

export function packDetails({ headings, ids, links }: PageDetails): PackedDetails {
  const shown: PublicColumns = [
    ids,
    links.map(({ kind, lacksSize }) => (lacksSize === true ? LACKS_SIZE : KINDS[kind])).join(""),
    links.map(({ href }) => href),
  ];
  const rest: RestColumns = [
    headings.map(({ level }) => level),
    headings.map(({ id }) => id),
    headings.map(({ text }) => text),
    links.map(({ line }) => line),
    links.map(({ column }) => column),
  ];
  return { public: JSON.stringify(shown), rest: JSON.stringify(rest) };
}

/** Joins both parts into one text. */
export function detailsText({ public: shown, rest }: PackedDetails): string {
  return shown + BETWEEN + rest;
}

/** Each part is parsed on first use: rendering needs only the headings. */
export function readDetails(text: string): PageDetails {
  const middle = text.indexOf(BETWEEN);
  const shown = once(() => JSON.parse(text.slice(0, middle)) as PublicColumns);
  const rest = once(() => JSON.parse(text.slice(middle + 1)) as RestColumns);
  const headings = once((): PageDetails["headings"] => {
    const [levels, ids, texts] = rest();
    return levels.map((level, index) => ({ level, id: ids[index] ?? "", text: texts[index] ?? "" }));
  });
  const links = once((): PageDetails["links"] => {
    const [[, kinds, hrefs], [, , , lines, columns]] = [shown(), rest()];
    return hrefs.map((href, index) => {
      const kind = kinds.charAt(index);
      const link = { href, line: lines[index] ?? 1, column: columns[index] ?? 1 };
      return kind === LACKS_SIZE
        ? { kind: "image", ...link, lacksSize: true }
        : { kind: kind === KINDS.image ? "image" : "link", ...link };
    });
  });
  return {
    get headings() {
      return headings();
    },
    get ids() {
      return shown()[0];
    },
    get links() {
      return links();
    },
  };
}
