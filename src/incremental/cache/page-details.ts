/** What only rendering a page, or looking at its links, asks for, as it is kept: a site has millions of links, and each of them as an object of its own would take as long to write and read as parsing takes. */

import type { Link, Page } from "../../model/model.js";
import { once } from "../../utils/once.js";

export type Inner = Pick<Page, "headings" | "ids" | "links">;

/** Column by column, as JSON. */
export interface PackedInner {
  /** What other pages can see. */
  readonly face: string;
  /** Headings, and where the links stand. */
  readonly rest: string;
}

type FaceColumns = readonly [ids: readonly string[], kinds: string, hrefs: readonly string[]];
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

export function packInner({ headings, ids, links }: Inner): PackedInner {
  const face: FaceColumns = [
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
  return { face: JSON.stringify(face), rest: JSON.stringify(rest) };
}

/** Both as one text. */
export function innerText({ face, rest }: PackedInner): string {
  return face + BETWEEN + rest;
}

/** Each part is read when it is asked for: rendering asks for headings alone. */
export function readInner(text: string): Inner {
  const middle = text.indexOf(BETWEEN);
  const face = once(() => JSON.parse(text.slice(0, middle)) as FaceColumns);
  const rest = once(() => JSON.parse(text.slice(middle + 1)) as RestColumns);
  const headings = once((): Inner["headings"] => {
    const [levels, ids, texts] = rest();
    return levels.map((level, index) => ({ level, id: ids[index] ?? "", text: texts[index] ?? "" }));
  });
  const links = once((): Inner["links"] => {
    const [[, kinds, hrefs], [, , , lines, columns]] = [face(), rest()];
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
      return face()[0];
    },
    get links() {
      return links();
    },
  };
}
