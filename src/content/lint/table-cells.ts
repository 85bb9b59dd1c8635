/** Table cells that are not shown, because the header has fewer columns (GFM, 4.10). */

import type { Token } from "markdown-it";
import type { Report } from "./report.js";

/** A `|` that separates cells, without a backslash before it. */
const BAR = /(?<!\\)\|/;

/** Reports each row with more cells than the header of its table. */
export function checkTableCells(
  tokens: readonly Token[],
  body: string,
  bodyLine: number,
  report: Report,
): void {
  let lines: readonly string[] | undefined;
  let columns = 0;
  let isHead = false;
  for (const { type, map } of tokens) {
    if (type === "thead_open") [columns, isHead] = [0, true];
    else if (type === "tbody_open") isHead = false;
    else if (type === "th_open") columns += 1;
    else if (type === "tr_open" && !isHead && map !== null) {
      const line = (lines ??= body.split("\n"))[map[0]] ?? "";
      const cells = line.split(BAR);
      // Markers of a quote or a list may come before the first `|`.
      const first = /^[\s>]*$/.test(cells[0] ?? "") ? 1 : 0;
      const count = cells.length - first - (cells.at(-1)?.trim() === "" ? 1 : 0);
      if (count <= columns) continue;
      const shown = cells.slice(0, first + columns).join("|").length;
      const lost = line.slice(shown + 1);
      if (lost.replaceAll("|", "").trim() === "") continue;
      const column = shown + 2 + (lost.length - lost.trimStart().length);
      report(
        "table-cells",
        { line: bodyLine + map[0], column },
        Math.max(1, lost.trim().replace(/\|$/, "").trimEnd().length),
        `This row has ${count} cells but the header has ${columns}, so readers do not see the rest.`,
        "Add a column to the header. For a bar inside a cell, also in code, write `\\|`.",
      );
    }
  }
}
