/** The summary line of a build. */

import { formatCount, formatNumber } from "../utils/plural.js";

export interface BuildCounts {
  readonly pages: number;
  readonly written: number;
  readonly removed: number;
}

/** `started`: when the work began, in milliseconds since 1970. */
export function summaryOf({ pages, written, removed }: BuildCounts, started: number): string {
  const gone = removed === 0 ? "" : `, ${formatNumber(removed)} removed`;
  const seconds = ((Date.now() - started) / 1000).toFixed(2);
  return `${formatCount(pages, "page")}, ${formatCount(written, "file")} written${gone}, ${seconds} s`;
}
