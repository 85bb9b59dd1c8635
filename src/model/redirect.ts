/** Redirects, types only. */

export type RedirectStatus = 301 | 302 | 307 | 308;

/** A redirect from one URL: `redirectFrom` in front matter, or `redirects` in the configuration. */
export interface Redirect {
  /** Path without the base, percent-encoded, as requested: `/old/`. */
  readonly from: string;
  /** The target: a path without the base, with an optional query and fragment, or a full https URL. */
  readonly to: string;
  readonly status: RedirectStatus;
  /** The file that defines it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/**
 * A redirect of a folder and everything below it: `"/old/*": "/new/:splat"`. A redirect of one URL wins over
 * it, and a longer folder over a shorter one.
 */
export interface FolderRedirect extends Omit<Redirect, "from"> {
  /** Path without the base, percent-encoded, with a slash at both ends: `/old/`. */
  readonly folder: string;
  /**
   * As in `Redirect`. If `keepsRest`, it ends with a slash, and the rest of the requested path is appended.
   */
  readonly to: string;
  /** Whether `/old/a/` redirects to `/new/a/` instead of `/new/`. */
  readonly keepsRest: boolean;
}
