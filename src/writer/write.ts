/**
 * Writes a site. Files are prepared in a staging folder while pages render, so that a full disk or a missing
 * permission is found before the old site changes. If few files are unchanged, the whole folder is exchanged
 * for the new site. Otherwise each file is replaced in one step, assets before pages, and obsolete files are
 * removed last.
 */

import { join } from "node:path";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import type { FileSystem } from "./file-system.js";
import { dropLock, takeLock } from "./lock.js";
import { checkFolder } from "./output-folder.js";
import { OutputWriter } from "./output-writer.js";
import type { SiteWriter, WriterInput } from "./site-writer.js";
import { writeFailure } from "./write-failure.js";

export { isWriteError, writeFailure } from "./write-failure.js";

/**
 * Opens the output folder for one build. Gives a Diagnostic if the folder is not safe to write to, or if
 * another build writes to it.
 */
export function openWriter(files: FileSystem, input: WriterInput): SiteWriter | Diagnostic {
  const unsafe = checkFolder(files, input);
  if (unsafe !== undefined) return unsafe;
  const lock = join(input.cache, "lock");
  try {
    files.makeFolder(input.cache);
    const holder = takeLock(files, lock, input.pid);
    if (holder !== undefined)
      return diagnostic(
        "write-failed",
        {},
        `Another build of this site is writing (process ${holder}).`,
        "Wait until it ends, or stop it.",
      );
    return new OutputWriter(files, input, lock);
  } catch (error) {
    dropLock(files, lock, input.pid);
    return writeFailure(error, input.root);
  }
}
