/** A check and its input: the finished model of a site. */

import type { SiteConfig } from "../config/options.js";
import type { DiagnosticCode } from "../diagnostics/catalogue.js";
import type { Evaluated } from "../eleventy/evaluate.js";
import type { Diagnostic, SitePage } from "../model/model.js";
import type { ImageSize } from "../model/placeholders.js";
import type { OutputIndex } from "../model/output-index.js";
import type { LoadedSite } from "../pipeline/load.js";
import type { Published } from "../site/redirects/published.js";
import type { SiteTemplates } from "../pipeline/site-templates.js";

/** Facts about files, by their source; undefined where a file cannot be read. */
export interface FileFacts {
  bytesOf(source: string): number | undefined;
  /** Of an image. */
  sizeOf(source: string): ImageSize | undefined;
  /** The text of a file. */
  read(source: string): string | undefined;
}

/** A site whose files are all known. */
export interface CheckInput {
  readonly config: SiteConfig;
  /** Pages, layouts, style sheets and scripts. */
  readonly loaded: LoadedSite;
  /** Files of the default theme, by their paths in `layouts/`. */
  readonly theme: readonly string[];
  /** Results of the template checks. */
  readonly templates: SiteTemplates;
  /** Eleventy's results for the pages that it evaluates. */
  readonly evaluated: Pick<Evaluated, "outputs" | "failed">;
  /** The files of the output folder. */
  readonly files: ReadonlySet<string>;
  /** Finds the output for a URL. */
  readonly outputIndex: OutputIndex;
  /** Whether pages are missing because of errors. */
  readonly hasErrors: boolean;
  /** URLs of a previous release; empty without a comparison. */
  readonly published: readonly Published[];
  /** Content that the hosts' Content-Security-Policy blocks. */
  blocked(): readonly Diagnostic[];
  /** Facts about the files of the site. */
  readonly facts: FileFacts;
  /** Findings of one rule over the HTML of the finished pages. */
  inHtml(code: DiagnosticCode): readonly Diagnostic[];
}

/** A part of a site. */
export interface Scope {
  /** Sources of pages. */
  readonly sources: readonly string[];
  /** These pages, and the files that they are rendered from. */
  readonly files: ReadonlySet<string>;
}

export interface Check {
  /** The name of its file. */
  readonly name: string;
  /** The codes that it reports. */
  readonly codes: readonly DiagnosticCode[];
  /**
   * "page": looks at pages one by one, so that some of them can be checked alone. "file": looks at few files,
   * and reports only those of a scope's pages. "site": needs the whole site.
   */
  readonly per: "page" | "file" | "site";
  /** The findings about a site or a part of it. A check of the whole site gets no `scope`. */
  run(input: CheckInput, scope?: Scope): readonly Diagnostic[];
}

/** The findings about a part of the site. */
export function within(found: readonly Diagnostic[], scope: Scope | undefined): readonly Diagnostic[] {
  return scope === undefined ? found : found.filter(({ file = "" }) => scope.files.has(file));
}

/** The sources of a site's pages, including those that Eleventy evaluates. */
export function pageSources({ loaded: { site } }: Pick<CheckInput, "loaded">): readonly string[] {
  return [...new Set([...site.pages, ...site.templates].map(({ page }) => page.source))];
}

/** Whether search engines can show the page as a separate result. */
export function isFound({ page, url, data }: SitePage): boolean {
  return (
    url !== false &&
    page.fallbackFor === undefined &&
    data["noindex"] !== true &&
    data["canonical"] === undefined
  );
}
