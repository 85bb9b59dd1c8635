/** How the sources looked when a build read them: what looks the same need not be read again. */

import type { Diagnostic } from "../model.js";

/** What a build saw, and what it said. */
export interface Seen {
  /** By path: the hash of a file, and its look. */
  readonly files: ReadonlyMap<string, { readonly look: string; readonly hash: string }>;
  /** Hash of everything that the site was made of; empty when that cannot be told by looking. */
  readonly everything: string;
  readonly pages: number;
  readonly diagnostics: readonly Diagnostic[];
  /** Hash of all that the Site is made of, bodies apart; empty when that cannot be told. */
  readonly site: string;
  /** What was found about the links of its pages. */
  readonly links: readonly Diagnostic[];
}

/** How a file looks to the file system. */
export interface Look {
  /** Size, times and number as text. */
  readonly text: string;
  /** Its latest time, in milliseconds since 1970. */
  readonly time: number;
}

/**
 * Whether a look is proof: a file that was changed just before it was looked at could change again without looking
 * different. File systems tell times in steps of a few milliseconds, or of up to 2 seconds where there are no
 * fractions of one (FAT). `now` is the time before the look.
 */
export function isProof({ time }: Look, now: number): boolean {
  return time < now - (time % 1000 === 0 ? 2000 : 100);
}
