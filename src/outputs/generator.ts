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
   * Its data after the cascade. For pages that Eleventy evaluates and leaves out of collections, only its
   * front matter.
   */
  readonly data: Data;
  /**
   * The body without layouts, with all URLs resolved; computed on demand. Empty if Eleventy did not keep it.
   */
  readonly html: string;
  /**
   * Equal versions mean equal `html`. Cheaper than `html`, and computed for each page on demand, because few
   * generators need it for all.
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
   * The bytes of a file that the configuration names, by its path from the root. Throws if it cannot be read.
   */
  read(source: string): Uint8Array;
}

/** A generated file. */
export interface GeneratedFile {
  /** Path in the output folder, separated by `/`. */
  readonly path: string;
  readonly content: string | Uint8Array;
  /**
   * The name in messages if another file has the same path: the source that requires it, or
   * `handbill:sitemap`.
   */
  readonly source: string;
}

/** The work of a generator for one site. */
export interface Job {
  /**
   * Everything that the files depend on besides the program, as lines of text. Each build computes it, so it
   * must be cheap. If it is unchanged, `make` is not called and the files are kept.
   */
  readonly depends: readonly string[];
  /**
   * The files that links may point to, as far as they are known before `make`. A link to one is not broken if
   * an error prevents it.
   */
  readonly paths?: readonly string[];
  make(): WithDiagnostics<readonly GeneratedFile[]> | Promise<WithDiagnostics<readonly GeneratedFile[]>>;
}

/** Generators depend only on their input: no clock, no locale, no absolute paths. */
export interface Generator {
  /** Short and permanent: the cache identifies the generator's files by it. */
  readonly name: string;
  /** "gives way": a file of the site with the same path wins. "conflict": it is an error. */
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
