/** Addresses that lead elsewhere, types only. */

export type RedirectStatus = 301 | 302 | 307 | 308;

/** An address that leads to another: `redirectFrom` in front matter, or `redirects` in the configuration. */
export interface Redirect {
  /** Path without the base, percent-encoded, as it was asked for: `/old/`. */
  readonly from: string;
  /** Where it ends: a path without the base, perhaps with a query and a fragment, or a full https address. */
  readonly to: string;
  readonly status: RedirectStatus;
  /** Where it is written. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** A folder that leads elsewhere, with every address below it: `"/old/*": "/new/:splat"`. A redirect of one address wins over it, and a longer folder over a shorter. */
export interface FolderRedirect extends Omit<Redirect, "from"> {
  /** Path without the base, percent-encoded, with a slash at both ends: `/old/`. */
  readonly folder: string;
  /** As in `Redirect`. Where `keepsRest`, it ends with a slash, and what follows the folder in an address is added to it. */
  readonly to: string;
  /** Whether `/old/a/` leads to `/new/a/`, and not to `/new/`. */
  readonly keepsRest: boolean;
}
