/** A site in memory: planned and rendered. What `build` writes and `check` reports. */

import type { LastRun } from "../build/generate.js";
import type { Stale } from "../build/plan.js";
import type { RenderedPages } from "../build/rendered.js";
import type { Seen } from "../build/seen.js";
import { applyLevels, isBlocking } from "../diagnostics.js";
import { createLayoutRenderer } from "../eleventy/layouts.js";
import { BATCH, type ReadyPage } from "../eleventy/ready-page.js";
import { renderPages, type OutputName } from "../eleventy/render.js";
import { createQueue } from "../host/threads.js";
import type { Diagnostic, Site } from "../model.js";
import { itemsOf } from "../site/collections.js";
import { findCollisions } from "../site/collisions.js";
import { makeAssets } from "./make-assets.js";
import { claimsOf, madePaths, planSite, type PlanInput } from "./plan-site.js";
import { readyPages } from "./ready-page.js";
import { sourceFile } from "./read-inputs.js";
import { generateFiles } from "./generate-files.js";
import type { AwayPage, Made } from "./workers.js";

export interface MakeInput extends PlanInput {
  /** Takes each page that another thread rendered. */
  takeMade(made: Made): void;
}

export interface MadeSite {
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
  readonly known: Pick<Seen, "site" | "links">;
  /** And of each generator. */
  readonly generated: ReadonlyMap<string, LastRun>;
}

/** Makes the whole site, and hands each page over as it is rendered. Every problem of every page is in its Diagnostics. */
export async function makeSite(input: MakeInput): Promise<MadeSite> {
  const { config, setup, workers, takeMade, progress } = input;
  const planned = await planSite(input);
  const { loaded, templates, evaluated, plan, documents, siteHash, isSiteKnown, rendering, diagnostics: early } = planned;
  const { site } = loaded;
  const byLayouts = createLayoutRenderer(setup, loaded.templates, loaded.assets);
  const ready = readyPages({ site, templates, setup, byLayouts, bodyOf: documents.bodyOf });
  // What has a fingerprint is plain data, which a thread can be given; collections are too much to give.
  const pages = plan.stale.map(({ page }) => ready(page));
  const canLeave = (page: AwayPage) => plan.rendered.has(page.source) && !page.seesCollections && page.body !== undefined;
  const away = pages.filter(canLeave);
  // Few sites have pages that ask for them.
  const items = pages.some((page) => page.seesCollections) ? [...itemsOf(site.pages), ...evaluated.items] : [];
  const outputs: OutputName[] = [...evaluated.outputs, ...plan.fresh];
  const failures: Diagnostic[] = [];
  let done = 0;
  const told = (more: number) => progress("Rendering", (done += more), pages.length);
  // Eleventy keeps some of its state for the whole thread: one batch at a time.
  const inTurn = createQueue();
  const here = (batch: readonly ReadyPage[]): Promise<void> =>
    inTurn(async () => {
      const rendered = await renderPages({ ...rendering, pages: batch, byLayouts, items, onProgress: told });
      outputs.push(...rendered.value);
      failures.push(...rendered.diagnostics);
    });
  const there = async (batch: readonly AwayPage[]): Promise<void> => {
    const made = await workers.render(batch, { templates: loaded.templates, assets: loaded.assets, siteData: site.globalData["site"] });
    if (made === undefined) return here(batch);
    for (const one of made) takeMade(one);
    outputs.push(...made.map(({ path, source }) => ({ path, source })));
    told(made.length);
  };
  await workers.share(away, BATCH, here, there);
  await here(pages.filter((page) => !canLeave(page)));

  failures.push(...(await makeAssets(input, loaded, templates)));
  // Pages that Eleventy evaluates have their addresses only now.
  const late = site.templates.length === 0 ? [] : findCollisions(claimsOf(site, outputs));
  const pagesMade = [...early, ...onePerPlace(failures), ...late];
  const generated = await generateFiles(input, planned, outputs, pagesMade);
  const all = [...pagesMade, ...generated.diagnostics];
  const hasErrors = all.some(isBlocking);
  const isOther = (source: string) => input.earlier.cache.rendered().pages.get(source)?.document !== documents.nameOf(source);
  const links = findLinks(input, site, madePaths(site, [...outputs, ...generated.files]), isSiteKnown ? isOther : undefined);
  return {
    outputs,
    copies: site.staticFiles.map(({ source, output }) => ({ from: sourceFile(config.root, source), path: output })),
    diagnostics: applyLevels([...all, ...links], config.levels),
    hasErrors,
    stale: plan.stale,
    rendered: plan.rendered,
    known: { site: hasErrors ? "" : siteHash, links },
    generated: generated.runs,
  };
}

/** What is to be said about links. In a Site that is known, only of pages whose document `isOther` than in the last build. */
function findLinks({ earlier }: MakeInput, site: Site, made: (path: string) => boolean, isOther: ((source: string) => boolean) | undefined): readonly Diagnostic[] {
  if (isOther === undefined) return site.checkLinks(made);
  const before = earlier.cache.seen?.links ?? [];
  return [...before.filter(({ file = "" }) => !isOther(file)), ...site.checkLinks(made, isOther)];
}

/** A layout that fails is told once, with the first page of those that it fails: how pages are shared out must not be heard. */
function onePerPlace(failures: readonly Diagnostic[]): Diagnostic[] {
  const byPlace = new Map<string, Diagnostic>();
  for (const found of [...failures].sort((a, b) => (a.message < b.message ? -1 : 1))) {
    const place = `${found.file}:${found.line}:${found.column}`;
    if (!byPlace.has(place)) byPlace.set(place, found);
  }
  return [...byPlace.values()];
}
