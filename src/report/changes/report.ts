/** The report of the changes of a site, and functions that its three formats share. */

import type { ComparedFindings } from "../../compare/findings.js";
import type { PageRef, SiteChanges } from "../../compare/sites.js";
import type { Diagnostic } from "../../model/model.js";
import { formatCount } from "../../utils/plural.js";
import { sizeText } from "../../utils/size-text.js";

export interface ChangeReport {
  /** The git ref as the user gave it, and its commit. */
  readonly since: { readonly name: string; readonly commit: string };
  readonly changes: SiteChanges;
  readonly findings: ComparedFindings;
  /** Lost URLs, each with the redirect to paste. */
  readonly lost: readonly Diagnostic[];
  /** URL of a preview of this state, without a trailing slash. */
  readonly previewUrl?: string;
  /** The comparison of screenshots, with `--screenshots`. */
  readonly looks?: Looks;
}

/** Pages that look different than before. */
export interface Looks {
  /** Number of pages that were compared, and of those whose HTML changed. */
  readonly compared: number;
  readonly candidates: number;
  /** `before` and `now`: screenshots as JPEG in Base64, of the first pages only. */
  readonly different: readonly (PageRef & { readonly before?: string; readonly now?: string })[];
  /** Pages that the browser could not show, such as one that goes to another page by itself. */
  readonly failed: readonly PageRef[];
}

/** How many pages look different, and how many were not compared. */
export function looksText({ compared, candidates, different, failed }: Looks): string {
  const rest = candidates - compared - failed.length;
  const urls = failed.map(({ url }) => url).join(", ");
  return (
    `Look different: ${different.length} of ${formatCount(compared, "changed page")}.` +
    (failed.length > 0 ? ` The browser could not show ${urls}.` : "") +
    (rest > 0 ? ` ${formatCount(rest, "more page")} changed and were not compared.` : "")
  );
}

/** `1 page new, 2 changed, 883 with the same text`: the most important changes for readers come first. */
export function headline({ changes }: ChangeReport): string {
  const changed = changes.changed.reduce((sum, { pages }) => sum + pages.length, 0);
  const same = changes.sameText.reduce((sum, { pages }) => sum + pages.length, 0);
  const [moved, gone] = [
    changes.gone.filter(({ movedTo }) => movedTo !== undefined).length,
    changes.gone.filter(({ movedTo }) => movedTo === undefined).length,
  ];
  const parts: readonly (readonly [number, string])[] = [
    [changes.added.length, "new"],
    [changed, "changed"],
    [moved, "moved"],
    [gone, "gone"],
    [same, "rendered again with the same text"],
  ];
  const [first, ...others] = parts.filter(([number]) => number > 0);
  if (first === undefined) return "No page changed";
  return [
    `${formatCount(first[0], "page")} ${first[1]}`,
    ...others.map(([number, what]) => `${number} ${what}`),
  ].join(", ");
}

/** The least growth in bytes that a reader of the report wants to know. */
const MIN_GROWTH = 1000;

/** Kinds of files whose weight changed by 1 kB or 1 %, and files that grew by 1 kB. */
export function notableWeights({
  changes: { weights, grew },
}: ChangeReport): Pick<SiteChanges, "weights" | "grew"> {
  return {
    weights: weights.filter(({ before, now }) => {
      const difference = Math.abs(now - before);
      return difference >= MIN_GROWTH || difference * 100 > before;
    }),
    grew: grew.filter(({ before, now }) => now - before >= MIN_GROWTH),
  };
}

/** `+12 −3 words`; empty if no word changed. */
export function wordsText(added: number, removed: number): string {
  if (added + removed === 0) return "";
  const parts = [...(added > 0 ? [`+${added}`] : []), ...(removed > 0 ? [`−${removed}`] : [])];
  return `${parts.join(" ")} ${added + removed === 1 ? "word" : "words"}`;
}

/** `+1.2 kB`, `−300 B`, `±0`. */
export function differenceText(before: number, now: number): string {
  const difference = now - before;
  if (difference === 0) return "±0";
  return `${difference > 0 ? "+" : "−"}${sizeText(Math.abs(difference))}`;
}

/** A finding in one line, without its place. */
export function findingText({ message, hint }: Diagnostic): string {
  return [message, hint].filter((part) => part !== undefined && part !== "").join(" ");
}

/** The URL of a page in the preview; undefined without a preview. */
export function previewOf({ previewUrl }: ChangeReport, url: string): string | undefined {
  return previewUrl === undefined ? undefined : previewUrl.replace(/\/+$/, "") + url;
}
