/**
 * A site in memory for the dev server: its settings, and its pages in their places. A change replaces only
 * the parts that it affects.
 */

import { createMarkdown, type Markdown } from "../../content/markdown/markdown.js";
import type { Sources as FailureSources } from "../../eleventy/failure.js";
import type { Setup } from "../../eleventy/setup.js";
import type { Context } from "../../eleventy/plugin.js";
import type { Diagnostic, Site, SitePage, WithDiagnostics, StaticFile } from "../../model/model.js";
import { assembleSite } from "../../site/assemble.js";
import { newPlacements, type Placements } from "../../site/placements.js";
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

/** Data that stays the same until the configuration changes. */
export interface DevSession {
  readonly open: OpenSite;
  readonly setup: Setup;
  readonly markdown: Markdown;
  readonly documents: DevDocuments;
  readonly pictures: DevImageSizes;
  /** Pages of the last build. */
  readonly built: PrebuiltPages;
  readonly findCollisions: ReturnType<typeof createCollisionFinder>;
  /** Pages that did not finish within the time limit, by source, with their inputs. */
  readonly unfinished: Map<string, unknown>;
}

/** The inputs of the pages. */
export interface DevInputs {
  readonly listing: Listing;
  readonly dataFiles: DataFiles;
  readonly templates: TemplateFiles;
  /** Style sheets and scripts. */
  readonly assets: AssetFiles;
  readonly placements: Placements;
  /** Diagnostics from reading files, data and templates. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The pages in their places. */
export interface DevSnapshot {
  readonly site: Site;
  readonly loaded: LoadedSite;
  /** Diagnostics from assembling the site. */
  readonly siteDiagnostics: readonly Diagnostic[];
  readonly checked: SiteTemplates;
  readonly context: Context;
  readonly failures: FailureSources;
  readonly bySource: ReadonlyMap<string, SitePage>;
  readonly byOutput: ReadonlyMap<string, SitePage>;
  readonly staticFiles: ReadonlyMap<string, StaticFile>;
  /** Diagnostics about the places of pages. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The site at one moment. Each change of more than bodies makes a new state. */
export interface DevState {
  readonly session: DevSession;
  readonly inputs: DevInputs;
  readonly snapshot: DevSnapshot;
}

/** Sets up everything that depends only on a site's settings. Gives a Diagnostic if they fail. */
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
    unfinished: new Map(),
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

/**
 * Assembles the site, and places new and changed pages. `placed`: a Site in which all pages already have
 * their places.
 */
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
  // Created on demand, for the few callers that need a page by its source.
  const bySource = once(() => new Map(site.pages.map((page) => [page.page.source, page])));
  const templateTexts = templateTextsOf(config.root, site);
  const used = usedAssets(config, assets, site, templates);
  const loaded: LoadedSite = { ...used, site, pages: documents.bySource, templates, markdown, templateTexts };
  return {
    site,
    loaded,
    siteDiagnostics: diagnostics,
    checked: checkSiteTemplates(loaded, setup, config, configText),
    context: renderContext(config, loaded, importer.importModule, setup.globalData, open.siteCode),
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
