/** What only rendering a page, or looking at its links, asks for, as it is kept: a site has millions of links, and each of them as an object of its own would take as long to write and read as parsing takes. */

import type { Link, Page } from "../../model/model.js";
import { once } from "../../utils/once.js";

export type PageDetails = Pick<Page, "headings" | "ids" | "links">;

/** Column by column, as JSON. */
export interface PackedDetails {
  /** What other pages can see. */
  readonly public: string;
  /** Headings, and where the links stand. */
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

/** One character for each kind of link, and one for pictures whose size is asked for. */
const KINDS = { link: "l", image: "i" } satisfies Record<Link["kind"], string>;
const LACKS_SIZE = "s";

/** Between the two texts: JSON on one line has no line end. */
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

/** Both as one text. */
export function detailsText({ public: shown, rest }: PackedDetails): string {
  return shown + BETWEEN + rest;
}

/** Each part is read when it is asked for: rendering asks for headings alone. */
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
