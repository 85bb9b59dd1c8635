/**
 * Plans the build of a site: reads, assembles and checks it, and compares it with the cache of previous
 * builds.
 */

import { isMarkdown } from "../utils/page-formats.js";
import { createInvalidator, type Invalidator, type SiteHashes } from "../incremental/invalidation.js";
import { documentSource } from "../incremental/fingerprint.js";
import { planPages, type Plan, type PlanQuestions } from "../incremental/plan.js";
import type { SiteConfig } from "../config/options.js";
import { isBlocking } from "../diagnostics/catalogue.js";
import type { Evaluated } from "../eleventy/evaluate.js";
import type { Sources } from "../eleventy/failure.js";
import type { Context } from "../eleventy/plugin.js";
import type { OutputName } from "../eleventy/render.js";
import type { Setup } from "../eleventy/setup.js";
import type { Diagnostic, OutputFile, Site, StaticFile, WithDiagnostics } from "../model/model.js";
import { once } from "../utils/once.js";
import { findCollisions, type Claim } from "../site/collisions.js";
import type { LinkingPage } from "../site/links/link-names.js";
import { checkSiteTemplates, type SiteTemplates } from "./site-templates.js";
import { fingerprinter, hashesOf, siteDocuments, type SiteDocuments } from "../incremental/previous-build.js";
import { mapsHash } from "./made-files.js";
import { loadSite, type LoadedSite } from "./load.js";
import type { Destination } from "./destination.js";
import type { OpenSite } from "./open.js";
import { failureSources, renderContext } from "../render/render-context.js";
import type { Workers } from "../render/pool.js";

export interface PlanInput {
  readonly open: OpenSite;
  readonly destination: Destination;
  readonly workers: Workers;
  /** Reports the progress of the work. */
  progress(stage: string, done?: number, total?: number): void;
  /** Begins a stage, for `--timing`. */
  mark(stage: string): void;
}

/** The plan of a build. Each later stage takes it as a whole. */
export interface BuildPlan extends PlanInput {
  readonly setup: Setup;
  readonly loaded: LoadedSite;
  readonly templates: SiteTemplates;
  /** Eleventy's results for the pages that it evaluates. */
  readonly evaluated: Evaluated;
  readonly plan: Plan;
  readonly documents: SiteDocuments;
  readonly hashes: SiteHashes;
  /** Tells what is still valid of the last build; undefined if there is no usable last build. */
  readonly invalidator: Invalidator | undefined;
  /** Known facts about the links of a source; no link is resolved for this. */
  linkingOf(source: string): LinkingPage;
  /** Values for rendering in this thread. */
  readonly rendering: {
    readonly context: Context;
    readonly sources: Sources;
    take(output: OutputFile): void;
  };
  readonly diagnostics: readonly Diagnostic[];
}

/** A site without pages that Eleventy evaluates. */
const NONE: WithDiagnostics<Evaluated> = { value: { outputs: [], items: [] }, diagnostics: [] };
const NOT_EVALUATED: WithDiagnostics<Evaluated> = { ...NONE, value: { ...NONE.value, failed: true } };

/**
 * Reads the site, checks its templates, and compares it with the previous build. Gives a Diagnostic if the
 * configuration fails.
 */
export async function planSite(input: PlanInput): Promise<BuildPlan | Diagnostic> {
  const { open, destination, workers, progress, mark } = input;
  const { config, inputs, importer, configText, previous } = open;
  mark("Setting up templates");
  const setup = await open.setup();
  if ("code" in setup) return setup;
  progress("Reading");
  const documents = siteDocuments(config, inputs, previous, workers);
  const { value: loaded, diagnostics: found } = await loadSite(config, inputs, setup, async (...request) => {
    mark("Parsing pages");
    const read = await documents.read(...request);
    mark("Assembling the site");
    return read;
  });
  const { site } = loaded;
  const templates = checkSiteTemplates(loaded, setup, config, configText);
  const early = [
    ...open.aboutConfig,
    ...open.diagnostics,
    ...found,
    ...templates.diagnostics,
    ...findCollisions(claimsOf(site, [])),
  ];
  const failed = new Set(early.filter(isBlocking).flatMap(({ file }) => file ?? []));
  // The fallback for a missing translation fails together with the page that it shows.
  const wanted = site.pages.filter(
    (page) =>
      !failed.has(page.page.source) && !failed.has(documentSource(page.page)) && !templates.isBroken(page),
  );
  const rendering = {
    context: renderContext(config, loaded, importer.importModule, setup.globalData, open.siteCode),
    sources: failureSources(config.root, loaded),
    take: destination.take,
  };
  mark("Evaluating templates");
  const evaluated = await evaluate(loaded, templates, config, early, rendering);
  if (evaluated.value.maps !== undefined) await setup.announce(evaluated.value.maps);
  mark("Comparing with the last build");
  const hashes = hashesOf(documents, open, loaded, templates, evaluated.value);
  const urls = once(() => new Map(site.pages.map(({ page, url }) => [page.source, url])));
  const linkingOf = (source: string): LinkingPage => ({
    source,
    url: urls().get(source) ?? false,
    ends: documents.linkEndsOf(source),
  });
  // With a broken template, pages are missing that others may link to.
  const isWhole = !templates.diagnostics.some(isBlocking);
  const { cache } = previous;
  const invalidator = isWhole
    ? createInvalidator({
        snapshot: cache.snapshot,
        publicPages: cache.publicPages,
        now: hashes,
        navParts: site.navParts,
        resized: inputs.pictures.resized,
      })
    : undefined;
  const plan = planPages(wanted, cache.rendered(), {
    ...fingerprinter(documents, previous, site, templates, evaluated.value.items),
    ...questionsOf(invalidator, templates, linkingOf),
    documentOf: ({ page }) => documents.nameOf(documentSource(page)),
    keep: destination.keep,
    changedCode: changedCode({ open, setup, loaded, evaluated: evaluated.value }),
  });
  return {
    ...input,
    setup,
    loaded,
    templates,
    evaluated: evaluated.value,
    plan,
    documents,
    hashes,
    invalidator,
    linkingOf,
    rendering,
    diagnostics: [...early, ...evaluated.diagnostics],
  };
}

