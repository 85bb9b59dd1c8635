/** Why a site could not be written, in the words of the one who builds. */

import { relative, sep } from "node:path";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import { unreadable } from "../sources/unreadable.js";

/** A path that is not written to, whatever the file system would allow. */
export class RefusedPath extends Error {}

/** A file that was to be copied cannot be read. */
export class UnreadableSource extends Error {
  constructor(
    readonly file: string,
    override readonly cause: unknown,
  ) {
    super(`${file} cannot be read`);
  }
}

/** The file system failed after the first file had taken its place. */
export class HalfWritten extends Error {
  constructor(override readonly cause: unknown) {
    super("The site is half written");
  }
}

/** Whether this is an error of the writing, and not a fault of the program. */
export function isWriteError(error: unknown): boolean {
  return (
    error instanceof RefusedPath ||
    error instanceof UnreadableSource ||
    error instanceof HalfWritten ||
    (error as NodeJS.ErrnoException | null)?.syscall !== undefined
  );
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EROFS: "the file system is read-only",
  EACCES: "the right to write is missing",
  EPERM: "the right to write is missing",
  ENOTDIR: "a file stands where a folder is needed",
  EISDIR: "a folder stands where a file is needed",
  ENOTEMPTY: "a folder with files of others stands where a file is needed",
  ENAMETOOLONG: "the name is too long",
};

/** Why the file system refused, in the middle of a sentence. */
export function reasonOf(error: unknown): string {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}

/** The Diagnostic of an error for which `isWriteError` holds. */
export function writeFailure(error: unknown, root: string): Diagnostic {
  if (error instanceof UnreadableSource) {
    return unreadable(
      relative(root, error.file).split(sep).join("/"),
      error.cause,
      "The file cannot be read to be copied",
    );
  }
  const state =
    error instanceof HalfWritten
      ? "Some files are new already: build again when this is mended."
      : "The old site is left as it was.";
  const cause = error instanceof HalfWritten ? error.cause : error;
  const { path } = cause as NodeJS.ErrnoException;
  const at = path === undefined ? "" : ` at ${relative(root, path)}`;
  return diagnostic(
    "write-failed",
    {},
    `The site could not be written: ${reasonOf(cause)}${at}. ${state}`,
    "Make room, or give the user who builds the right to write there.",
  );
}
