/**
 * Makes a site in memory, from its plan to its findings. `build` writes the result, and `check` reports it.
 */

import { contextHash } from "../incremental/fingerprint.js";
import type { Generated, LastRun } from "../incremental/generate.js";
import type { Stale } from "../incremental/plan.js";
import type { CachedContext } from "../incremental/render-context-cache.js";
import type { RenderedPage, RenderedPages } from "../incremental/rendered-pages.js";
import type { BuildRecord } from "../sources/build-record.js";
import type { PublicPages, InputSnapshot } from "../sources/snapshot.js";
import { applyLevels, isBlocking } from "../diagnostics/catalogue.js";
import type { OutputName } from "../eleventy/render.js";
import type { OutputIndex } from "../model/output-index.js";
import type { Diagnostic, WithDiagnostics } from "../model/model.js";
import { findCollisions } from "../site/collisions.js";
import { isExternal } from "../content/html/urls.js";
import { externalLinks, type ExternalLink } from "../checks/external/links.js";
import { certainAnswers, type CertainAnswers } from "../site/redirects/certain.js";
import type { Published } from "../site/redirects/published.js";
import { atFallbackSources } from "../site/i18n/fallback-pages.js";
import { themeLinks } from "../site/links/theme-links.js";
import { answersOf, filesOf, createOutputIndex, unmade } from "./output-urls.js";
import { runChecks } from "../checks/registry.js";
import { createLinkChecker, type LinkChecker } from "../incremental/link-findings.js";
import { generateFiles, hashedFiles } from "./generate.js";
import { makeAssets } from "./make-assets.js";
import { claimsOf, planSite, type BuildPlan, type PlanInput } from "./plan.js";
import { noting, withNotes, type PageNotes } from "./page-notes.js";
import { sourceFile } from "./read-inputs.js";
import { policyOfSite } from "./policy-of-site.js";
import { fileFacts } from "./file-facts.js";
import { findingsInHtml } from "./findings-in-html.js";
import { renderStale, type StalePage } from "../render/render-pages.js";

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
    "site" | "siteButPages" | "templates" | "links" | "hidesDrafts" | "showsTexts" | "assets"
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

export interface MakeInput extends PlanInput {
  /** URLs of a previous release. Handbill reports those that this site lacks. */
  readonly published?: readonly Published[];
}

/**
 * Makes the whole site, and passes on each page when it is rendered. The Diagnostics contain every problem of
 * every page.
 */
export async function makeSite(input: MakeInput): Promise<BuildResult | Diagnostic> {
  const notes: PageNotes = new Map();
  const plan = await planSite({ ...input, destination: noting(notes, input.open.config, input.destination) });
  if ("code" in plan) return plan;
  input.mark("Rendering");
  const links = createLinkChecker(plan);
  const rendered = await renderSite(plan, links);
  // The threads end while the other files are made and written.
  void input.workers.close();
  input.mark("Style sheets, search and feeds");
  const generated = await generateSite(plan, rendered, notes);
  input.mark("Checking");
  const checked = await checkSite(plan, generated, links, input.published ?? [], notes);
  return resultOf(plan, generated, checked, notes);
}

/** Whether a page shows texts of other pages, as the fallback for a missing translation does. */
function showsTexts({ loaded: { site }, templates }: BuildPlan): boolean {
  return site.pages.some(
    (page) => page.page.fallbackFor !== undefined || templates.closureOf(page).names("collections"),
  );
}

/** Renders the stale pages and checks links meanwhile. Gives every page that is made. */
async function renderSite(
  plan: BuildPlan,
  links: LinkChecker,
): Promise<WithDiagnostics<readonly OutputName[]>> {
  const { open, loaded, evaluated, documents, hashes } = plan;
  const { stale, fresh } = plan.plan;
  const expected = [
    ...evaluated.outputs,
    ...fresh,
    ...stale.map(({ page }) => ({ path: String(page.output), source: page.page.source })),
  ];
  const { value, diagnostics } = await renderStale(plan, async (pages) => {
    documents.save();
    await links.expect(filesOf(open.config, loaded.site, expected, []));
    // If no page can be made without the others, these bodies are never read.
    const others = pages.filter((page) => !page.hasSameAround);
    if (hashes.site !== "" && !showsTexts(plan))
      await open.previous.cache
        .cachedContexts()
        .save(others.map((page) => ({ source: page.source, make: () => contextOf(page) })));
  });
  return { value: [...evaluated.outputs, ...fresh, ...value], diagnostics };
}

interface GeneratedSite {
  readonly outputs: readonly OutputName[];
  readonly generated: Generated;
  /** Diagnostics of pages and generated files. */
  readonly diagnostics: readonly Diagnostic[];
  readonly policyDiagnostics: readonly Diagnostic[];
}

