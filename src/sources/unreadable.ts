/** Explains why a file or folder of the site cannot be read. */

import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";

/** Error codes for a path that has disappeared or changed its kind since it was listed. */
const GONE = ["ENOENT", "ENOTDIR", "EISDIR"];

/**
 * The diagnostic for an error while reading `file`. A file that disappeared has a message of its own, because
 * its permissions are not the problem.
 */
export function unreadable(
  file: string,
  error: unknown,
  what = "Handbill cannot read this file or folder",
): Diagnostic {
  const { code = "unknown error" } = error as NodeJS.ErrnoException;
  if (GONE.includes(code))
    return diagnostic(
      "file-gone",
      { file },
      `The file disappeared while Handbill was reading the site (${code}).`,
      "Run the build again.",
    );
  if (code === "ENAMETOOLONG")
    return diagnostic(
      "file-unreadable",
      { file },
      `${what}: its path is too long for this system.`,
      "Use shorter names for it and its folders.",
    );
  return diagnostic(
    "file-unreadable",
    { file },
    `${what} (${code}).`,
    "Give the user who runs the build permission to read it.",
  );
}
