/** The elements of HTML, and what a browser does with their tags. */

import type { HtmlTag } from "../html/scan.js";

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/**
 * The elements of HTML (HTML Living Standard, "Index of elements"), and obsolete ones that browsers know
 * (16.2).
 */
export const ELEMENTS: ReadonlySet<string> = words(`
  a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink
  blockquote body br button canvas caption center cite code col colgroup data datalist dd del details dfn
  dialog dir div dl dt em embed fencedframe fieldset figcaption figure font footer form frame frameset h1
  h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins isindex kbd keygen label legend
  li link listing main map mark marquee math menu menuitem meta meter nav nobr noembed noframes noscript
  object ol optgroup option output p param picture plaintext portal pre progress q rb rp rt rtc ruby s
  samp script search section select selectedcontent slot small source span strike strong style sub summary
  sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp
`);

/** Void elements (13.1.2), and those with an optional end or start tag (13.1.2.4). */
export const WITHOUT_END: ReadonlySet<string> = words(`
  area base basefont bgsound br col embed frame hr image img input isindex keygen link meta param source
  track wbr body colgroup dd dt head html li optgroup option p rb rp rt rtc tbody td tfoot th thead tr
`);

/**
 * Whether a tag ends with its own slash; in `<a href=docs/>` the slash ends the URL (13.1.2.3, "Unquoted
 * attribute value syntax").
 */
export function hasSlash({ attributes, end }: HtmlTag, written: string): boolean {
  const last = attributes.at(-1);
  return written.endsWith("/>") && (last === undefined || last.offset + last.value.length < end - 1);
}

/** A tag without its attributes. */
export function short(written: string): string {
  return written.replace(/^(<\/?[^\s/>]+)[\s/][^]*$/, "$1>");
}

export const PLACEHOLDER =
  "To show it as text, write it as code, `` `<name>` ``, or with a backslash before it, `\\<name>`.";