/** Makes style sheets, scripts and the files that are generated from the finished site. */
async function generateSite(
  plan: BuildPlan,
  rendered: WithDiagnostics<readonly OutputName[]>,
  notes: PageNotes,
): Promise<GeneratedSite> {
  const { open, destination, loaded, templates, evaluated, documents } = plan;
  const { config, inputs, previous } = open;
  const { site } = loaded;
  const outputs = rendered.value;
  const failures = [...rendered.diagnostics, ...(await makeAssets(destination, loaded, templates))];
  // The URLs of pages that Eleventy evaluates are known only now.
  const late = evaluated.outputs.length === 0 ? [] : findCollisions(claimsOf(site, outputs));
  const found = [...plan.diagnostics, ...failures, ...late];
  for (const [source, { output, notes: known }] of plan.plan.known)
    if (known !== undefined) notes.set(output, { source, ...known });
  const { assetFiles } = loaded;
  const policy = policyOfSite(
    { config, site, files: loaded.templates, assetFiles, closureOf: templates.closureOf, read: inputs.read },
    notes,
  );
  const generated = await generateFiles(
    {
      config,
      site,
      items: evaluated.items,
      outputs,
      found,
      sources: policy.sources,
      hashed: hashedFiles(config, loaded.assets, templates.linkedAssets),
      before: previous.cache.generated(),
      nameOf: documents.nameOf,
    },
    destination,
  );
  return {
    outputs,
    generated,
    diagnostics: [...found, ...generated.diagnostics],
    policyDiagnostics: policy.diagnostics,
  };
}

interface CheckedSite {
  readonly hasErrors: boolean;
  /** Diagnostics of the pages' links. */
  readonly links: readonly Diagnostic[];
  readonly diagnostics: readonly Diagnostic[];
  readonly outputIndex: OutputIndex;
}

/** Checks the finished site. */
async function checkSite(
  { open: { config, inputs }, loaded, templates, evaluated }: BuildPlan,
  { outputs, generated, diagnostics, policyDiagnostics }: GeneratedSite,
  linkChecker: LinkChecker,
  published: readonly Published[],
  notes: PageNotes,
): Promise<CheckedSite> {
  const { site } = loaded;
  const hasErrors = diagnostics.some(isBlocking);
  const files = filesOf(
    config,
    site,
    hasErrors ? [...outputs, ...unmade(site, outputs)] : outputs,
    generated.files,
  );
  const links = await linkChecker.conclude(files, generated.files, hasErrors);
  const outputIndex = createOutputIndex(files, loaded.site, templates, evaluated);
  const findings = runChecks(
    {
      config,
      loaded,
      theme: inputs.theme,
      templates,
      evaluated,
      files,
      outputIndex,
      hasErrors,
      published,
      blocked: () => policyDiagnostics,
      facts: fileFacts(config.root),
      inHtml: findingsInHtml(
        { config, loaded, closureOf: templates.closureOf, read: inputs.read, reported: diagnostics },
        notes,
      ),
    },
    { "page-links": links },
  );
  const all = [...diagnostics, ...findings];
  return {
    hasErrors,
    links,
    diagnostics: applyLevels(atFallbackSources(all, site.pages), config.levels),
    outputIndex,
  };
}

function resultOf(
  plan: BuildPlan,
  { outputs, generated }: GeneratedSite,
  { hasErrors, links, diagnostics, outputIndex }: CheckedSite,
  notes: PageNotes,
): BuildResult {
  const { loaded, templates, hashes } = plan;
  const { config } = plan.open;
  const { site, pages, assets } = loaded;
  return {
    outputs,
    copies: site.staticFiles.map(({ source, output }) => ({
      from: sourceFile(config.root, source),
      path: output,
    })),
    diagnostics,
    hasErrors,
    stale: plan.plan.stale,
    rendered: new Map([
      ...plan.plan.known,
      ...plan.plan.stale.flatMap(({ page, record }) => entry(page.page.source, record(), notes)),
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

function entry(source: string, record: RenderedPage | undefined, pages: PageNotes): [string, RenderedPage][] {
  return record === undefined ? [] : [[source, withNotes(record, pages)]];
}

/** The part of a page's render context that depends only on its layouts. */
function contextOf({
  layouts,
  stableData,
  page,
  resolvedLinks,
  seesCollections,
  record,
}: StalePage): CachedContext | undefined {
  const parts = seesCollections ? undefined : record()?.parts;
  if (layouts === undefined || parts === undefined) return undefined;
  return { hash: contextHash(parts), layouts, data: stableData, page, ...resolvedLinks };
}
