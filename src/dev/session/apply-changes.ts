/** Applies an edit: from the changed paths to the next state of the site and the messages to open pages. */

import { join } from "node:path";
import { isBlocking } from "../../diagnostics/catalogue.js";
import type { Diagnostic, WithDiagnostics } from "../../model/model.js";
import { readTemplates } from "../../pipeline/load.js";
import { dataReader, loadData } from "../../pipeline/load-data.js";
import { readAssets } from "../../pipeline/read-assets.js";
import { listSite, type Listing } from "../../pipeline/read-inputs.js";
import { newPlacements } from "../../site/placements.js";
import { folderOfCopy } from "../../system/copied-files.js";
import { kindAt } from "../../system/files.js";
import { MAX_WAIT } from "../../utils/timeout.js";
import {
  changesBetween,
  classifyChanges,
  isAboutFiles,
  renamesOf,
  type KnownFiles,
  type Reach,
} from "../classify-changes.js";
import type { Applied } from "../site.js";
import type { DevInputs } from "./inputs.js";
import type { LiveSite, LiveState } from "./live-state.js";
import { settingsFiles } from "./settings.js";

/** Applies changed files, by their paths relative to the root. */
export async function applyChanges(live: LiveState, changed: readonly string[]): Promise<Applied> {
  const { site } = live;
  if (site === undefined || live.refused.length > 0) return retrySettings(live, changed);
  const reach = classifyChanges(changed, knownFiles(site), (path) => kindAt(join(live.flags.root, path)));
  // Preprocessors may read any data while pages are parsed.
  if (reach.settings || (reach.data && site.session.open.config.choices.preprocessors.length > 0)) {
    await live.reopen();
    return { paths: reach.paths, pages: true, files: [], renamed: new Map() };
  }
  return applyReach(live, site, reach);
}

/** Any file may fix the settings. Changes that do not, such as to a log of this output, have no effect. */
async function retrySettings(live: LiveState, changed: readonly string[]): Promise<Applied> {
  const before = JSON.stringify(live.refused);
  await live.reopen();
  const pages = live.refused.length === 0 || JSON.stringify(live.refused) !== before;
  return { paths: changed, pages, files: [], renamed: new Map() };
}

/** Applies changes of files while the settings stay the same. */
async function applyReach(live: LiveState, site: LiveSite, reach: Reach): Promise<Applied> {
  const { session, inputs } = site;
  const { documents } = session;
  const listed = reach.list
    ? await listSite(session.open.config, session.setup.formats)
    : { value: inputs.listing, diagnostics: [] };
  const listing = listed.value;
  const [gone, came] = changesBetween(inputs.listing.content, listing.content);
  const goneHashes = hashesOf(site, gone);
  for (const path of gone) documents.drop(path);
  const revised = await revisePages(site, reach.pages);
  const hasNewData = reach.data || differ(listing.sources.data, inputs.listing.sources.data);
  const hasNewTemplates = reach.templates || differ(listing.layouts, inputs.listing.layouts);
  const hasNewBodies = revised.bodies || reach.files.filter(session.pictures.isResized).length > 0;
  const hasNewState = reach.list || hasNewData || hasNewTemplates || revised.metadata;
  if (hasNewState) {
    const next = await readChanged(site, listed, {
      list: reach.list,
      data: hasNewData,
      templates: hasNewTemplates,
    });
    const keepsPages =
      next.placements === inputs.placements &&
      !reach.list &&
      !revised.metadata &&
      site.snapshot.site.templates.length === 0;
    await live.replace(session, next, keepsPages ? site.snapshot : undefined);
  } else if (hasNewBodies) site.pages.bodySaved();
  return {
    paths: reach.paths,
    pages: hasNewState || hasNewBodies,
    files: changedOutputs(inputs.listing, listing, reach.files),
    renamed: renamesOf(goneHashes, hashesOf(site, came)),
  };
}

/** The kinds of inputs to read again. */
interface Changed {
  readonly list: boolean;
  readonly data: boolean;
  readonly templates: boolean;
}