/** Why code of the site may give other results than in the last build. */
function changedCode(build: Pick<BuildPlan, "open" | "setup" | "loaded" | "evaluated">): string | undefined {
  const { changedRead, previous } = build.open;
  const read = changedRead();
  if (read !== undefined) return `${read} changed, which code of the site reads`;
  const before = previous.cache.snapshot?.siteCode?.maps ?? "";
  return before === mapsHash(build) ? undefined : "the URLs of pages changed, which a plugin reads";
}

/** Functions that tell what is still valid of the previous build for a page. */
function questionsOf(
  invalidator: Invalidator | undefined,
  { closureOf }: SiteTemplates,
  linkingOf: (source: string) => LinkingPage,
): Pick<PlanQuestions, "isKnown" | "hasSameNavigation" | "hasSameTemplates" | "templatesOf"> {
  return {
    // Collections contain the bodies of pages.
    isKnown: (page) =>
      invalidator?.isKnown(linkingOf(page.page.source)) === true && !closureOf(page).names("collections"),
    hasSameNavigation: (page) => invalidator?.hasSameNavigation(page.page.source) === true,
    hasSameTemplates: invalidator?.hasSameTemplates === true,
    templatesOf: (page) => closureOf(page).templates,
  };
}

/**
 * Has Eleventy evaluate its pages. This comes before the plan, because links and collections refer to these
 * pages.
 */
async function evaluate(
  { site, templateTexts: texts }: LoadedSite,
  { evaluatedBroken, layoutsOf }: SiteTemplates,
  { trust, eleventy }: SiteConfig,
  found: readonly Diagnostic[],
  rendering: BuildPlan["rendering"],
): Promise<WithDiagnostics<Evaluated>> {
  if (site.templates.length === 0 && eleventy === undefined) return NONE;
  const blocking = found.filter(isBlocking);
  const failed = new Set(blocking.flatMap(({ file }) => file ?? []));
  // Eleventy reads the whole folder itself, and would run the refused files.
  const isRefused = trust === "text" && blocking.length > 0;
  if (
    isRefused ||
    evaluatedBroken ||
    hasFailedData(blocking) ||
    site.templates.some(({ page }) => failed.has(page.source))
  )
    return NOT_EVALUATED;
  const { evaluatePages } = await import("../eleventy/evaluate.js");
  return evaluatePages({
    ...rendering,
    allPages: site.pages,
    templateTexts: new Map([...texts].filter(([source]) => isMarkdown(source))),
    copiedHtml: htmlOf(site.staticFiles),
    layoutsOf: (page) => layoutsOf(page).map(({ path }) => path),
  });
}

/** Whether a data file failed. Eleventy would fail at it too, and report it again. */
export function hasFailedData(found: readonly Diagnostic[]): boolean {
  return found.some((one) => one.code === "data-failed" && isBlocking(one));
}

/** The HTML files of `content/` that are copied unchanged. */
export function htmlOf(files: readonly StaticFile[]): readonly string[] {
  return files.flatMap(({ source }) =>
    source.startsWith("content/") && source.endsWith(".html") ? [source] : [],
  );
}

/** The claims on output files. */
export function claimsOf(site: Site, outputs: readonly OutputName[]): Claim[] {
  const placed = new Set(outputs.length === 0 ? [] : site.pages.map(({ page }) => page.source));
  const evaluated = new Map(site.templates.map(({ page }) => [page.source, page]));
  return [
    ...site.staticFiles.map(({ source, output }) => ({ source, output })),
    ...site.pages.flatMap(({ page, output }) =>
      output === false ? [] : [{ source: page.source, output, page }],
    ),
    ...outputs
      .filter(({ source }) => !placed.has(source))
      .map(({ path, source }) => {
        const page = evaluated.get(source);
        return { source, output: path, page, isAdded: page === undefined };
      }),
  ];
}
