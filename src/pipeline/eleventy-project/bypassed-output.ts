/** Finds files that another program wrote to the output folder while Eleventy rendered. */

import { statSync } from "node:fs";
import { join, relative } from "node:path";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Diagnostic } from "../../model/model.js";
import { listPublished } from "../../system/files.js";
import { formatCount } from "../../utils/plural.js";

/**
 * Handbill writes to the folder only after the project's code has run. `file`: the configuration. `output`:
 * absolute path of the folder that it names. `started`: when Eleventy started, in milliseconds since 1970.
 */
export function bypassedOutput(
  root: string,
  file: string | undefined,
  output: string,
  started: number,
): readonly Diagnostic[] {
  const folder = relative(root, output).replaceAll("\\", "/");
  // A site that is written next to its sources has no folder of its own.
  if (folder === "" || folder.startsWith("..")) return [];
  const written = [...listPublished(output)].filter((path) => isSince(join(output, path), started)).sort();
  const [first] = written;
  if (first === undefined) return [];
  const more = written.length === 1 ? "" : ` and ${formatCount(written.length - 1, "more file")}`;
  return [
    diagnostic(
      "output-bypassed",
      file === undefined ? {} : { file },
      `A program wrote ${folder}/${first}${more} by itself while the site was built.`,
      "Give the program `directories.output` instead of the folder's name.",
    ),
  ];
}

/** Whether a file was written at this time or later. */
function isSince(path: string, time: number): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats !== undefined && Math.max(stats.mtimeMs, stats.ctimeMs) >= time;
}
