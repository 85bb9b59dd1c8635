/** Links that lead near what they mean: to a page without the part that they name, or past its address. */

import { decode } from "../../utils/percent.js";
import { withFix } from "../../diagnostics/with-fix.js";
import { writtenPath } from "../../edits/written-url.js";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { OutputIndex, WithIds } from "../../model/output-index.js";
import type { Diagnostic, Link } from "../../model/model.js";
import { nearest } from "../../utils/nearest.js";
import { didYouMean } from "../../utils/look-alikes.js";

/** Whether a page has what a `fragment`, decoded, names. "#top" is the top of every page (HTML Living Standard, 7.4.6.4); GitHub gives its ids a prefix. */
export function holdsFragment(
  { hasAround }: Pick<OutputIndex, "hasAround">,
  { ids, source }: WithIds,
  wanted: string,
): boolean {
  return (
    wanted === "" ||
    wanted.toLowerCase() === "top" ||
    wanted.startsWith(":~:") ||
    ids.includes(wanted) ||
    ids.includes(wanted.replace(/^user-content-/, "")) ||
    hasAround(source, wanted)
  );
}

/** What is to be said where a page has not what a link's `fragment` names; `from` is the file that the link stands in, `by` the start of what is said: `The page links to`. */
export function checkFragment(
  outputIndex: Pick<OutputIndex, "hasAround">,
  target: WithIds,
  fragment: string,
  linkOf: () => Link,
  from: string,
  by: string,
  suggest: (name: string, ids: readonly string[]) => string | undefined = nearest,
): Diagnostic[] {
  const wanted = decode(fragment);
  if (holdsFragment(outputIndex, target, wanted)) return [];
  const { ids, source } = target;
  const link = linkOf();
  const where = source === from ? "this page" : source;
  const meant = suggest(wanted, ids);
  const place = { file: from, line: link.line, column: link.column, length: link.href.length };
  return [
    diagnostic(
      "broken-anchor",
      place,
      `${by} ${link.href}, but ${where} has no #${wanted}.`,
      meant === undefined
        ? "Use the id of a heading or element there."
        : didYouMean(wanted, meant, `#${meant}`),
    ),
  ];
}

/** The address of a page in a file, `/a`, where a path has it with a slash. */
export function withoutSlash(path: string, has: OutputIndex["has"]): string | undefined {
  const short = path.replace(/(.)\/$/, "$1");
  return short !== path && has(short) ? short : undefined;
}

/** A page that a link means is `there`; `by` as for `checkFragment`. */
export function trailingSlashMismatch(
  by: string,
  { href, line, column }: Link,
  file: string,
  there: string,
): Diagnostic {
  const found = diagnostic(
    "broken-link",
    { file, line, column, length: href.length },
    `${by} ${href}, but the page is at ${there}. Most hosts answer 404 for the other URL.`,
    `Write ${there}.`,
  );
  return withFix(found, decode(href.replace(/[?#].*$/s, "")), writtenPath(there));
}
