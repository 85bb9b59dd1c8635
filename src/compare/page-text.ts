/** The visible text of a finished page: its lines, and separately the text around it, such as navigation. */

import { decodeEntities } from "../content/html/entities.js";
import { scanTags, type HtmlTag } from "../content/html/scan.js";

export interface PageText {
  /** The page's own text, with a line for each paragraph, heading, list item, line of code or table row. */
  readonly lines: readonly string[];
  /** The lines around it: header, navigation, footer. */
  readonly around: readonly string[];
}

/** Elements that begin and end a line (HTML Living Standard, 15.3.3 and following). */
const BLOCKS = new Set(
  "address article aside blockquote body button caption dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr label legend li main nav ol option p pre search section summary table tbody tfoot thead title tr ul".split(
    " ",
  ),
);
/** Elements without visible text. */
const INVISIBLE = new Set(["script", "style", "template", "noscript", "head", "title"]);
/** Elements around the text in a page without `<main>`. */
const FRAME = new Set(["header", "footer", "nav", "aside"]);
/** Prefixes of the lines of some elements. */
const MARKS: Readonly<Record<string, string>> = {
  h1: "# ",
  h2: "## ",
  h3: "### ",
  h4: "#### ",
  h5: "##### ",
  h6: "###### ",
  li: "- ",
  td: " | ",
  th: " | ",
};

/** The text of a finished page. Images are in it as `![alt](src)`. */
export function textOfPage(html: string): PageText {
  const tags = scanTags(html);
  const hasMain = tags.some(({ name, closing }) => name === "main" && !closing);
  const isFrame = (name: string): boolean => (hasMain ? name === "nav" : FRAME.has(name));
  const own = createLines();
  const around = createLines();
  const depth = { unseen: 0, main: 0, frame: 0, pre: 0 };
  const target = () => (depth.frame === 0 && (depth.main > 0 || !hasMain) ? own : around);
  let at = 0;
  for (const tag of tags) {
    if (depth.unseen === 0) target().text(decodeEntities(html.slice(at, tag.start)), depth.pre > 0);
    at = tag.end;
    if (BLOCKS.has(tag.name)) target().end();
    const step = tag.closing ? -1 : 1;
    const enter = (kind: keyof typeof depth): void => {
      depth[kind] = Math.max(0, depth[kind] + step);
    };
    if (INVISIBLE.has(tag.name)) enter("unseen");
    if (tag.name === "main" || tag.name === "pre") enter(tag.name);
    if (isFrame(tag.name)) enter("frame");
    if (depth.unseen > 0 || tag.closing) continue;
    const seen = tag.name === "img" ? imageText(tag) : MARKS[tag.name];
    if (tag.name === "br") target().end();
    else if (seen !== undefined) target().text(seen, false);
  }
  return { lines: own.lines(), around: around.lines() };
}

function imageText({ attributes }: HtmlTag): string {
  const valueOf = (wanted: string) => attributes.find(({ name }) => name === wanted)?.value ?? "";
  return ` ![${decodeEntities(valueOf("alt"))}](${decodeEntities(valueOf("src"))}) `;
}

interface Lines {
  text(piece: string, isCode: boolean): void;
  end(): void;
  lines(): readonly string[];
}

function createLines(): Lines {
  const lines: string[] = [];
  let line = "";
  const end = (): void => {
    const text = line.trim();
    // A mark without text is an element that begins with another one, such as a list item with a paragraph.
    if (text !== "" && !/^(?:#{1,6}|-|\|)$/.test(text)) lines.push(text);
    line = /^(?:#{1,6}|-|\|)$/.test(text) ? `${text} ` : "";
  };
  return {
    text(piece, isCode) {
      const [first = "", ...more] = isCode ? piece.split("\n") : [piece.replace(/\s+/g, " ")];
      // Browsers show one space where one element ends with a space and the next one begins with one.
      line += !isCode && line.endsWith(" ") ? first.trimStart() : first;
      for (const next of more) {
        end();
        line += next;
      }
    },
    end,
    lines() {
      end();
      return lines;
    },
  };
}

/** The words of a text, without marks such as `##`. */
export function wordsOf(lines: readonly string[]): readonly string[] {
  return lines.flatMap(
    (line) => line.match(/[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}'’.-]*[\p{L}\p{M}\p{N}])?/gu) ?? [],
  );
}
