/** The result of making a site in memory, which `build` writes and `check` reports. */

import type { Generated, LastRun } from "../incremental/generate.js";
import type { Stale } from "../incremental/plan.js";
import type { RenderedPage, RenderedPages } from "../incremental/rendered-pages.js";
import type { BuildRecord } from "../sources/build-record.js";
import type { PublicPages, InputSnapshot } from "../sources/snapshot.js";
import type { OutputName } from "../eleventy/render.js";
import type { OutputIndex } from "../model/output-index.js";
import type { Diagnostic } from "../model/model.js";
import { isExternal } from "../content/html/urls.js";
import { externalLinks, type ExternalLink } from "../checks/external/links.js";
import { certainAnswers, type CertainAnswers } from "../site/redirects/certain.js";
import type { Published } from "../site/redirects/published.js";
import { themeLinks } from "../site/links/theme-links.js";
import type { EndOfBuild } from "./end-of-build.js";
import { codeSnapshot, type MadeFiles } from "./made-files.js";
import { answersOf } from "./output-urls.js";
import { withNotes, type PageNotes } from "./page-notes.js";
import type { BuildPlan } from "./plan.js";
import { sourceFile } from "./read-inputs.js";

export interface BuildResult {
  readonly outputs: readonly OutputName[];
  /** Files to copy: the source on this machine, and the path in the output folder. */
  readonly copies: readonly { readonly from: string; readonly path: string }[];
  readonly diagnostics: readonly Diagnostic[];
  /** Whether a page could not be made. */
  readonly hasErrors: boolean;
  /** The Markdown pages that were rendered, with reasons. */
  readonly stale: readonly Stale[];
  /** Cache entries of the pages. */
  readonly rendered: RenderedPages;
  /** The parts of the Site and its links that the next build can reuse. */
  readonly known: Pick<
    InputSnapshot,
    "site" | "siteButPages" | "templates" | "links" | "hidesDrafts" | "showsTexts" | "assets" | "siteCode"
  >;
  /** Public metadata of each page. */
  readonly publicPages: PublicPages;
  /** Every place at which the site names a URL of another site; found on the first call. */
  externalLinks(): readonly ExternalLink[];
  /** The certain replacement of each lost URL and id of a previous release. */
  certainAnswers(published: readonly Published[]): CertainAnswers;
  /** The site's URLs, for comparison with another release. */
  readonly answers: Pick<BuildRecord, "pages" | "redirects" | "folderRedirects">;
  /** The last run of each generator. */
  readonly generated: ReadonlyMap<string, LastRun>;
}

/** Files that code of the site wrote. */
export interface CodeFiles {
  readonly made: MadeFiles;
  readonly end: EndOfBuild;
}

export interface GeneratedSite {
  readonly outputs: readonly OutputName[];
  readonly generated: Generated;
  /** Diagnostics of pages and generated files. */
  readonly diagnostics: readonly Diagnostic[];
  readonly policyDiagnostics: readonly Diagnostic[];
}

export interface CheckedSite {
  readonly hasErrors: boolean;
  /** Diagnostics of the pages' links. */
  readonly links: readonly Diagnostic[];
  readonly diagnostics: readonly Diagnostic[];
  readonly outputIndex: OutputIndex;
}

/** Whether a page shows texts of other pages, as the fallback for a missing translation does. */
export function showsTexts({ loaded: { site }, templates }: BuildPlan): boolean {
  return site.pages.some(
    (page) => page.page.fallbackFor !== undefined || templates.closureOf(page).names("collections"),
  );
}

export function resultOf(
  plan: BuildPlan,
  { outputs, generated }: GeneratedSite,
  { made, end }: CodeFiles,
  { hasErrors, links, diagnostics, outputIndex }: CheckedSite,
  notes: PageNotes,
): BuildResult {
  const { loaded, templates, hashes } = plan;
  const { config } = plan.open;
  const { site, pages, assets } = loaded;
  return {
    outputs,
    copies: end.hasRun
      ? []
      : site.staticFiles.map(({ source, output }) => ({
          from: sourceFile(config.root, source),
          path: output,
        })),
    diagnostics,
    hasErrors,
    stale: plan.plan.stale,
    rendered: new Map([
      ...plan.plan.known,
      ...plan.plan.stale.flatMap(({ page, record }) => entry(page.page.source, record(), made, notes)),
    ]),
    known: {
      site: hasErrors ? "" : hashes.site,
      siteButPages: hashes.siteButPages,
      templates: hashes.templates,
      links,
      hidesDrafts:
        pages.size >
        site.pages.filter(({ page }) => page.fallbackFor === undefined).length + site.templates.length,
      showsTexts: showsTexts(plan),
      assets,
      ...codeSnapshot(plan, made),
    },
    publicPages: hashes.publicPages,
    externalLinks: () =>
      externalLinks(site, config, [
        ...templates.externalLinks(),
        ...themeLinks(site, templates.isThemes, isExternal),
      ]),
    certainAnswers: (published) => certainAnswers(published, site, outputIndex, config),
    answers: answersOf(site, plan.evaluated.outputs),
    generated: generated.runs,
  };
}

function entry(
  source: string,
  record: RenderedPage | undefined,
  { ofPages }: MadeFiles,
  pages: PageNotes,
): [string, RenderedPage][] {
  if (record === undefined) return [];
  const files = ofPages.get(source);
  return [[source, { ...withNotes(record, pages), ...(files && { files }) }]];
}
