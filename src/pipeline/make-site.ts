/** A site in memory: planned and rendered. What `build` writes and `check` reports. */

import { contextHash } from "../incremental/fingerprint.js";
import type { LastRun } from "../incremental/generate.js";
import type { Stale } from "../incremental/plan.js";
import type { CachedContext } from "../incremental/render-context-cache.js";
import type { RenderedPage, RenderedPages } from "../incremental/rendered-pages.js";
import type { PublicPages, InputSnapshot } from "../sources/snapshot.js";
import { applyLevels, isBlocking } from "../diagnostics/catalogue.js";
import type { OutputName } from "../eleventy/render.js";
import type { Diagnostic } from "../model/model.js";
import { findCollisions } from "../site/collisions.js";
import { isExternal } from "../content/html/urls.js";
import { externalLinks, type ExternalLink } from "../checks/external/links.js";
import { lostAddresses } from "../site/redirects/lost-urls.js";
import type { Published } from "../site/redirects/published.js";
import { atFallbackSources } from "../site/i18n/fallback-pages.js";
import { themeLinks } from "../site/links/theme-links.js";
import { filesOf, createOutputIndex, unmade } from "./output-urls.js";
import { createLinkChecker } from "../checks/links.js";
import { generateFiles } from "./generate.js";
import { makeAssets } from "./make-assets.js";
import { claimsOf, planSite } from "./plan.js";
import { addNeeds, type PageNeeds } from "./policy-of-pages.js";
import { sourceFile } from "./read-inputs.js";
import { policyOfSite, siteFindings } from "./findings.js";
import { renderStale, type RenderInput, type StalePage } from "../render/render-pages.js";

export interface BuildResult {
  readonly outputs: readonly OutputName[];
  /** Files to copy: where they are on this machine, and where they go in the output folder. */
  readonly copies: readonly { readonly from: string; readonly path: string }[];
  readonly diagnostics: readonly Diagnostic[];
  /** Whether some page could not be made. */
  readonly hasErrors: boolean;
  /** The Markdown pages that were rendered, and why. */
  readonly stale: readonly Stale[];
  /** What the cache is to know of each page. */
  readonly rendered: RenderedPages;
  /** What the next build may believe of the Site and its links. */
  readonly known: Pick<
    InputSnapshot,
    "site" | "siteButPages" | "templates" | "links" | "hidesDrafts" | "showsTexts" | "assets"
  >;
  /** And of each page. */
  readonly publicPages: PublicPages;
  /** Every place at which the site names an address of another one; looked for when it is asked for. */
  externalLinks(): readonly ExternalLink[];
  /** And of each generator. */
  readonly generated: ReadonlyMap<string, LastRun>;
}

export interface MakeInput extends RenderInput {
  /** What an earlier release had, to be told where this one has it not. */
  readonly published?: readonly Published[];
}

