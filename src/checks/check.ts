/** What a check is, and what it sees: the finished model of a site. */

import type { SiteConfig } from "../config/options.js";
import type { DiagnosticCode } from "../diagnostics/catalogue.js";
import type { Evaluated } from "../eleventy/evaluate.js";
import type { Diagnostic } from "../model/model.js";
import type { OutputIndex } from "../model/output-index.js";
import type { LoadedSite } from "../pipeline/load.js";
import type { Published } from "../site/redirects/published.js";
import type { SiteTemplates } from "../pipeline/site-templates.js";

/** A site of which all files are known. */
export interface CheckInput {
  readonly config: SiteConfig;
  /** Pages, layouts, style sheets and scripts. */
  readonly loaded: LoadedSite;
  /** Files of the default theme, as they are in `layouts/`. */
  readonly theme: readonly string[];
  /** What is known of the layouts. */
  readonly templates: SiteTemplates;
  /** What Eleventy made of the pages that it evaluates. */
  readonly evaluated: Pick<Evaluated, "outputs" | "failed">;
  /** The files of the output folder. */
  readonly files: ReadonlySet<string>;
  /** What answers at a URL. */
  readonly outputIndex: OutputIndex;
  /** Whether pages are missing that errors kept from being made. */
  readonly hasErrors: boolean;
  /** What a previous release had; nothing, where nobody compares. */
  readonly published: readonly Published[];
  /** What the hosts' Content-Security-Policy blocks. */
  blocked(): readonly Diagnostic[];
  /** What a rule finds in the HTML of the finished pages. */
  inHtml(code: DiagnosticCode): readonly Diagnostic[];
}

/** A part of a site. */
export interface Scope {
  /** Sources of pages. */
  readonly sources: readonly string[];
  /** These, and the files that the pages are made of. */
  readonly files: ReadonlySet<string>;
}

export interface Check {
  /** Its file is named after it. */
  readonly name: string;
  /** The codes that it reports. */
  readonly codes: readonly DiagnosticCode[];
  /**
   * "page": it looks at pages one by one, so that a part of them can be checked alone. "file": it looks at few files, and
   * tells of those that a page is made of. "site": only the whole site tells.
   */
  readonly per: "page" | "file" | "site";
  /** The findings about a site, or about a part of it. A check of the whole site is never given a part. */
  run(input: CheckInput, scope?: Scope): readonly Diagnostic[];
}

/** Of findings, those about a part of the site. */
export function within(found: readonly Diagnostic[], scope: Scope | undefined): readonly Diagnostic[] {
  return scope === undefined ? found : found.filter(({ file = "" }) => scope.files.has(file));
}

/** The sources of a site's pages, those that Eleventy evaluates among them. */
export function pageSources({ loaded: { site } }: Pick<CheckInput, "loaded">): readonly string[] {
  return [...new Set([...site.pages, ...site.templates].map(({ page }) => page.source))];
}
