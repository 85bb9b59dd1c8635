/** Generators: each makes one kind of file from the Site (stage 4). */

import type { SiteConfig } from "../config/options.js";
import type { Sources } from "../hosting/headers.js";
import type { Data, Diagnostic, Site, WithDiagnostics } from "../model/model.js";

/** A written page, of Handbill or of Eleventy. */
export interface MadePage {
  readonly source: string;
  /** The path that decides its place, as in `SitePage`. */
  readonly placedAs: string;
  /** URL without the base path, percent-encoded: `/docs/start/`. */
  readonly url: string;
  /** The file in the output folder: `docs/start/index.html`. */
  readonly path: string;
  readonly date: Date;
  /**
   * Its data after the cascade. Of pages that Eleventy evaluates and leaves out of collections, only what its
   * file says.
   */
  readonly data: Data;
  /**
   * The body without layouts, every address in its final form. Made when it is asked for; empty where
   * Eleventy did not keep it.
   */
  readonly html: string;
  /**
   * Equal versions, equal `html`. Costs less than `html`; asked for page by page, as few generators need it
   * of all.
   */
  readonly version: string;
}

export interface GeneratorInput {
  readonly config: SiteConfig;
  readonly site: Site;
  /** All pages that this build writes or keeps, ordered by source and then by URL. */
  readonly pages: readonly MadePage[];
  /** The sources that the pages need in the Content-Security-Policy. */
  readonly sources: Sources;
  /** Paths of files with a content hash in their names, which browsers can cache forever. */
  readonly hashed: readonly string[];
  /**
   * The bytes of a file that the configuration names, by its path from the root. Throws when it cannot be
   * read.
   */
  read(source: string): Uint8Array;
}

/** A generated file. */
export interface GeneratedFile {
  /** Path in the output folder, separated by `/`. */
  readonly path: string;
  readonly content: string | Uint8Array;
  /**
   * What to name when another file wants the same path: the source that asked for it, or `handbill:sitemap`.
   */
  readonly source: string;
}

/** The work of a generator for one site. */
export interface Job {
  /**
   * All that the files depend on beside the program, as lines of text. Made in every build, so it must be
   * cheap: while it is the same, `make` is not called and its files stay.
   */
  readonly depends: readonly string[];
  /**
   * The files that others may link to, as far as they are known before they are made: where an error keeps
   * them from being made, a link to one is not broken.
   */
  readonly paths?: readonly string[];
  make(): WithDiagnostics<readonly GeneratedFile[]> | Promise<WithDiagnostics<readonly GeneratedFile[]>>;
}

/** Generators depend only on their input: no clock, no locale, no absolute paths. */
export interface Generator {
  /** Short and permanent: the cache identifies the generator's files by it. */
  readonly name: string;
  /**
   * "gives way": a file of the site's own takes the place of one that is made. "conflict": two for one place
   * are an error.
   */
  readonly onOwnFile: "gives way" | "conflict";
  /** The job; undefined if there is nothing to make. */
  plan(input: GeneratorInput): Job | undefined;
}

/** The result of a job. */
export function made(
  files: readonly GeneratedFile[],
  diagnostics: readonly Diagnostic[] = [],
): WithDiagnostics<readonly GeneratedFile[]> {
  return { value: files, diagnostics };
}
