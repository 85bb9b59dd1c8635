/** `handbill build`: makes the site and writes it. */

import { join } from "node:path";
import { openCache } from "../build/cache.js";
import { isWriteError, openWriter, writeFailure } from "../build/write.js";
import { disk } from "../host/disk.js";
import { createImporter } from "../host/modules.js";
import { programHash } from "../host/program.js";
import { loadConfig } from "./load-config.js";
import { makeSite } from "./make-site.js";
import { count, type Outcome, type Run } from "./outcome.js";

/** Writes the site only when every page could be made, or the site says "keep-going". */
export async function build({ flags, pid, progress, useCache }: Run): Promise<Outcome> {
  const start = performance.now();
  const { importModule, imported } = createImporter(flags.root);
  const { value: config, diagnostics: settings } = await loadConfig(flags, importModule);
  if (settings.length > 0) return { diagnostics: settings };
  const folder = join(config.root, ".cache", "handbill");
  const writer = openWriter(disk, { folder: config.output, cache: folder, root: config.root, pid });
  if ("code" in writer) return { diagnostics: [writer] };
  try {
    const program = programHash();
    const cache = openCache(disk, folder, program, useCache);
    const made = await makeSite(config, importModule, progress, ({ path, content }) => writer.write(path, content), { cache, program, imported, keep: writer.keep });
    if (made.hasErrors && (config.onError === "stop" || made.outputs.length === 0)) return { diagnostics: made.diagnostics };
    progress("Writing");
    for (const { from, path } of made.copies) writer.copy(from, path);
    const { written, removed } = writer.commit(made.remember);
    const seconds = ((performance.now() - start) / 1000).toFixed(2);
    const gone = removed === 0 ? "" : `, ${removed.toLocaleString("en")} removed`;
    return { diagnostics: made.diagnostics, summary: `${count(made.outputs.length, "page")}, ${count(written, "file")} written${gone}, ${seconds} s` };
  } catch (error) {
    if (!isWriteError(error)) throw error;
    return { diagnostics: [writeFailure(error, config.root)] };
  } finally {
    writer.close();
  }
}
