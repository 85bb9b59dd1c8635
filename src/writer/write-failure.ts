/** Explains to the user why a site could not be written. */

import { relative, sep } from "node:path";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import { unreadable } from "../sources/unreadable.js";

/** A path that Handbill does not write to, even if the file system would allow it. */
export class RefusedPath extends Error {}

/** A file that was to be copied cannot be read. */
export class UnreadableSource extends Error {
  constructor(
    readonly file: string,
    override readonly cause: unknown,
  ) {
    super(`Handbill cannot read ${file}`);
  }
}

/** The file system failed after the first file was published. */
export class HalfWritten extends Error {
  constructor(override readonly cause: unknown) {
    super("The site is only partly written");
  }
}

/** Whether an error comes from writing, and is not a bug in the program. */
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
  EACCES: "permission to write is missing",
  EPERM: "permission to write is missing",
  ENOTDIR: "a file is in the way of a folder",
  EISDIR: "a folder is in the way of a file",
  ENOTEMPTY: "a folder with other files is in the way of a file",
  ENAMETOOLONG: "the name is too long",
};

/** The reason of the file system, for the middle of a sentence. */
export function reasonOf(error: unknown): string {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}

/** The Diagnostic of an error for which `isWriteError` is true. */
export function writeFailure(error: unknown, root: string): Diagnostic {
  if (error instanceof UnreadableSource) {
    return unreadable(
      relative(root, error.file).split(sep).join("/"),
      error.cause,
      "Handbill cannot read this file to copy it",
    );
  }
  const state =
    error instanceof HalfWritten
      ? "Some files were already replaced. Fix this and build again."
      : "The previous site stays as it was.";
  const cause = error instanceof HalfWritten ? error.cause : error;
  const { path } = cause as NodeJS.ErrnoException;
  const at = path === undefined ? "" : ` at ${relative(root, path)}`;
  return diagnostic(
    "write-failed",
    {},
    `Handbill could not write the site: ${reasonOf(cause)}${at}. ${state}`,
    "Free disk space, or give the user who runs the build permission to write there.",
  );
}
