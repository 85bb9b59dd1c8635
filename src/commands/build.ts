/** `handbill build`: makes the site and writes it. */

import { join } from "node:path";
import { writeSite } from "../build/write.js";
import { disk } from "../host/disk.js";
import { makeSite } from "./make-site.js";
import { count, type Outcome, type Run } from "./outcome.js";

/** Makes the whole site in memory, and writes it only when every page could be made (or the site says "keep-going"). */
export async function build(run: Run): Promise<Outcome> {
  const start = performance.now();
  const { config, outputs, copies, diagnostics, hasErrors } = await makeSite(run.flags, run.progress);
  if (hasErrors && (config.onError === "stop" || outputs.length === 0)) return { diagnostics };
  run.progress("Writing");
  const cache = join(config.root, ".cache", "handbill");
  const written = writeSite(disk, { outputs, copies, folder: config.output, cache, root: config.root, pid: run.pid });
  if ("code" in written) return { diagnostics: [...diagnostics, written] };
  const seconds = ((performance.now() - start) / 1000).toFixed(2);
  const removed = written.removed === 0 ? "" : `, ${written.removed.toLocaleString("en")} removed`;
  return { diagnostics, summary: `${count(outputs.length, "page")}, ${count(written.written, "file")} written${removed}, ${seconds} s` };
}
