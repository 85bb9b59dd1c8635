/** The types of a site's writer: its input, its methods and its results. */

import type { Place, Prepared } from "./prepare.js";

export interface WriterInput {
  /** Absolute path of the output folder. */
  readonly folder: string;
  /** Absolute path of the cache folder. */
  readonly cache: string;
  readonly root: string;
  /**
   * Folders of sources, relative to the root, to which no site may be written. @default those of a site that
   * `defineSite` makes
   */
  readonly sources?: readonly string[];
  /** The id of this process, for the lock. */
  readonly pid: number;
}

export interface Written {
  readonly written: number;
  readonly removed: number;
  readonly unchanged: number;
}

/** The state of an output folder after a build. */
export interface Left {
  /** Path of the folder, relative to the root. */
  readonly folder: string;
  /** Paths of all its files, separated by a character that no path contains. */
  readonly paths: string;
  /** Hash of the files' sizes and times. */
  readonly looks: string;
}

/**
 * A site on its way to the output folder. Its methods throw the errors of the file system; `writeFailure`
 * explains them.
 */
export interface SiteWriter {
  /** Where callers can prepare files for `add`. Their names must contain a hyphen. */
  readonly place: Place;
  /** Adds a file that the caller prepared. */
  add(prepared: Prepared): void;
  /** Prepares a file of the output folder, unless it contains these bytes already. */
  write(path: string, content: string | Uint8Array): void;
  /** Prepares a copy of the file at an absolute path. */
  copy(from: string, path: string): void;
  /**
   * Prepares the file at an absolute path by moving it. `isKept`: whether the cache keeps a copy, from which
   * a lost site is restored.
   */
  move(from: string, path: string, isKept: boolean): void;
  /** The paths of all files so far, each with the absolute path of its bytes. */
  current(): Iterable<readonly [path: string, from: string]>;
  /** Removes a file that was added. */
  drop(path: string): void;
  /** Copies a file of the last build that the output folder lost to an absolute path. */
  rescue(path: string, to: string): void;
  /** Keeps a file of the last build; false if it is missing or changed since that build. */
  keep(path: string): boolean;
  /** Restores the lost file of a page from the last build; false if the cache does not have it. */
  restore(path: string): boolean;
  /** Keeps all files of the last build except these; false if one of them changed. */
  keepAllBut(paths: ReadonlySet<string>): boolean;
  /** Whether the output folder is unchanged since a build. Then nothing need be kept or written. */
  isAsLeft(left: Left): boolean;
  /**
   * Publishes all files, and removes files of previous builds that this build did not make. `remember` then
   * saves the data for the next build. Until it returns, the next build trusts nothing.
   */
  commit(remember: (left: Left) => void): Written;
  /** Removes prepared files and releases the lock. Has no effect after `commit`. */
  close(): void;
}
