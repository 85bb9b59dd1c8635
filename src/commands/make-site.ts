/** A site in memory: planned and rendered. What `build` writes and `check` reports. */

import type { Rendered } from "../build/cache.js";
import type { Stale } from "../build/plan.js";
import { applyLevels, isBlocking } from "../diagnostics.js";
import { BATCH, type ReadyPage } from "../eleventy/batch.js";
import { itemsOf, renderPages, type OutputName } from "../eleventy/render.js";
import { createQueue } from "../host/threads.js";
import type { Diagnostic } from "../model.js";
import { findCollisions } from "../site/collisions.js";
import { claimsOf, madePaths, planSite, type PlanInput } from "./plan-site.js";
import { readyPages } from "./ready-page.js";
import { sourceFile } from "./read-inputs.js";
import type { Made } from "./workers.js";

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
  readonly rendered: ReadonlyMap<string, Rendered>;
}

/** Makes the whole site, and hands each page over as it is rendered. Every problem of every page is in its Diagnostics. */
export async function makeSite(input: MakeInput): Promise<MadeSite> {
  const { config, workers, takeMade, progress } = input;
  const { loaded, templates, evaluated, plan, rendering, diagnostics: early } = await planSite(input);
  const { site } = loaded;
  const ready = readyPages(site, templates);
  // What has a fingerprint is plain data, which a thread can be given; collections are too much to give.
  const pages = plan.stale.map(({ page }) => ready(page));
  const canLeave = (page: ReadyPage) => plan.rendered.has(page.source) && !page.seesCollections;
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
      const rendered = await renderPages({ ...rendering, pages: batch, items, onProgress: told });
      outputs.push(...rendered.value);
      failures.push(...rendered.diagnostics);
    });
  const there = async (batch: readonly ReadyPage[]): Promise<void> => {
    const made = await workers.render(batch, { templates: loaded.templates, siteData: site.globalData["site"] });
    if (made === undefined) return here(batch);
    for (const one of made) takeMade(one);
    outputs.push(...made.map(({ path, source }) => ({ path, source })));
    told(made.length);
  };
  await workers.share(away, BATCH, here, there);
  await here(pages.filter((page) => !canLeave(page)));

  // Pages that Eleventy evaluates have their addresses only now.
  const late = site.templates.length === 0 ? [] : findCollisions(claimsOf(site, outputs));
  const all = [...early, ...onePerPlace(failures), ...late];
  const links = site.checkLinks(madePaths(site, outputs));
  return {
    outputs,
    copies: site.staticFiles.map(({ source, output }) => ({ from: sourceFile(config.root, source), path: output })),
    diagnostics: applyLevels([...all, ...links], config.levels),
    hasErrors: all.some(isBlocking),
    stale: plan.stale,
    rendered: plan.rendered,
  };
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