/** Makes the whole site, and hands each page over as it is rendered. Every problem of every page is in its Diagnostics. */
export async function makeSite(given: MakeInput): Promise<BuildResult> {
  const { config, previous, published = [] } = given;
  const pageNeeds: PageNeeds = new Map();
  const input: MakeInput = {
    ...given,
    take(file) {
      addNeeds(pageNeeds, config, file);
      given.take(file);
    },
    takeMade(made) {
      if (made.needs !== undefined) pageNeeds.set(made.path, { source: made.source, needs: made.needs });
      given.takeMade(made);
    },
  };
  const planned = await planSite(input);
  const { loaded, templates, evaluated, plan, documents, hashes, diagnostics: early } = planned;
  const { site } = loaded;
  const links = createLinkChecker(input, planned);
  const expected = [
    ...evaluated.outputs,
    ...plan.fresh,
    ...plan.stale.map(({ page }) => ({ path: String(page.output), source: page.page.source })),
  ];
  // Where a translation is missing, a page shows another's text, too.
  const showsTexts = site.pages.some(
    (page) => page.page.fallbackFor !== undefined || templates.closureOf(page).names("collections"),
  );
  const rendered = await renderStale(input, planned, async (pages) => {
    documents.save();
    await links.expect(filesOf(config, site, expected, []));
    // Where no page can be made without the others, nobody will ask.
    const others = pages.filter((page) => !page.hasSameAround);
    if (hashes.site !== "" && !showsTexts)
      await previous.cache
        .cachedContexts()
        .save(others.map((page) => ({ source: page.source, make: () => renderedWith(page) })));
  });
  // The threads end while the rest is made and written.
  void input.workers.close();
  const outputs = [...evaluated.outputs, ...plan.fresh, ...rendered.value];

  const failures = [...rendered.diagnostics, ...(await makeAssets(input, loaded, templates))];
  // Pages that Eleventy evaluates have their addresses only now.
  const late = evaluated.outputs.length === 0 ? [] : findCollisions(claimsOf(site, outputs));
  const pagesMade = [...early, ...failures, ...late];
  for (const [source, { output, needs }] of plan.known)
    if (needs !== undefined) pageNeeds.set(output, { source, needs });
  const policy = policyOfSite(
    {
      config,
      site,
      files: loaded.templates,
      assetFiles: loaded.assetFiles,
      closureOf: templates.closureOf,
      read: input.inputs.read,
    },
    pageNeeds,
  );
  const generated = await generateFiles(input, planned, outputs, pagesMade, policy.sources);
  const all = [...pagesMade, ...generated.diagnostics];
  const hasErrors = all.some(isBlocking);
  const files = filesOf(
    config,
    site,
    hasErrors ? [...outputs, ...unmade(site, outputs)] : outputs,
    generated.files,
  );
  const aboutLinks = await links.conclude(files, generated.files, hasErrors);
  const outputIndex = createOutputIndex(files, site, templates, evaluated);
  const about = [
    ...siteFindings({ config, site, templates, evaluated, files, outputIndex, hasErrors }),
    ...policy.diagnostics,
    ...lostAddresses(published, site, outputIndex, config.gone),
  ];
  return {
    outputs,
    copies: site.staticFiles.map(({ source, output }) => ({
      from: sourceFile(config.root, source),
      path: output,
    })),
    diagnostics: applyLevels(atFallbackSources([...all, ...about, ...aboutLinks], site.pages), config.levels),
    hasErrors,
    stale: plan.stale,
    rendered: new Map([
      ...plan.known,
      ...plan.stale.flatMap(({ page, record }) => entry(page.page.source, record(), pageNeeds)),
    ]),
    known: {
      site: hasErrors ? "" : hashes.site,
      siteButPages: hashes.siteButPages,
      templates: hashes.templates,
      links: aboutLinks,
      hidesDrafts:
        loaded.pages.size >
        site.pages.filter(({ page }) => page.fallbackFor === undefined).length + site.templates.length,
      showsTexts,
      assets: loaded.assets,
    },
    publicPages: hashes.publicPages,
    externalLinks: () =>
      externalLinks(site, config, [
        ...templates.externalLinks(),
        ...themeLinks(site, templates.isThemes, isExternal),
      ]),
    generated: generated.runs,
  };
}

function entry(source: string, record: RenderedPage | undefined, pages: PageNeeds): [string, RenderedPage][] {
  if (record === undefined) return [];
  const needs = pages.get(record.output)?.needs;
  return [[source, needs === undefined ? record : { ...record, needs }]];
}

/** What a page is rendered with that needs nothing but its layouts. */
function renderedWith({
  layouts,
  lasting,
  page,
  ends,
  seesCollections,
  record,
}: StalePage): CachedContext | undefined {
  const parts = seesCollections ? undefined : record()?.parts;
  if (layouts === undefined || parts === undefined) return undefined;
  return { hash: contextHash(parts), layouts, data: lasting, page, ...ends };
}
