/** What the dev server asks of a site that is being written. */

import type { Diagnostic } from "../model/model.js";

/** What stands at an address. */
export type Answer =
  /** A page; `html` are the bytes that a build would write. `isDraft`: a build leaves it out. */
  | {
      readonly kind: "page";
      readonly source: string;
      readonly output: string;
      readonly html: string;
      readonly isDraft: boolean;
    }
  /** A file that is copied as it is; `file` is its absolute path. What is not the theme's must not lead out of the site. */
  | { readonly kind: "file"; readonly output: string; readonly file: string; readonly isTheme: boolean }
  /** A file that is made of the site. */
  | { readonly kind: "made"; readonly output: string; readonly content: string | Uint8Array }
  | { readonly kind: "redirect"; readonly to: string }
  /** A page that cannot be made, or, without a source, a site that cannot. */
  | { readonly kind: "failed"; readonly source?: string; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: "none" };

/** What a change came to. */
export interface Applied {
  /** Of the paths that changed, those that have to do with the site. */
  readonly paths: readonly string[];
  /** Whether pages may look different now. */
  readonly pages: boolean;
  /** Output files that are copied and changed: `assets/site.css`. */
  readonly files: readonly string[];
  /** Sources that have a new name. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** A site in memory. Each call waits for the one before. */
export interface DevSite {
  /** Takes up changes of files, by their paths from the root. */
  apply(changed: readonly string[]): Promise<Applied>;
  /** Finds out all that a build would report; pages are answered meanwhile. False where it ended early, as the site changed. */
  settle(): Promise<boolean>;
  /** What stands at a path below the base, decoded: `docs/start/`. */
  answer(path: string): Promise<Answer>;
  /** Every problem of what stands there, and of what it is made of; and blocking ones elsewhere. */
  problemsAt(
    path: string,
  ): Promise<{ readonly here: readonly Diagnostic[]; readonly elsewhere: readonly Diagnostic[] }>;
  /** The address at which a source's page is now, with the base; undefined when it has none. */
  addressOf(source: string): string | undefined;
  /** Addresses, with the base, that a missing one may have meant. */
  near(path: string): readonly string[];
  /** Where the page at `from` links to the missing path. */
  linksFrom(
    from: string,
    path: string,
  ): Promise<readonly { readonly source: string; readonly line: number; readonly column: number }[]>;
  /** The Content-Security-Policy under which a page is shown; undefined where the site's hosts send none of Handbill's. */
  policyFor(html: string): string | undefined;
  /** Folders to watch beside content/, layouts/ and public/: those that hold the configuration and what it imports. */
  watched(): readonly string[];
  /** What is known to be wrong with the site: all, once it has settled. */
  problems(): readonly Diagnostic[];
  /** Sources of pages whose bodies nobody has asked for. */
  unparsed(): readonly string[];
  readonly base: string;
  readonly counts: { readonly pages: number; readonly drafts: number };
}
