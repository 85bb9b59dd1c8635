/** The interface of a site for the dev server. */

import type { Diagnostic } from "../model/model.js";

/** The answer at a URL. */
export type Answer =
  /** A page. `html`: the bytes that a build would write. `isDraft`: a build would leave it out. */
  | {
      readonly kind: "page";
      readonly source: string;
      readonly output: string;
      readonly html: string;
      readonly isDraft: boolean;
    }
  /**
   * A file that is copied unchanged. `file`: its absolute path, which must not be outside of the site, except
   * for the theme's files.
   */
  | { readonly kind: "file"; readonly output: string; readonly file: string; readonly isTheme: boolean }
  /** A file that is generated from the site. */
  | { readonly kind: "made"; readonly output: string; readonly content: string | Uint8Array }
  | { readonly kind: "redirect"; readonly to: string }
  /** A page that cannot be made, or, without a source, a site that cannot be made. */
  | { readonly kind: "failed"; readonly source?: string; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: "none" };

/** The effect of a change. */
export interface Applied {
  /** The changed paths that belong to the site. */
  readonly paths: readonly string[];
  /** Whether pages may look different now. */
  readonly pages: boolean;
  /** Copied output files that changed: `assets/site.css`. */
  readonly files: readonly string[];
  /** Sources with a new name. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** A site in memory. Each call waits for the previous one. */
export interface DevSite {
  /** Applies changes of files, by their paths relative to the root. */
  apply(changed: readonly string[]): Promise<Applied>;
  /**
   * Finds everything that a build would report, while pages are answered. Gives false if the site changed
   * before the end.
   */
  settle(): Promise<boolean>;
  /** The answer at a path below the base, decoded: `docs/start/`. */
  answer(path: string): Promise<Answer>;
  /** Every problem of the answer and its inputs, and blocking problems elsewhere. */
  problemsAt(
    path: string,
  ): Promise<{ readonly here: readonly Diagnostic[]; readonly elsewhere: readonly Diagnostic[] }>;
  /** The current URL of a source's page, with the base; undefined if it has none. */
  addressOf(source: string): string | undefined;
  /** Existing URLs, with the base, that are similar to a missing one. */
  near(path: string): readonly string[];
  /** The places at which the page at `from` links to the missing path. */
  linksFrom(
    from: string,
    path: string,
  ): Promise<readonly { readonly source: string; readonly line: number; readonly column: number }[]>;
  /** The Content-Security-Policy of a page; undefined if the site's hosts do not send Handbill's policy. */
  policyFor(html: string): string | undefined;
  /**
   * Folders to watch outside of content/, layouts/ and public/: those with the configuration and the files
   * that it imports.
   */
  watched(): readonly string[];
  /** All known problems of the site. Complete after it has settled. */
  problems(): readonly Diagnostic[];
  /** Sources of pages whose bodies were never read. */
  unparsed(): readonly string[];
  readonly base: string;
  readonly counts: { readonly pages: number; readonly drafts: number };
}
