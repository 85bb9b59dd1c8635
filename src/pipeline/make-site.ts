/**
 * Makes a site in memory, from its plan to its findings. `build` writes the result, and `check` reports it.
 */

import { join } from "node:path";
import {
  resultOf,
  showsTexts,
  type BuildResult,
  type CheckedSite,
  type CodeFiles,
  type GeneratedSite,
} from "./build-result.js";
import { endBuild } from "./end-of-build.js";
import { disk } from "../system/disk.js";
import { contextHash } from "../incremental/fingerprint.js";
import type { CachedContext } from "../incremental/render-context-cache.js";
import { applyLevels, isBlocking } from "../diagnostics/catalogue.js";
import type { OutputName } from "../eleventy/render.js";
import type { SiteConfig } from "../config/options.js";
import type { Diagnostic, WithDiagnostics } from "../model/model.js";
import { findCollisions, type Claim } from "../site/collisions.js";
import type { Published } from "../site/redirects/published.js";
import { atFallbackSources } from "../site/i18n/fallback-pages.js";
import { filesOf, createOutputIndex, unmade } from "./output-urls.js";
import { runChecks } from "../checks/registry.js";
import { createLinkChecker, type LinkChecker } from "../incremental/link-findings.js";
import { generateFiles, hashedFiles } from "./generate.js";
import { makeAssets } from "./make-assets.js";
import { collectMade, seedMade, type MadeFiles } from "./made-files.js";
import { claimsOf, planSite, type BuildPlan, type PlanInput } from "./plan.js";
import { noting, type PageNotes } from "./page-notes.js";
import { policyOfSite } from "./policy-of-site.js";
import { fileFacts } from "./file-facts.js";
import { findingsInHtml } from "./findings-in-html.js";
import { renderStale, type StalePage } from "../render/render-pages.js";

export interface MakeInput extends PlanInput {
  /** URLs of a previous release. Handbill reports those that this site lacks. */
  readonly published?: readonly Published[];
}

/**
 * Makes the whole site, and passes on each page when it is rendered. The Diagnostics contain every problem of
 * every page.
 */
export async function makeSite(input: MakeInput): Promise<BuildResult | Diagnostic> {
  const { siteCode: code } = input.open;
  if (code === undefined) return makeAll(input);
  seedMade(code, input.open.config.root, input.open.previous.cache.snapshot?.siteCode, input.destination);
  try {
    return await code.record(() => makeAll(input));
  } finally {
    disk.remove(join(input.open.config.root, code.folder));
  }
}

async function makeAll(input: MakeInput): Promise<BuildResult | Diagnostic> {
  const notes: PageNotes = new Map();
  const plan = await planSite({ ...input, destination: noting(notes, input.open.config, input.destination) });
  if ("code" in plan) return plan;
  input.mark("Rendering");
  const links = createLinkChecker(plan);
  const rendered = await renderSite(plan, links);
  for (const recorded of input.workers.recorded()) input.open.siteCode?.add(recorded);
  const made = collectMade(plan, rendered.value);
  // The threads end while the other files are made and written.
  void input.workers.close();
  input.mark("Style sheets, search and feeds");
  const generated = await generateSite(plan, rendered, made, notes);
  const end = await endBuild(plan, generated.outputs, generated.diagnostics);
  input.mark("Checking");
  const finished = { ...generated, diagnostics: [...generated.diagnostics, ...end.diagnostics] };
  const checked = await checkSite(plan, finished, { made, end }, links, input.published ?? [], notes);
  return resultOf(plan, generated, { made, end }, checked, notes);
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

/** Makes style sheets, scripts and the files that are generated from the finished site. */
async function generateSite(
  plan: BuildPlan,
  rendered: WithDiagnostics<readonly OutputName[]>,
  made: MadeFiles,
  notes: PageNotes,
): Promise<GeneratedSite> {
  const { open, destination, loaded, templates, evaluated, documents } = plan;
  const { config, inputs, previous } = open;
  const { site } = loaded;
  const outputs = rendered.value;
  const failures = [...rendered.diagnostics, ...(await makeAssets(destination, loaded, templates))];
  // The URLs of pages that Eleventy evaluates are known only now.
  const isLate = evaluated.outputs.length + made.paths.length > 0;
  const late = isLate ? findCollisions([...claimsOf(site, outputs), ...claimsOfCode(made, config)]) : [];
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

/** The claims of files that code of the site writes. */
function claimsOfCode(
  { paths, ofPages }: MadeFiles,
  { file = ".eleventy.ts" }: Pick<SiteConfig, "file">,
): readonly Claim[] {
  const sourceOf = new Map([...ofPages].flatMap(([source, files]) => files.map((path) => [path, source])));
  return paths.map((output) => ({ source: sourceOf.get(output) || file, output }));
}

/** Checks the finished site. */
async function checkSite(
  { open: { config, inputs }, loaded, templates, evaluated }: BuildPlan,
  { outputs, generated, diagnostics, policyDiagnostics }: GeneratedSite,
  { made, end }: CodeFiles,
  linkChecker: LinkChecker,
  published: readonly Published[],
  notes: PageNotes,
): Promise<CheckedSite> {
  const { site } = loaded;
  const hasErrors = diagnostics.some(isBlocking);
  const isThere = ({ path }: { readonly path: string }) => !end.removed.has(path);
  const others = [...generated.files, ...[...made.paths, ...end.added].map((path) => ({ path }))];
  const pages = hasErrors ? [...outputs, ...unmade(site, outputs)] : outputs;
  const files = filesOf(config, site, pages.filter(isThere), others.filter(isThere));
  const links = await linkChecker.conclude(files, others, hasErrors);
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
