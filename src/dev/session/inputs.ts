/** A site that is being written, in memory: its settings, and its pages in their places. Made again as far as a change reaches. */

import { createMarkdown, type Markdown } from "../../content/markdown/markdown.js";
import type { Sources as FailureSources } from "../../eleventy/failure.js";
import type { Setup } from "../../eleventy/setup.js";
import type { Context } from "../../eleventy/plugin.js";
import type { Diagnostic, Site, SitePage, WithDiagnostics, StaticFile } from "../../model/model.js";
import { assembleSite, newPlacements, type Placements } from "../../site/assemble.js";
import { createCollisionFinder } from "../../site/collisions.js";
import type { DataFiles } from "../../site/cascade.js";
import { once } from "../../utils/once.js";
import type { AssetFiles } from "../../templates/assets/assets.js";
import type { TemplateFiles } from "../../templates/load.js";
import { openPrebuiltPages, type PrebuiltPages } from "../prebuilt-pages.js";
import { checkSiteTemplates, type SiteTemplates } from "../../pipeline/site-templates.js";
import { documentNamer } from "../../incremental/previous-build.js";
import { openDocuments, type KeptDocument, type DevDocuments } from "./documents.js";
import {
  layoutData,
  readTemplates,
  sectionsWithoutLayout,
  templateTextsOf,
  usedAssets,
  type LoadedSite,
} from "../../pipeline/load.js";
import { choiceOptions, markdownOptions } from "../../pipeline/choice-options.js";
import type { OpenSite } from "../../pipeline/open.js";
import { readAssets } from "../../pipeline/read-assets.js";
import { createDevImageSizes, type DevImageSizes } from "../../sources/image-sizes.js";
import { noPages, type Listing } from "../../pipeline/read-inputs.js";
import { failureSources, renderContext } from "../../render/render-context.js";

/** What stays until the configuration changes. */
export interface DevSession {
  readonly open: OpenSite;
  readonly setup: Setup;
  readonly markdown: Markdown;
  readonly documents: DevDocuments;
  readonly pictures: DevImageSizes;
  /** What the last build left of pages. */
  readonly built: PrebuiltPages;
  readonly findCollisions: ReturnType<typeof createCollisionFinder>;
  /** Pages that nobody waits for any more, by source: what each is made of. */
  readonly endless: Map<string, unknown>;
}

/** What the pages are put together from. */
export interface DevInputs {
  readonly listing: Listing;
  readonly dataFiles: DataFiles;
  readonly templates: TemplateFiles;
  /** Style sheets and scripts. */
  readonly assets: AssetFiles;
  readonly placements: Placements;
  /** What was wrong with files, data and templates as they were read. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The pages in their places. */
export interface DevSnapshot {
  readonly site: Site;
  readonly loaded: LoadedSite;
  /** What was found as it was put together. */
  readonly siteDiagnostics: readonly Diagnostic[];
  readonly checked: SiteTemplates;
  readonly context: Context;
  readonly failures: FailureSources;
  readonly bySource: ReadonlyMap<string, SitePage>;
  readonly byOutput: ReadonlyMap<string, SitePage>;
  readonly staticFiles: ReadonlyMap<string, StaticFile>;
  /** About places of pages. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The site at one moment. Each change that reaches beyond bodies makes another. */
export interface DevState {
  readonly session: DevSession;
  readonly inputs: DevInputs;
  readonly snapshot: DevSnapshot;
}

/** Makes ready what a site's settings give; why it cannot be, when they fail. */
export async function openDevSession(
  open: OpenSite,
): Promise<WithDiagnostics<{ readonly session: DevSession; readonly inputs: DevInputs } | undefined>> {
  const { config } = open;
  const setup = await open.setup();
  if ("code" in setup) return { value: undefined, diagnostics: [setup] };
  const markdown = createMarkdown(markdownOptions(config));
  const parsed = open.previous.cache.documents();
  const documentName = documentNamer(config, open.previous);
  const kept = (path: string): KeptDocument | undefined => {
    const hash = open.inputs.knownHash(path);
    const found = hash === undefined ? undefined : parsed.find(path, documentName(path, hash));
    return found && { hash: hash ?? "", staged: found };
  };
  const session: DevSession = {
    open,
    setup,
    markdown,
    documents: openDocuments(
      config,
      markdown,
      kept,
      choiceOptions(config, { dataFiles: open.inputs.dataFiles, configData: setup.globalData }),
    ),
    pictures: createDevImageSizes(config.root),
    built: openPrebuiltPages(config, open.previous.cache),
    findCollisions: createCollisionFinder(),
    endless: new Map(),
  };
  const { listing, dataFiles } = open.inputs;
  const templates = readTemplates(config, listing);
  const assets = readAssets(config, listing);
  const inputs: DevInputs = {
    listing,
    dataFiles,
    templates: templates.value,
    assets: assets.value,
    placements: newPlacements(),
    diagnostics: [...open.aboutConfig, ...open.diagnostics, ...templates.diagnostics, ...assets.diagnostics],
  };
  return { value: { session, inputs }, diagnostics: [] };
}

/** Puts the pages in their places, those that are new or changed anew. `placed`: a Site in which all of them have their places already. */
export async function makeDevSnapshot(
  { open, setup, markdown, documents, pictures }: DevSession,
  inputs: DevInputs,
  placed?: WithDiagnostics<Site>,
): Promise<DevSnapshot> {
  const { config, importer, configText } = open;
  const { listing, dataFiles, templates, assets, placements } = inputs;
  const pages = await documents.pages(listing.sources.pages);
  const { value: site, diagnostics } =
    placed ??
    (await assembleSite({
      config,
      pages,
      dataFiles,
      lastChanges: open.inputs.lastChanges,
      configData: setup.globalData,
      layoutData: (name) => layoutData(templates, name),
      staticFiles: listing.sources.statics,
      sizeOf: pictures.sizeOf,
      renderPermalink: (template, data) => setup.renderString(template, data),
      known: placements,
    }));
  // Made for the few questions that name a source.
  const bySource = once(() => new Map(site.pages.map((page) => [page.page.source, page])));
  const templateTexts = templateTextsOf(config.root, site);
  const used = usedAssets(config, assets, site, templates);
  const loaded: LoadedSite = { ...used, site, pages: documents.bySource, templates, markdown, templateTexts };
  return {
    site,
    loaded,
    siteDiagnostics: diagnostics,
    checked: checkSiteTemplates(loaded, setup, config, configText),
    context: renderContext(config, loaded, importer.importModule, setup.globalData),
    failures: failureSources(config.root, loaded),
    get bySource() {
      return bySource();
    },
    byOutput: outputsOf(site),
    staticFiles: new Map(site.staticFiles.map((file) => [file.output, file])),
    diagnostics: [
      ...sectionsWithoutLayout(config, templates),
      ...(pages.length === 0 ? [noPages(config)] : []),
      ...diagnostics,
    ],
  };
}

function outputsOf({ pages }: Site): ReadonlyMap<string, SitePage> {
  const outputs = new Map<string, SitePage>();
  for (const page of pages) if (page.output !== false) outputs.set(page.output, page);
  return outputs;
}