/** The inputs after a change, with the changed kinds read again. */
async function readChanged(
  { session: { open, setup }, inputs }: LiveSite,
  listed: WithDiagnostics<Listing>,
  changed: Changed,
): Promise<DevInputs> {
  const { config, importer } = open;
  const listing = listed.value;
  const data = changed.data
    ? await loadData(
        config,
        listing.sources.data,
        dataReader(importer.importModule, setup.globalData, config.choices.dataFormats),
        MAX_WAIT,
      )
    : { value: inputs.dataFiles, diagnostics: [] };
  const templates = changed.templates
    ? readTemplates(config, listing)
    : { value: inputs.templates, diagnostics: [] };
  const assets = changed.templates ? readAssets(config, listing) : { value: inputs.assets, diagnostics: [] };
  const keepsPlaces = !changed.data && sameFrontMatter(templates.value, inputs.templates);
  return {
    listing,
    // While a data file is broken, pages keep its last values.
    dataFiles: data.diagnostics.some(isBlocking) ? inputs.dataFiles : data.value,
    templates: templates.value,
    assets: assets.value,
    placements: keepsPlaces ? inputs.placements : newPlacements(),
    diagnostics: [
      ...unchangedDiagnostics(inputs, listing, changed),
      ...listed.diagnostics,
      ...data.diagnostics,
      ...templates.diagnostics,
      ...assets.diagnostics,
    ],
  };
}

/** Diagnostics of inputs that are not read again. */
function unchangedDiagnostics(inputs: DevInputs, listing: Listing, changed: Changed): readonly Diagnostic[] {
  const isData = new Set([...inputs.listing.sources.data, ...listing.sources.data]);
  return inputs.diagnostics.filter(
    (found) =>
      !(changed.list && isAboutFiles(found) && !isData.has(found.file ?? "")) &&
      !(changed.data && (found.code === "data-failed" || isData.has(found.file ?? ""))) &&
      !(changed.templates && found.file?.includes("layouts/") === true),
  );
}

/** Whether the front matter of layouts is unchanged. */
function sameFrontMatter(now: DevInputs["templates"], before: DevInputs["templates"]): boolean {
  const textOf = (templates: DevInputs["templates"]): string =>
    JSON.stringify([...templates].map(([name, { frontMatter }]) => [name, frontMatter]));
  return now === before || textOf(now) === textOf(before);
}

/** Reads saved pages again. */
async function revisePages(
  { session: { documents }, snapshot }: LiveSite,
  saved: readonly string[],
): Promise<{ readonly bodies: boolean; readonly metadata: boolean }> {
  // The file of a page that Eleventy evaluates has no separate body: any part of it may matter.
  const isEvaluated = (path: string): boolean =>
    snapshot.site.templates.some(({ page }) => page.source === path);
  let [bodies, metadata] = [false, false];
  for (const path of saved) {
    const revision = await documents.revise(path);
    if (revision === "metadata" || (revision === "body" && isEvaluated(path))) metadata = true;
    else if (revision === "body") bodies = true;
  }
  return { bodies, metadata };
}

/** Copied output files that were added, removed or changed. */
function changedOutputs(before: Listing, now: Listing, saved: readonly string[]): readonly string[] {
  const statics = [...before.sources.statics, ...now.sources.statics];
  const outputs = new Map(statics.map(({ source, output }) => [source, output]));
  const sourcesOf = ({ sources }: Listing): readonly string[] => sources.statics.map(({ source }) => source);
  const [lost, added] = changesBetween(sourcesOf(before), sourcesOf(now));
  return [...saved, ...lost, ...added].flatMap((source) => outputs.get(source) ?? []);
}

/** Hashes of the sources that are pages. */
function hashesOf({ session }: LiveSite, sources: readonly string[]): ReadonlyMap<string, string> {
  const hashes = sources.map((path) => [path, session.documents.hash(path)] as const);
  return new Map(hashes.filter(([, hash]) => hash !== ""));
}

const differ = (sources: readonly string[], before: readonly string[]): boolean =>
  sources.join("\n") !== before.join("\n");

type ListedNames = Pick<KnownFiles, "listed" | "pages" | "data">;

const namesOfListing = new WeakMap<Listing, ListedNames>();

/** The site's files at the last listing. */
function knownFiles({ session: { open }, inputs: { listing, diagnostics } }: LiveSite): KnownFiles {
  const names = namesOfListing.get(listing) ?? {
    listed: new Set([...listing.content, ...listing.layouts, ...listing.publicFiles, ...listing.copied]),
    pages: new Set(listing.sources.pages),
    data: new Set(listing.sources.data),
  };
  namesOfListing.set(listing, names);
  return {
    ...names,
    leftOut: new Set(diagnostics.filter(isAboutFiles).flatMap(({ file = [] }) => file)),
    copied: open.config.choices.copies.map(folderOfCopy),
    imported: new Set(settingsFiles(open)),
  };
}
