/** Why a file or folder of the site cannot be read. */

import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";

/** What the system says of a path at which something else is, or nothing, than was listed there. */
const GONE = ["ENOENT", "ENOTDIR", "EISDIR"];

/** The Diagnostic of what was thrown when `file` was read. What went since it was listed is told apart: nobody's rights are wrong. */
export function unreadable(
  file: string,
  error: unknown,
  what = "The file or folder cannot be read",
): Diagnostic {
  const { code = "unknown error" } = error as NodeJS.ErrnoException;
  if (GONE.includes(code))
    return diagnostic(
      "file-gone",
      { file },
      `This was there when the site's files were listed, and not when it was read (${code}).`,
      "Build again, when no other program changes the site's files.",
    );
  if (code === "ENAMETOOLONG")
    return diagnostic(
      "file-unreadable",
      { file },
      `${what}: its path is too long for this system.`,
      "Give it and its folders shorter names.",
    );
  return diagnostic(
    "file-unreadable",
    { file },
    `${what} (${code}).`,
    "Give the user who builds the right to read it.",
  );
}
