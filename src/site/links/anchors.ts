/** Links to a page that exists with a fragment that does not, or with a wrong final slash. */

import { decode } from "../../utils/percent.js";
import { withFix } from "../../diagnostics/with-fix.js";
import { writtenPath } from "../../edits/written-url.js";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { OutputIndex, WithIds } from "../../model/output-index.js";
import type { Diagnostic, Link } from "../../model/model.js";
import { nearest } from "../../utils/nearest.js";
import { didYouMean } from "../../utils/look-alikes.js";

/**
 * Whether a page has the decoded `fragment`. "#top" is the top of every page (HTML Living Standard, 7.4.6.4),
 * and GitHub adds a prefix to ids.
 */
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

/**
 * Reports a missing `fragment` on the target page of a link. `from` is the file of the link, and `by` starts
 * the message: `The page links to`.
 */
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

/** The URL without its final slash, `/a`, if a page has that URL. */
export function withoutSlash(path: string, has: OutputIndex["has"]): string | undefined {
  const short = path.replace(/(.)\/$/, "$1");
  return short !== path && has(short) ? short : undefined;
}

/**
 * Reports a link with a wrong final slash. `there` is the page that it means, and `by` is as in
 * `checkFragment`.
 */
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
